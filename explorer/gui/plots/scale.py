"""How much of the data an axis shows: ranges that hold still while a run grows, and a limit for wild losses."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Range = tuple[float, float]


def grown(end: float, shown: float, final: float) -> float:
    """Right edge of a growing x axis: a quarter of room ahead, never past `final`.

    Redrawing the axes costs more than the curves (about 3.5 ms), so the edge moves in jumps: `shown` stays where
    it holds `end` without more room than that."""
    roomy = min(final, max(1.25 * end, 20.0))
    return shown if end <= shown <= roomy else roomy


def robust_limit(series: Sequence[NDArray[np.floating]], chance: float) -> float:
    """Top of the linear loss axis: ten times the loss at chance level (`chance`, nats) or, where every run starts above
    that, ten times the lowest of the runs' lower quartiles. inf where all finite values lie below it: then nothing
    is cut. A spike to 1e8 before divergence stays off scale and the other run stays readable."""
    finite = [values[np.isfinite(values)] for values in series]
    finite = [values for values in finite if len(values)]
    if not finite:
        return math.inf
    if max(float(values.max()) for values in finite) <= 10 * chance:
        return math.inf
    quartile = min(float(np.quantile(values, 0.25)) for values in finite)
    limit = 10 * max(chance, quartile)
    return limit if max(float(values.max()) for values in finite) > limit else math.inf


def linear_range(low: float, high: float) -> Range:
    """A range from just under min(0, low) to the next half of a leading digit above `high`."""
    top = max(high, 1e-6)
    unit = 10.0 ** math.floor(math.log10(top)) / 2
    top = math.ceil(1.02 * top / unit) * unit
    return min(0.0, low) - 0.03 * top, top


def log_range(low: float, high: float) -> Range:
    """A range in log₁₀ around `low` … `high` (both in log₁₀), in quarters of a decade, at least one decade."""
    bottom, top = math.floor(4 * (low - 0.05)) / 4, math.ceil(4 * (high + 0.05)) / 4
    missing = max(0.0, 1.0 - (top - bottom))
    return bottom - missing / 2, top + missing / 2


def settled(low: float, high: float, shown: Range | None) -> Range:
    """A `log_range` that keeps `shown` while the data fit and fill all but 1.5 decades of it."""
    wanted = log_range(low, high)
    if shown is None:
        return wanted
    fits = shown[0] <= low and high <= shown[1]
    return shown if fits and (shown[1] - shown[0]) - (wanted[1] - wanted[0]) <= 1.5 else wanted
