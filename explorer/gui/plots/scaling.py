"""Values on a linear or logarithmic axis, and how much of the axis to show."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from explorer.gui.plots.scale import Range, log_range

_ROOM = 0.05  # of the data's extent, on either side


def scaled(values: ArrayLike, log: bool) -> NDArray[np.float64]:
    """Values as the axis places them, log10 where it is logarithmic; NaN for what has no place on it."""
    given = np.asarray(values, np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.array(np.log10(given) if log else given)  # a copy, also of a single value
    found[~np.isfinite(found)] = np.nan
    return found


def extent(parts: Iterable[NDArray[np.float64]], log: bool, *, from_zero: bool = False) -> Range:
    """The axis' range around scaled values, with some room; 0–1 where there are none."""
    found = np.concatenate([np.ravel(part) for part in parts] or [np.empty(0)])
    found = found[np.isfinite(found)]
    if not len(found):
        return (0.0, 1.0)
    low, high = float(found.min()), float(found.max())
    if log:
        return log_range(low, high)
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    room = _ROOM * (high - low) or max(abs(high), 1.0) * _ROOM
    bottom = low if from_zero and low == 0 else low - room
    return bottom, high + room
