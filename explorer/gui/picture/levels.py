"""The ends of the one colour scale that every run on screen shares."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from explorer.runs.history import RunHistory
from explorer.runs.snapshot import Floats

DEFAULT = (-6.0, 0.0)
WIDEST = 12  # decades; beyond that neighbouring layers would no longer look different
SAMPLE = 250_000  # readings of a run that its middle is taken from


def decades(smallest: float, largest: float) -> tuple[float, float]:
    """Whole decades (log10) around positive finite readings, at least one decade wide."""
    low, high = float(np.floor(np.log10(smallest))), float(np.ceil(np.log10(largest)))
    return low, max(high, low + 1)


def shared_levels(histories: Iterable[RunHistory], instrument: str) -> tuple[float, float]:
    """(low, high) in log10, whole decades, around every finite positive reading of all `histories`.

    Where that is wider than `WIDEST` decades (a run that died out or blew up) the ends are those of the middle
    96 % of the readings, so that a few steps' spike does not paint everything else black, and of these the highest
    `WIDEST` decades; what lies beyond takes the end colours. Without readings: DEFAULT.
    """
    readings = [history.readings(instrument) for history in histories]
    ends = [found for r in readings if (found := _ends(r)) is not None]
    if not ends:
        return DEFAULT
    low, high = decades(min(low for low, _ in ends), max(high for _, high in ends))
    if high - low <= WIDEST:
        return low, high
    sample = np.concatenate([r[:: 1 + r.size // SAMPLE].ravel() for r in readings])
    usable = sample[np.isfinite(sample) & (sample > 0)]
    if not usable.size:
        return high - WIDEST, high
    middle = np.quantile(usable, (0.02, 0.98))
    low, high = decades(float(middle[0]), float(middle[1]))
    return max(low, high - WIDEST), high


def _ends(readings: Floats) -> tuple[float, float] | None:
    """The smallest and the largest finite positive reading; None where there is none.

    Readings are rarely anything else: then no mask is made, which for 64,000 steps would stall the window."""
    if not readings.size:
        return None
    low, high = float(readings.min()), float(readings.max())
    if low > 0 and np.isfinite(high):  # NaN is neither
        return low, high
    usable = readings[np.isfinite(readings) & (readings > 0)]
    return (float(usable.min()), float(usable.max())) if usable.size else None
