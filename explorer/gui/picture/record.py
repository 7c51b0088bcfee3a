"""A run's readings in the order of the drawing: which column of the history belongs to which cell."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from explorer.engine.infos import InstrumentInfo
from explorer.graph.layout import Layout
from explorer.gui.colours import indices
from explorer.gui.columns import columns, gathered, places
from explorer.gui.picture.levels import decades
from explorer.gui.picture.waterfall import Waterfall
from explorer.runs.history import RunHistory
from explorer.runs.snapshot import Floats

Levels = tuple[float, float]


class Record:
    """One instrument of one run, seen through the drawing; `take` reads what is new, and only that.

    A probed instrument holds its reading until the next probe; one that measures skips colours the layers of their
    residual branches. Raises ValueError where the run's network lacks a layer that is drawn.
    """

    def __init__(self, history: RunHistory, drawn: Layout, info: InstrumentInfo, levels: Levels) -> None:
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
        self.waterfall = Waterfall(len(self._main), levels, linear=self._linear, frozen=self._frozen)

    def take(self) -> bool:
        """Read the new steps; False where there are none."""
        new = self.history.held(self.info.name, self.waterfall.steps)
        if len(new):
            self.waterfall.extend(np.ascontiguousarray(gathered(new, self._main)))
        return len(new) > 0

    def set_levels(self, levels: Levels) -> None:
        """Colour everything by another scale."""
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
        """Colour indices at a step (None or beyond the end: the newest): of the cells, and by arc of its own layers.

        (None, {}) before the first step."""
        row = self.history.reading(self.info.name, step)
        if row is None:
            return None, {}
        branches = {arc: self._shaded(row[at], self._frozen_on[arc]) for arc, at in self._branches.items()}
        return self._shaded(gathered(row, self._main), self._frozen), branches

    def _row(self, step: int | None) -> Floats | None:
        beyond = step is not None and not 0 <= step < len(self.history)
        return None if beyond else self.history.reading(self.info.name, step)

    def _shaded(self, values: Floats, frozen: NDArray[np.bool_]) -> NDArray[np.uint8]:
        return indices(values, *self.levels, self._linear, frozen)
