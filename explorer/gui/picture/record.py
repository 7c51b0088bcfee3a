"""A run's readings in the order of the drawing: which column of the history belongs to which cell."""

from __future__ import annotations

import weakref
from concurrent.futures import Future
from functools import partial

import numpy as np
from numpy.typing import NDArray

from explorer.desk.background import AtOnce, Doing
from explorer.desk.columns import columns, gathered, places
from explorer.graph.layout import Layout
from explorer.gui.picture.levels import Extent, decades
from explorer.gui.picture.waterfall import Waterfall
from explorer.gui.widgets.colors import indices
from explorer.infos import InstrumentInfo
from explorer.runs.history import RunHistory
from explorer.runs.snapshot import Floats

Levels = tuple[float, float]
MANY = 1_000_000  # readings: folding more takes longer than a frame, so it is done in the background


class Record:
    """One instrument of one run, seen through the drawing; `take` reads what is new, and only that. The readings of a
    long run are read and folded in the background first: meanwhile `coming` is True and there are no rows.

    A probed instrument holds its reading until the next probe; one that measures skips colors the layers of their
    residual branches. Raises ValueError where the run's network lacks a layer that is drawn.
    """

    def __init__(
        self, history: RunHistory, drawn: Layout, info: InstrumentInfo, levels: Levels, doing: Doing | None = None
    ) -> None:
        graph = history.graph
        measured = set(graph.layers)
        missing = [cell.call for cell in drawn.cells if cell.call not in measured]
        if missing:
            raise ValueError(f"the run of {graph.name} has no layer {missing[0]}, which the picture shows")
        self.history, self.info, self.levels = history, info, levels
        self._linear = info.scale == "linear"
        self._columns = columns(graph, info.per)
        self._main = places(graph, (cell.call for cell in drawn.cells), info.per)
        branches = {i: [c.call for c in arc.cells if c.call in self._columns] for i, arc in enumerate(drawn.arcs)}
        self._branches = {i: places(graph, found, info.per) for i, found in branches.items() if found}
        self._frozen = np.array([graph.calls[cell.call].frozen for cell in drawn.cells], np.bool_)
        self._frozen_on = {i: np.array([graph.calls[c].frozen for c in found]) for i, found in branches.items()}
        self.coming = False
        self._doing, self._token = doing or AtOnce(), 0
        self.waterfall, self.extent = self._empty()

    def take(self) -> bool:
        """Read the new steps; False where there are none, or while they are read in the background."""
        first = self.waterfall.steps
        new = len(self.history) - first if self.history.count(self.info.name) else 0
        if self.coming or new <= 0:
            return False
        if first or new * len(self._columns) < MANY:
            self._fold(self.waterfall, self.extent, first)
        else:
            self.coming = True
            self._token = self._doing.run(partial(_folded, weakref.ref(self)), self._arrived)
        return self.waterfall.steps > first

    def close(self) -> None:
        """Wait no longer for what is read in the background."""
        self._doing.drop(self._token)

    def _empty(self) -> tuple[Waterfall, Extent]:
        return Waterfall(len(self._main), self.levels, linear=self._linear, frozen=self._frozen), Extent()

    def _fold(self, waterfall: Waterfall, extent: Extent, first: int) -> None:
        new = self.history.held(self.info.name, first)
        if len(new):
            waterfall.extend(np.ascontiguousarray(gathered(new, self._main)))
            extent.take(new)

    def _arrived(self, answer: Future[tuple[Waterfall, Extent] | None]) -> None:
        self.waterfall, self.extent = answer.result() or self._empty()
        self.waterfall.set_levels(self.levels)
        self.coming = False

    def set_levels(self, levels: Levels) -> None:
        """Color everything by another scale."""
        self.levels = levels
        self.waterfall.set_levels(levels)

    def wanted_levels(self) -> Levels | None:
        """Whole decades around this run's finite readings on the main path; None before the first, and for shares,
        whose scale is fixed."""
        w = self.waterfall
        return decades(w.smallest, w.largest) if w.largest > 0 and not self._linear else None

    def value(self, layer: int, step: int | None = None) -> float | None:
        """The exact reading of one layer at a step (None: the newest); None where there is none."""
        row = self._row(step)
        return None if row is None else float(gathered(row, self._main[layer : layer + 1])[0])

    def value_of(self, call: str, step: int | None = None) -> float | None:
        """The exact reading of any weighted call, as `value`; None where the run has none of it."""
        row, column = self._row(step), self._columns.get(call)
        return None if row is None or column is None else float(row[column])

    def shades(self, step: int | None) -> tuple[NDArray[np.uint8] | None, dict[int, NDArray[np.uint8]]]:
        """Color indices at a step (None or beyond the end: the newest): of the cells, and by arc of its own layers.

        (None, {}) before the first step."""
        row = self.history.reading(self.info.name, step)
        if row is None:
            return None, {}
        branches = {arc: self._shaded(row[at], self._frozen_on[arc]) for arc, at in self._branches.items()}
        return self._shaded(gathered(row, self._main), self._frozen), branches

    def _read(self, first: int) -> Floats:
        return self.history.held(self.info.name, first)

    def _row(self, step: int | None) -> Floats | None:
        beyond = step is not None and not 0 <= step < len(self.history)
        return None if beyond else self.history.reading(self.info.name, step)

    def _shaded(self, values: Floats, frozen: NDArray[np.bool_]) -> NDArray[np.uint8]:
        return indices(values, *self.levels, self._linear, frozen)


def _folded(asker: weakref.ref[Record]) -> tuple[Waterfall, Extent] | None:
    """Everything measured so far, folded, in any thread; None where nobody waits for it any more."""
    record = asker()
    if record is None:
        return None
    waterfall, extent = record._empty()
    record._fold(waterfall, extent, 0)
    return waterfall, extent
