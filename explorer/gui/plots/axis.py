"""Where a step lies on the x axis: by step, by epoch or by training time."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from explorer.desk.plot_options import XMode
from explorer.runs.history import RunHistory
from explorer.wording import marked

TITLES: dict[XMode, str] = marked({"step": "step", "epoch": "epoch", "time": "training time"})


def positions(history: RunHistory, steps: ArrayLike, mode: XMode) -> NDArray[np.float64]:
    """x of each step (counted from 0, fractions allowed): the step, epochs done at its end, or seconds at its end.

    Epoch 1 ends at x = 1. Times are interpolated between measured steps and held beyond the ends."""
    at = np.asarray(steps, np.float64)
    if mode == "step":
        return at
    if mode == "epoch":
        return (at + 1) / history.steps_per_epoch
    if not len(history):
        return np.zeros_like(at)
    low = np.clip(np.floor(at), 0, len(history) - 1).astype(np.intp)
    high = np.minimum(low + 1, len(history) - 1)
    part = np.clip(at - low, 0, 1)
    seconds = history.seconds
    return seconds[low] * (1 - part) + seconds[high] * part


def step_at(history: RunHistory, x: float, mode: XMode) -> float:
    """The step at position x, a fraction between steps; the inverse of `positions`."""
    if mode == "step":
        return x
    if mode == "epoch":
        return x * history.steps_per_epoch - 1
    seconds = history.seconds
    if not len(seconds):
        return 0.0
    right = int(np.searchsorted(seconds, x))
    if right in (0, len(seconds)):
        return float(min(right, len(seconds) - 1))
    before, after = float(seconds[right - 1]), float(seconds[right])
    return right - 1 + (x - before) / (after - before)


def window(history: RunHistory, low: float, high: float, mode: XMode) -> tuple[int, int]:
    """The steps `first … last − 1` that can be seen between x = low and high, one more on either side."""
    first = int(np.floor(step_at(history, low, mode))) - 1
    last = int(np.ceil(step_at(history, high, mode))) + 2
    return max(0, min(first, len(history))), max(0, min(last, len(history)))


def total_steps(history: RunHistory) -> int:
    """Steps the run was asked for; what it reached, once it is over."""
    asked = history.spec.training.total_steps(history.steps_per_epoch)
    return len(history) if history.outcome is not None else max(asked, len(history))
