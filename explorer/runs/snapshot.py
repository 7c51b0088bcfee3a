"""What leaves the training side: detached CPU numpy, several steps at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Status = Literal["running", "completed", "stopped", "diverged", "interrupted", "failed"]


@dataclass(frozen=True)
class EpochResult:
    """Loss (nats) and accuracy (0 … 1) at the end of an epoch: training means over its steps, in training
    mode; test values over the whole test split, in evaluation mode. `epoch` counts from 1."""

    epoch: int
    step: int
    train_loss: float
    train_accuracy: float
    test_loss: float
    test_accuracy: float


@dataclass(frozen=True)
class Intervention:
    """A gate moved while training: `step` is the first step that runs with the new value."""

    step: int
    skip: str
    gate: float


@dataclass(frozen=True)
class Snapshot:
    """k consecutive steps of one run: steps `first_step` … `first_step + k − 1`, counted from 0.

    `loss` (nats), `accuracy` (0 … 1, this batch, training mode) and `seconds` (of training, pauses not
    counted) have shape (k,); `layers[instrument]` has shape (k, L), columns in the order of the graph's `layers`.
    """

    first_step: int
    loss: Floats
    accuracy: Floats
    seconds: Floats
    layers: Mapping[str, Floats]
    epochs: tuple[EpochResult, ...] = ()
    interventions: tuple[Intervention, ...] = ()

    def __len__(self) -> int:
        return len(self.loss)


def merged(snapshots: Sequence[Snapshot]) -> Snapshot:
    """Consecutive snapshots as one; ValueError where steps are missing between them."""
    for before, after in pairwise(snapshots):
        if before.first_step + len(before) != after.first_step:
            raise ValueError(f"steps missing between {before.first_step + len(before)} and {after.first_step}")
    first = snapshots[0]
    return Snapshot(
        first.first_step,
        np.concatenate([s.loss for s in snapshots]),
        np.concatenate([s.accuracy for s in snapshots]),
        np.concatenate([s.seconds for s in snapshots]),
        {name: np.concatenate([s.layers[name] for s in snapshots]) for name in first.layers},
        tuple(e for s in snapshots for e in s.epochs),
        tuple(i for s in snapshots for i in s.interventions),
    )


@dataclass(frozen=True)
class Outcome:
    """How a run ended: one line for people, and the figures of the last finished epoch (None before one)."""

    status: Status
    steps: int
    seconds: float
    message: str = ""
    train_loss: float | None = None
    train_accuracy: float | None = None
    test_loss: float | None = None
    test_accuracy: float | None = None
    device: str = ""
