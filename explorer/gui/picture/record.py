"""A run's readings in the order of the drawing: which column of the history belongs to which cell."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from explorer.graph.layout import Layout
from explorer.gui.colours import indices
from explorer.gui.picture.levels import decades
from explorer.gui.picture.waterfall import Waterfall
from explorer.runs.history import RunHistory
from explorer.runs.snapshot import Floats

Levels = tuple[float, float]


class Record:
    """One instrument of one run, seen through the drawing; `take` reads what is new, and only that.

    Raises ValueError where the run's network lacks a layer that is drawn.
    """

    def __init__(self, history: RunHistory, drawn: Layout, instrument: str, levels: Levels) -> None:
        column = {call: i for i, call in enumerate(history.graph.layers)}
        missing = [cell.call for cell in drawn.cells if cell.call not in column]
        if missing:
            raise ValueError(f"the run of {history.graph.name} has no layer {missing[0]}, which the picture shows")
        self.history, self.instrument, self.levels = history, instrument, levels
        self._columns = column
        self._main: NDArray[np.intp] = np.array([column[cell.call] for cell in drawn.cells], np.intp)
        branches = ([column[c.call] for c in arc.cells if c.call in column] for arc in drawn.arcs)
        self._branches = {i: np.array(found, np.intp) for i, found in enumerate(branches) if found}
        self.waterfall = Waterfall(len(self._main), levels)

    @property
    def readings(self) -> Floats:
        """Every reading so far, shape (steps, columns of the history)."""
        return self.history.readings(self.instrument)

    def take(self) -> bool:
        """Read the new steps; False where there are none."""
        new = self.readings[self.waterfall.steps :]
        if len(new):
            self.waterfall.extend(np.ascontiguousarray(new[:, self._main]))
        return len(new) > 0

    def set_levels(self, levels: Levels) -> None:
        """Colour everything by another scale."""
        self.levels = levels
        self.waterfall.set_levels(levels)

    def wanted_levels(self) -> Levels | None:
        """Whole decades around this run's finite readings on the main path; None before the first."""
        w = self.waterfall
        return decades(w.smallest, w.largest) if w.largest > 0 else None

    def value(self, layer: int, step: int | None = None) -> float | None:
        """The exact reading of one layer at a step (None: the newest); None where there is none."""
        readings = self.readings
        row = len(readings) - 1 if step is None else step
        return float(readings[row, self._main[layer]]) if 0 <= row < len(readings) else None

    def value_of(self, call: str, step: int | None = None) -> float | None:
        """The exact reading of any weighted call, as `value`; None where the run has none of it."""
        readings, column = self.readings, self._columns.get(call)
        row = len(readings) - 1 if step is None else step
        return float(readings[row, column]) if column is not None and 0 <= row < len(readings) else None

    def shades(self, step: int | None) -> tuple[NDArray[np.uint8] | None, dict[int, NDArray[np.uint8]]]:
        """Colour indices at a step (None or beyond the end: the newest): of the cells, and by arc of its own layers.

        (None, {}) before the first step."""
        readings = self.readings
        if not len(readings):
            return None, {}
        row = readings[-1 if step is None else max(0, min(step, len(readings) - 1))]
        branches = {arc: indices(row[columns], *self.levels) for arc, columns in self._branches.items()}
        return indices(row[self._main], *self.levels), branches
