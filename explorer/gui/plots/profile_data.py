"""One row of an instrument along the main path of a network."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.desk.columns import gathered
from explorer.runs.history import RunHistory
from explorer.runs.snapshot import Floats

Points = tuple[NDArray[np.float64], NDArray[np.float64]]
_ALONE = 0.3  # layers to either side that a reading without neighbors is drawn


@dataclass(frozen=True)
class Profile:
    """Readings of layers 1 … L from input to output, measured at `step`; `values` has shape (L,), negative where there
    is nothing to measure. `layers` names the layer of each value; sorting changes their order."""

    step: int
    values: Floats
    layers: NDArray[np.intp]
    linear: bool = False

    @property
    def heights(self) -> NDArray[np.float64]:
        """Where each reading lies on the y axis: its log₁₀, or itself where it is a share; NaN (a gap in the line)
        where it has no place there."""
        drawable = np.isfinite(self.values) & ((self.values >= 0) if self.linear else (self.values > 0))
        blank = np.full(len(self.values), np.nan)
        if self.linear:
            return np.where(drawable, self.values, blank)
        return np.log10(self.values, out=blank, where=drawable)

    @property
    def places(self) -> NDArray[np.intp]:
        """1 … L."""
        return np.arange(1, len(self.values) + 1)

    @property
    def points(self) -> Points:
        """The line; a reading whose neighbors are gaps is a short dash, else it would not be seen."""
        y = self.heights
        known = np.isfinite(y)
        before, after = np.append(False, known[:-1]), np.append(known[1:], False)
        alone = np.flatnonzero(known & ~before & ~after)
        x = self.places.astype(np.float64)
        if not len(alone):
            return x, y
        x[alone] -= _ALONE
        return np.insert(x, alone + 1, x[alone] + 2 * _ALONE), np.insert(y, alone + 1, y[alone])

    def by_size(self) -> Profile:
        """The largest first, NaN and infinity before them; what is not measured is left out."""
        order = np.argsort(-self.values, kind="stable")  # NaN sorts last, ∞ first
        wild = np.isnan(self.values[order])
        order = np.concatenate([order[wild], order[~wild]])
        order = order[~(self.values[order] < 0)]
        return Profile(self.step, self.values[order], self.layers[order], self.linear)


def profile(
    history: RunHistory, instrument: str, step: int | None, at: NDArray[np.intp], linear: bool = False
) -> Profile | None:
    """The readings on show at `step` (None or later than measured: the newest), None before any. `at` are the columns
    of the main path (gui.columns.places)."""
    count = history.count(instrument)
    if not count:
        return None
    if count == len(history):  # measured at every step: making 64,000 step numbers would cost more than the rest
        place = taken = count - 1 if step is None else min(max(step, 0), count - 1)
    else:
        steps = history.steps(instrument)
        place = count - 1 if step is None else max(0, int(np.searchsorted(steps, step, side="right")) - 1)
        taken = int(steps[place])
    rows = history.rows(instrument, place, place + 1)
    return Profile(taken, gathered(rows[0], at), np.arange(1, len(at) + 1), linear) if len(rows) else None
