"""The cells of a sweep whose runs are trained together, as one network."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from explorer.runs.cells import Cell
from explorer.runs.spec import RunSpec
from explorer.training.session_together import SessionTogether, Together


def together_with(cell: Cell, cells: Iterable[Cell]) -> list[Cell]:
    """The other cells that are trained together with one: they differ from it in the seed."""
    if cell.spec.training.together == 1:
        return []
    wanted = _without_seed(cell.spec)
    return [other for other in cells if other.id != cell.id and _without_seed(other.spec) == wanted]


class Group:
    """The sessions of all cells of a group: those that are trained for the store, and those that were trained before or
    are somebody else's. The latter are trained again beside them, so that the numbers are the same whichever are there.

    Raises what Session raises, and SpecError for a network that cannot be trained so.
    """

    def __init__(self, cells: list[Cell], all_cells: Iterable[Cell], progress: Callable[[float], None]) -> None:
        """`cells` are to be trained, of `all_cells` of their sweep."""
        members = sorted((cells[0], *together_with(cells[0], all_cells)), key=lambda cell: cell.spec.training.seed)
        self._sessions = {cell.id: SessionTogether(cell.spec, progress) for cell in members}
        wanted = {cell.id for cell in cells}
        self._beside = [session for cell, session in self._sessions.items() if cell not in wanted]
        self._together = Together(list(self._sessions.values()))

    def session(self, cell: Cell) -> SessionTogether:
        """The session of one of the cells, for its recording to advance after every `begin`."""
        return self._sessions[cell.id]

    def begin(self) -> None:
        """Compute a step of all, and complete that of those that nobody records."""
        self._together.begin()
        for session in self._beside:
            if session.outcome is None:
                session.advance(_never)


def _without_seed(spec: RunSpec) -> RunSpec:
    return replace(spec, training=replace(spec.training, seed=0))


def _never(waiting: int) -> bool:
    return False
