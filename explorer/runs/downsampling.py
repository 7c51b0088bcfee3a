"""Fewer points for the same picture: the lowest and the highest value of every bin, so that no spike is lost."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Indices = NDArray[np.intp]


def stride_for(count: int, pixels: float) -> int:
    """Steps per bin so that two points a bin come to at most two a pixel.

    A power of two, so that a growing or panned curve keeps its bins and does not shimmer."""
    stride = 1
    while count > stride * max(1.0, pixels):
        stride *= 2
    return 1 if stride == 2 else stride  # two of two steps are all of them


def extremes(values: NDArray[np.floating], first: int, last: int, stride: int) -> Indices:
    """Ascending indices of what to draw of `values[first:last]`: each bin's lowest and highest finite value.

    Bins start at multiples of `stride`, so the answer may reach up to a bin beyond either end. A bin without any
    finite value gives one index of a value that is not finite: a gap in the curve."""
    start = max(0, first) // stride * stride
    stop = min(len(values), -(-last // stride) * stride)
    if stop <= start:
        return np.empty(0, np.intp)
    if stride == 1:
        return np.arange(start, stop)
    whole = (stop - start) // stride
    found = _of_bins(values[start : start + whole * stride].reshape(whole, stride), stride) + start
    tail = start + whole * stride
    if tail < stop:
        rest = _of_bins(values[tail:stop].reshape(1, -1), stop - tail) + tail
        found = np.concatenate([found, rest])
    return found


def _of_bins(bins: NDArray[np.floating], stride: int) -> Indices:
    finite = np.isfinite(bins)
    low = np.argmin(np.where(finite, bins, np.inf), axis=1)
    high = np.argmax(np.where(finite, bins, -np.inf), axis=1)
    pairs = np.sort(np.stack([low, high], axis=1), axis=1) + (np.arange(len(bins)) * stride)[:, None]
    return pairs.reshape(-1)
