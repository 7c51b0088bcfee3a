"""The ends of the one colour scale that every run on screen shares."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from explorer.runs.history import RunHistory

DEFAULT = (-6.0, 0.0)
WIDEST = 12  # decades; beyond that neighbouring layers would no longer look different


def decades(smallest: float, largest: float) -> tuple[float, float]:
    """Whole decades (log10) around positive finite readings, at least one decade wide."""
    low, high = float(np.floor(np.log10(smallest))), float(np.ceil(np.log10(largest)))
    return low, max(high, low + 1)


def shared_levels(histories: Iterable[RunHistory], instrument: str) -> tuple[float, float]:
    """(low, high) in log10, whole decades, around every finite positive reading of all `histories`.

    Where that is wider than `WIDEST` decades (a run that died out or blew up) the ends are those of the middle
    99 % of the readings, so that one step's spike does not paint everything else black; what lies beyond takes
    the end colours. Without readings: DEFAULT.
    """
    readings = [history.layers(instrument).ravel() for history in histories]
    usable = [r[np.isfinite(r) & (r > 0)] for r in readings]
    if not any(r.size for r in usable):
        return DEFAULT
    everything = np.concatenate(usable)
    low, high = decades(float(everything.min()), float(everything.max()))
    if high - low <= WIDEST:
        return low, high
    middle = np.quantile(everything, (0.005, 0.995))
    return decades(float(middle[0]), float(middle[1]))
