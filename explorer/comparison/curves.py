"""Curves of several runs on one axis: every run's own, or mean and band of each group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.comparison.chart import Band

Axis = NDArray[np.float64]


@dataclass(frozen=True)
class Curve:
    """One run's values over x, both (n,)."""

    run_id: str
    x: Axis
    y: Axis


@dataclass(frozen=True)
class GroupCurve:
    """Mean and band over the curves of a group, where at least one has a value; `count` is the most there are."""

    x: Axis
    mean: Axis
    low: Axis
    high: Axis
    count: int


def group_curve(curves: Sequence[Curve], band: Band, most: int = 1024) -> GroupCurve:
    """The curves of a group as one. Where their x differ, they are interpolated at the x of all, `most` at most; a
    curve counts between its own ends alone."""
    drawn = [curve for curve in (_ascending(curve) for curve in curves) if len(curve.x)]
    if not drawn:
        none = np.empty(0)
        return GroupCurve(none, none, none, none, 0)
    first = drawn[0].x
    same = all(len(curve.x) == len(first) and np.array_equal(curve.x, first) for curve in drawn)
    x = first if same else np.unique(np.concatenate([curve.x for curve in drawn]))
    if len(x) > most:
        x = x[np.linspace(0, len(x) - 1, most).astype(np.intp)]
        same = False
    values = np.stack([c.y if same else np.interp(x, c.x, c.y, left=np.nan, right=np.nan) for c in drawn])
    return _banded(x, values, band)


def _banded(x: Axis, values: NDArray[np.float64], band: Band) -> GroupCurve:
    here = np.isfinite(values)
    counts = here.sum(axis=0)
    some = np.maximum(counts, 1)
    mean = np.where(counts > 0, np.where(here, values, 0.0).sum(axis=0) / some, np.nan)
    if band == "range":
        low = np.where(counts > 0, np.where(here, values, np.inf).min(axis=0), np.nan)
        high = np.where(counts > 0, np.where(here, values, -np.inf).max(axis=0), np.nan)
    else:
        squares = np.where(here, values - mean, 0.0) ** 2
        half = np.sqrt(squares.sum(axis=0) / np.maximum(counts - 1, 1)) / (np.sqrt(some) if band == "se" else 1.0)
        low, high = mean - half, mean + half
    return GroupCurve(x, mean, low, high, int(counts.max()))


def _ascending(curve: Curve) -> Curve:
    """The curve with finite x, ascending, each once: of steps that reached the same loss the last."""
    keep = np.isfinite(curve.x)
    x, y = curve.x[keep], curve.y[keep]
    if len(x) > 1 and (np.diff(x) <= 0).any():
        x, places = np.unique(x[::-1], return_index=True)
        y = y[::-1][places]
    return Curve(curve.run_id, x, y)
