"""The heatmap's rows: one per step, merged in pairs when they grow too many."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from explorer.gui.widgets.colors import indices
from explorer.runs.snapshot import Floats

ROWS = 1024


class Waterfall:
    """Readings of a run as at most `rows` rows of color indices; only new steps are ever looked at.

    A row holds `steps_per_row` steps and keeps each column's most alarming reading: NaN before infinity before
    the largest finite one before zero before nothing measured. That order is NumPy's `maximum` on readings. Doubling
    `steps_per_row` when the rows run out costs amortized constant time per step.
    """

    def __init__(
        self,
        columns: int,
        levels: tuple[float, float],
        rows: int = ROWS,
        linear: bool = False,
        frozen: NDArray[np.bool_] | None = None,
    ) -> None:
        self._values: Floats = np.zeros((rows, columns), np.float32)
        self._indices: NDArray[np.uint8] = np.zeros((rows, columns), np.uint8)
        self._levels, self._linear, self._frozen = levels, linear, frozen
        self.steps = 0
        self.steps_per_row = 1
        self.smallest, self.largest = np.inf, 0.0

    @property
    def rows(self) -> int:
        """Rows in use; the last may hold fewer steps than the others."""
        return -(-self.steps // self.steps_per_row)

    @property
    def indices(self) -> NDArray[np.uint8]:
        """Color indices, shape (rows, columns); a view."""
        return self._indices[: self.rows]

    @property
    def values(self) -> Floats:
        """The readings that the rows keep, shape (rows, columns); a view."""
        return self._values[: self.rows]

    def extend(self, new: Floats) -> None:
        """Add the readings of the next steps, shape (k, columns); a negative one is none (runs.snapshot.ABSENT)."""
        if not len(new):
            return
        usable = new[np.isfinite(new) & (new > 0)]
        if usable.size:
            self.smallest = min(self.smallest, float(usable.min()))
            self.largest = max(self.largest, float(usable.max()))
        first = self.steps // self.steps_per_row
        while self.steps + len(new) > len(self._values) * self.steps_per_row:
            self._halve()
            first = 0
        self._merge(new)
        self._color(first)

    def set_levels(self, levels: tuple[float, float]) -> None:
        """Color every row by another scale (log10 of both ends, or the ends of a linear one)."""
        self._levels = levels
        self._color(0)

    def _merge(self, new: Floats) -> None:
        """Fold new steps into their rows: the last row's free places first, whole rows after it."""
        per = self.steps_per_row
        start = self.steps // per
        rows = (self.steps + np.arange(len(new))) // per - start
        firsts = np.flatnonzero(np.diff(rows, prepend=-1))
        folded = np.maximum.reduceat(new, firsts, axis=0)
        if self.steps % per:
            folded[0] = np.maximum(folded[0], self._values[start])
        self._values[start : start + len(folded)] = folded
        self.steps += len(new)

    def _halve(self) -> None:
        """Merge pairs of rows (an odd last one stays alone) and double the steps a row holds."""
        used = self.values
        folded = np.maximum.reduceat(used, np.arange(0, len(used), 2), axis=0)
        self.steps_per_row *= 2
        self._values[: len(folded)] = folded

    def _color(self, first: int) -> None:
        values = self._values[first : self.rows]
        self._indices[first : self.rows] = indices(values, *self._levels, self._linear, self._frozen)
