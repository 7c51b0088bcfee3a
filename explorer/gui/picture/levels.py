"""The ends of the one color scale that every run on screen shares."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from explorer.runs.columns import Growing, grown
from explorer.runs.snapshot import Floats

DEFAULT = (-6.0, 0.0)
WIDEST = 12  # decades; beyond that neighboring layers would no longer look different
SAMPLE = 250_000  # readings of a run that its middle is taken from


class Extent:
    """The smallest and largest finite positive reading of a run so far, and a sample of its readings."""

    def __init__(self) -> None:
        self.low, self.high = np.inf, 0.0
        self._rows, self._every = 0, 1  # rows seen, and which of them are kept
        self._kept: Growing | None = None

    def take(self, new: Floats) -> None:
        """Look at the readings of the next steps, shape (k, columns)."""
        ends = _ends(new)
        if ends is not None:
            self.low, self.high = min(self.low, ends[0]), max(self.high, ends[1])
        kept = grown(new[:0]) if self._kept is None else self._kept
        kept.extend(new[-self._rows % self._every :: self._every])
        self._rows += len(new)
        while kept.view.size > SAMPLE and len(kept) > 1:
            kept, self._every = grown(kept.view[::2]), 2 * self._every
        self._kept = kept

    @property
    def sample(self) -> Floats:
        """Readings of every step or, of many, of every second, fourth …: enough for quantiles."""
        return np.empty(0, np.float32) if self._kept is None else self._kept.view.ravel()


def decades(smallest: float, largest: float) -> tuple[float, float]:
    """Whole decades (log10) around positive finite readings, at least one decade wide."""
    low, high = float(np.floor(np.log10(smallest))), float(np.ceil(np.log10(largest)))
    return low, max(high, low + 1)


def shared_levels(extents: Iterable[Extent]) -> tuple[float, float]:
    """(low, high) in log10, whole decades, around every finite positive reading of the runs on screen.

    Where that is wider than `WIDEST` decades (a run that died out or blew up) the ends are those of the middle
    96 % of the readings, so that a few steps' spike does not paint everything else black, and of these the highest
    `WIDEST` decades; what lies beyond takes the end colors. Without readings: DEFAULT.
    """
    measured = [extent for extent in extents if extent.high > 0]
    if not measured:
        return DEFAULT
    low, high = decades(min(e.low for e in measured), max(e.high for e in measured))
    if high - low <= WIDEST:
        return low, high
    sample = np.concatenate([extent.sample for extent in measured])
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
