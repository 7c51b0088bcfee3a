"""Undoable steps: an edit of the bench, and gates moved in a running network."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from PySide6.QtGui import QUndoCommand

from explorer.gui.state import Bench

_MERGE_SECONDS = 1.0  # a slider's drag is one edit, not fifty


class EditBench(QUndoCommand):
    """From one bench to another. Edits of one kind that follow each other within a second merge."""

    def __init__(self, text: str, before: Bench, after: Bench, apply: Callable[[Bench], None]) -> None:
        super().__init__(text)
        self._before, self._after, self._apply = before, after, apply
        self._made = time.monotonic()

    def id(self) -> int:
        """One id for all edits: Qt offers only commands of equal id to `mergeWith`."""
        return 1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take over the later edit's result when it is the same kind and quick."""
        if not isinstance(other, EditBench) or not self.text().startswith("set "):
            return False
        if other.text() != self.text() or other._made - self._made > _MERGE_SECONDS:
            return False
        self._after, self._made = other._after, other._made
        self.setObsolete(self._after == self._before)  # there and back is nothing to undo
        return True

    def redo(self) -> None:
        """Show the edited bench."""
        self._apply(self._after)

    def undo(self) -> None:
        """Show the bench as it was."""
        self._apply(self._before)


Gates = Mapping[str, float]


class MoveGates(QUndoCommand):
    """Gates of running networks, by run: undo moves them back, which is an intervention of its own."""

    def __init__(
        self, text: str, before: Mapping[str, Gates], after: Mapping[str, Gates], apply: Callable[[str, Gates], None]
    ) -> None:
        super().__init__(text)
        self._before, self._after, self._apply = before, after, apply

    def redo(self) -> None:
        """Move the gates."""
        for run_id, gates in self._after.items():
            self._apply(run_id, gates)

    def undo(self) -> None:
        """Move them back."""
        for run_id, gates in self._before.items():
            self._apply(run_id, gates)
