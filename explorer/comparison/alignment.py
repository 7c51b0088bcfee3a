"""What the curves of several runs are aligned by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from explorer.runs.overviews import Epochs, Overview

Alignment = Literal["step", "epoch", "time", "images", "loss"]
ALIGNMENT_TITLES: dict[Alignment, str] = {
    "step": "step", "epoch": "epoch", "time": "training time (s)", "images": "training images seen",
    "loss": "training loss reached (nats)",
}  # fmt: skip
Axis = NDArray[np.float64]


@dataclass(frozen=True)
class Pace:
    """How far a run is at each of its `steps`: `clock` is its column of seconds, None where that is not known."""

    steps_per_epoch: int
    batch_size: int
    clock: Overview | None = None
    epochs: Epochs | None = None
    steps: int = 0

    def positions(self, steps: Axis, by: Alignment) -> Axis:
        """x of the end of each step (counted from 0). "loss" is the lowest training loss of an epoch so far: NaN
        before the end of the first epoch."""
        at = np.asarray(steps, np.float64)
        if by == "step":
            return at
        if by == "epoch":
            return (at + 1) / self.steps_per_epoch
        if by == "images":
            return (at + 1) * self.batch_size
        unknown = np.full_like(at, np.nan)
        if by == "time":
            return unknown if self.clock is None else np.interp(at, self.clock.steps, self.clock.values)
        if self.epochs is None:
            return unknown
        reached = np.fmin.accumulate(self.epochs.train_loss)
        place = np.searchsorted(self.epochs.step, at, side="right") - 1
        return np.where(place >= 0, reached[place], np.nan)
