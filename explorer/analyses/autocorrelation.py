"""Autocorrelation of a series, and white and brown noise as references."""

from __future__ import annotations

import numpy as np

from explorer.typed import Numbers

_DRAWS = 200


def autocorrelation(series: Numbers, lags: int) -> Numbers:
    """At lags 0 … `lags` of a series (n,) or of vectors (n, d): Σ ⟨g_t, g_t+k⟩ / Σ ‖g_t‖², the mean taken off before.

    At lag 0 it is 1; NaN where the series does not change, or is not finite. Terms that run out at the end count 0.
    """
    rows = np.reshape(series, (len(series), -1)).astype(np.float64)
    if not np.isfinite(rows).all():
        return np.full(lags + 1, np.nan)
    rows = rows - rows.mean(0)
    power = float((rows * rows).sum())
    if not power > 0:
        return np.full(lags + 1, np.nan)
    return np.array([float((rows[: len(rows) - lag] * rows[lag:]).sum()) for lag in range(lags + 1)]) / power


def white_noise(points: int, lags: int) -> Numbers:
    """The autocorrelation of independent numbers, mean of many draws."""
    draws = np.random.default_rng(0).standard_normal((_DRAWS, points))
    return np.mean([autocorrelation(draw, lags) for draw in draws], 0)


def brown_noise(points: int, lags: int) -> Numbers:
    """The autocorrelation of a random walk, mean of many draws."""
    draws = np.random.default_rng(0).standard_normal((_DRAWS, points)).cumsum(1)
    return np.mean([autocorrelation(draw, lags) for draw in draws], 0)
