"""What leaves the training side: detached CPU numpy, several steps at a time."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Per = Literal["layer", "skip", "bins", "network"]
ABSENT = -1.0
"""A reading where there is nothing to measure: the dead channels of a layer that no activation function follows."""

DECADES = (-20, 5)
BINS = DECADES[1] - DECADES[0] + 3
"""Bins of a histogram. Of "decades": exact zeros, below 1e-20, one for each decade, 1e5 and above or not finite. Of
"multiples": below −6 units, halves of the unit up to 0, exact zeros, halves up to 6, above, NaN."""
REACH = 12
"""Halves of the unit on each side of 0."""
Scale = Literal["decades", "multiples"]
SHARPNESS = "sharpness"
"""The instrument that reads the whole network: a number of either sign, NaN where it was not measured."""
Status = Literal["running", "completed", "stopped", "diverged", "interrupted", "failed"]


@dataclass(frozen=True)
class EpochResult:
    """Loss (nats) and accuracy (0–1) at the end of an epoch: training means over its steps, in training
    mode; test values over the whole test split, in evaluation mode. `epoch` counts from 1."""

    epoch: int
    step: int
    train_loss: float
    train_accuracy: float
    test_loss: float
    test_accuracy: float


@dataclass(frozen=True)
class Intervention:
    """A gate moved while training: `step` is the first step that runs with the new value. `planned` in the run's
    settings, or by hand."""

    step: int
    skip: str
    gate: float
    planned: bool = False


@dataclass(frozen=True)
class Probe:
    """What one probe measured at a step, before that step's update.

    `values[instrument]` is one-dimensional: (L,) per layer, (S,) per skip of the graph, (L · BINS,) for bins, (1,) for
    the network. `every` is the distance to the next probe in steps. `probe_cost` and `step_cost` are the shares of
    training time (0–1) that probes and every-step instruments take, measured since the probe before; 0 where not known
    yet.
    """

    step: int
    values: Mapping[str, Floats]
    every: int
    probe_cost: float = 0.0
    step_cost: float = 0.0


@dataclass(frozen=True)
class Snapshot:
    """k consecutive steps of one run: steps `first_step` … `first_step + k − 1`, counted from 0.

    `loss` (nats), `accuracy` (0–1, this batch, training mode) and `seconds` (of training, pauses not
    counted) have shape (k,); `layers[instrument]` has shape (k, L), columns in the order of the graph's `layers`.
    `probes` are those taken at these steps. `class_shares` comes with step 0: the share of each class in the training
    split, (classes,).
    """

    first_step: int
    loss: Floats
    accuracy: Floats
    seconds: Floats
    layers: Mapping[str, Floats]
    epochs: tuple[EpochResult, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    probes: tuple[Probe, ...] = ()
    class_shares: Floats | None = None

    def __len__(self) -> int:
        return len(self.loss)

    @property
    def nbytes(self) -> int:
        """Bytes of its readings, probes included."""
        steps = (self.loss, self.accuracy, self.seconds, *self.layers.values())
        probes = (values for probe in self.probes for values in probe.values.values())
        return sum(values.nbytes for values in (*steps, *probes))


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
        tuple(p for s in snapshots for p in s.probes),
        first.class_shares,
    )


def split(snapshot: Snapshot, most: int) -> list[Snapshot]:
    """The inverse of `merged`: parts of `most` steps at most, each with what belongs to its steps."""
    if len(snapshot) <= most:
        return [snapshot]
    return [_part(snapshot, at, min(at + most, len(snapshot))) for at in range(0, len(snapshot), most)]


def _part(whole: Snapshot, begin: int, end: int) -> Snapshot:
    first = whole.first_step + begin if begin else 0
    last = whole.first_step + end if end < len(whole) else math.inf
    return Snapshot(
        whole.first_step + begin,
        whole.loss[begin:end],
        whole.accuracy[begin:end],
        whole.seconds[begin:end],
        {name: rows[begin:end] for name, rows in whole.layers.items()},
        tuple(e for e in whole.epochs if first <= e.step < last),
        tuple(i for i in whole.interventions if first <= i.step < last),
        tuple(p for p in whole.probes if first <= p.step < last),
        None if begin else whole.class_shares,
    )


class Joined:
    """Consecutive snapshots that come one by one. However many do, few are held, and each step is copied a few times
    at most: parts are joined once they are equally long."""

    def __init__(self) -> None:
        self._parts: list[Snapshot] = []

    def __bool__(self) -> bool:
        return bool(self._parts)

    def add(self, snapshot: Snapshot) -> None:
        """Take the next steps."""
        self._parts.append(snapshot)
        while len(self._parts) > 1 and len(self._parts[-1]) >= len(self._parts[-2]):
            self._parts[-2:] = [merged(self._parts[-2:])]

    def whole(self) -> Snapshot:
        """All of them as one; not before the first."""
        return merged(self._parts)


@dataclass(frozen=True)
class Outcome:
    """How a run ended: one line for people, and the figures of the last finished epoch (None before one).

    `majority` is the share of the commonest class in the training split; None in runs of versions before 0.4."""

    status: Status
    steps: int
    seconds: float
    message: str = ""
    train_loss: float | None = None
    train_accuracy: float | None = None
    test_loss: float | None = None
    test_accuracy: float | None = None
    device: str = ""
    majority: float | None = None

    def with_figures(self, last: EpochResult | None) -> Outcome:
        """The same with the figures of an epoch, where there was one."""
        if last is None:
            return self
        return replace(
            self,
            train_loss=last.train_loss,
            train_accuracy=last.train_accuracy,
            test_loss=last.test_loss,
            test_accuracy=last.test_accuracy,
        )
