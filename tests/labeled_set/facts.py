"""The facts of a case: its run, the same run for longer, at other learning rates, and its shallower twin's."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch

from explorer.runs.snapshot import EpochResult
from explorer.runs.spec import RunSpec
from explorer.training import Session, train
from tests.labeled_set.cases import Case
from tests.labeled_set.labels import LOST
from tests.labeled_set.looking import Look, look
from tests.labeled_set.pictures import located

LONGER, ENOUGH = 4, 24
"""The long run has four times the epochs or, where that is more than 24, 24 and at least twice the epochs."""

DOUBLE = 2
TRAINED = 0.95
"""Training accuracy from which no other run can be better by five points: the companions are not trained then."""

EARLY_STEPS = 10
CHANCE = 0.2
"""Training accuracy below which ten classes count as not learned at all."""

DECADES = 5
"""The lowest learning rate that is tried is that of the run, divided by ten so many times."""

Facts = dict[str, float | None]


@dataclass(frozen=True)
class Trained:
    """A run as it went: its epochs, where it diverged (−1: nowhere), and looks at it by the step they were taken at."""

    epochs: tuple[EpochResult, ...]
    diverged: int
    looks: dict[int, Look]

    def accuracy(self, epoch: int | None = None) -> float:
        """Training accuracy in an epoch (counted from 1; None: the last one); 0.1, chance, from divergence on."""
        wanted = epoch or max(1, len(self.epochs))
        if len(self.epochs) < wanted or (epoch is None and self.diverged >= 0):
            return LOST
        return self.epochs[wanted - 1].train_accuracy


def carry_out(spec: RunSpec, epochs: int, at: tuple[int, ...] = ()) -> Trained:
    """Train for `epochs`, looking at the network before the steps `at` and, where one is negative, at that epoch's
    end: −3 is after the third."""
    session = Session(replace(spec, training=replace(spec.training, epochs=epochs)))
    wanted = {-moment * session.steps_per_epoch if moment < 0 else moment for moment in at}
    images = _all_images(session)
    looks: dict[int, Look] = {}
    found: list[EpochResult] = []
    if 0 in wanted:
        looks[0] = look(session.network, images)
    for snapshot in train(session, lambda waiting: False):
        if snapshot is not None:
            found.extend(snapshot.epochs)
        if session.steps in wanted and not _broken(session):
            looks[session.steps] = look(session.network, images)
    outcome = session.outcome
    diverged = outcome.steps - 1 if outcome is not None and outcome.status == "diverged" else -1
    return Trained(tuple(found), diverged, looks)


def measured(case: Case) -> Facts:
    """Everything that the labels of a case are derived from, by name; None where it does not exist."""
    spec = located(case.spec)
    epochs = spec.training.epochs
    moments = (0, EARLY_STEPS, -epochs)
    long = carry_out(spec, min(LONGER * epochs, max(ENOUGH, DOUBLE * epochs)), moments)
    run = long if spec.training.schedule == "constant" else carry_out(spec, epochs, moments)
    twin = None if case.twin is None else located(case.twin)
    facts: dict[str, float] = {
        **_of_run(run, epochs),
        **_of_looks(run),
        "long_train_accuracy": long.accuracy(),
        "long_test_accuracy": _last(long, "test_accuracy"),
        "long_diverged": long.diverged,
        "double_accuracy": long.accuracy(DOUBLE * epochs),
        **_of_rates(spec, run.accuracy(epochs)),
        "twin_double_accuracy": _unless(long.accuracy(DOUBLE * epochs), twin, DOUBLE * epochs),
        "long_test_loss": _tail([e.test_loss for e in long.epochs]),
    }
    return {name: float(f"{value:.4g}") if math.isfinite(value) else None for name, value in facts.items()}


def _of_rates(spec: RunSpec, reached: float) -> dict[str, float]:
    """The training accuracy that other learning rates come to: a tenth; where it stays at chance, the first of a
    hundredth, a thousandth and so on that does not, or the last of them; ten times."""
    epochs, rate = spec.training.epochs, spec.training.lr
    lower, lowest = _unless(reached, _at_rate(spec, rate / 10), epochs), math.nan
    if lower < CHANCE:
        for decade in range(2, DECADES + 1):
            lowest = carry_out(_at_rate(spec, rate / 10**decade), epochs).accuracy()
            if lowest >= CHANCE:
                break
    higher = _unless(reached, _at_rate(spec, min(1000.0, rate * 10)), epochs)
    return {"lower_rate_accuracy": lower, "lowest_rate_accuracy": lowest, "higher_rate_accuracy": higher}


def _unless(reached: float, other: RunSpec | None, epochs: int) -> float:
    """The training accuracy of another run after `epochs`; NaN where there is none, or no need of it."""
    return math.nan if other is None or reached >= TRAINED else carry_out(other, epochs).accuracy()


def _of_run(run: Trained, epochs: int) -> dict[str, float]:
    """How the run itself ended: of the long run, its first `epochs`."""
    own = run.epochs[:epochs]
    diverged = run.diverged if len(own) < epochs else -1
    tests = np.convolve([e.test_loss for e in own], np.ones(3) / 3, "valid") if len(own) >= 3 else np.empty(0)
    best = int(tests.argmin()) if len(tests) else 0
    last = own[-1] if own and diverged < 0 else None
    return {
        "diverged": diverged,
        "train_accuracy": LOST if last is None else last.train_accuracy,
        "train_loss": math.nan if last is None else last.train_loss,
        "test_accuracy": LOST if last is None else last.test_accuracy,
        "best_test_loss": float(tests[best]) if len(tests) else math.nan,
        "best_test_epoch": best + 2 if len(tests) else math.nan,
        "best_train_loss": own[best + 1].train_loss if len(tests) else math.nan,
        "end_test_loss": _tail([e.test_loss for e in own]) if last else math.nan,
    }


def _of_looks(run: Trained) -> dict[str, float]:
    """What was seen at step 0, after the first steps, and at the run's end."""
    start, early = run.looks[0], run.looks.get(EARLY_STEPS)
    end = run.looks.get(max(run.looks)) if max(run.looks) > EARLY_STEPS else None
    third = max(1, len(start.weights) // 3)
    return {
        "start_loss": start.loss,
        "start_relative": _largest(start.gradients, start.weights, third),
        "start_first": start.gradients[0],
        "start_last": start.gradients[-1],
        "start_largest": max(start.gradients),
        "weights_grew": _largest(early.weights, start.weights, third) if early else math.nan,
        "end_loss": end.loss if end else math.nan,
        "end_first": end.gradients[0] if end else math.nan,
        "end_last": end.gradients[-1] if end else math.nan,
        "end_relative": _largest(end.gradients, end.weights, third) if end else math.nan,
        "start_spread": start.spread,
        "spread": end.spread if end else math.nan,
        "settled_accuracy": end.settled_accuracy if end else math.nan,
        "start_dead": start.dead,
        "dead": end.dead if end else math.nan,
    }


def _largest(values: Sequence[float], by: Sequence[float], layers: int) -> float:
    """The largest of the first layers' values in units of the others; layers that begin at zero, as under Fixup, are
    left out."""
    return max((a / b for a, b in zip(values[:layers], by[:layers], strict=True) if b), default=math.nan)


def _at_rate(spec: RunSpec, rate: float) -> RunSpec:
    return replace(spec, training=replace(spec.training, lr=rate))


def _all_images(session: Session) -> tuple[torch.Tensor, torch.Tensor]:
    batches = list(session.batches.train(0))
    return torch.cat([x for x, _ in batches]), torch.cat([y for _, y in batches])


def _broken(session: Session) -> bool:
    return not all(bool(torch.isfinite(p).all()) for p in session.network.module.parameters())


def _last(run: Trained, name: str) -> float:
    return float(getattr(run.epochs[-1], name)) if run.epochs and run.diverged < 0 else LOST


def _tail(values: list[float]) -> float:
    """The mean of the last fifth."""
    return float(np.mean(values[-max(1, len(values) // 5) :])) if values else math.nan
