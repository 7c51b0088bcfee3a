"""How long a run takes, measured by a few of its steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from time import perf_counter

from explorer.runs.spec import RunSpec
from explorer.training import Session
from explorer.training.evaluation import evaluate

_STEPS, _SLOW_SECONDS = 5, 2.0
"""So many steps are measured behind the first one, which sets things up; one where that took longer than so."""
_TEST_BATCHES = 3
_PROBES = 1.05
"""Probes take up to 5 % of the training time."""


def expected_seconds(spec: RunSpec, progress: Callable[[float], None] | None = None) -> float:
    """What a run takes, by a few of its steps and test batches; `progress` hears how far its data are read. What
    preparing, training or `progress` raises passes."""
    session = Session(replace(spec, training=replace(spec.training, together=1)), progress)
    steps = _STEPS if _seconds(session, 1) < _SLOW_SECONDS else 1
    step = _seconds(session, steps) / steps
    batches = min(_TEST_BATCHES, session.batches.test_batches)
    started = perf_counter()
    evaluate(session.network.module, islice(session.batches.test(), batches)).tolist()
    test = (perf_counter() - started) / batches * session.batches.test_batches
    epochs = -(-session.total_steps // session.steps_per_epoch)
    return session.total_steps * step * _PROBES + epochs * test


def _now(_waiting: int) -> bool:
    return True


def _never(_waiting: int) -> bool:
    return False


def _seconds(session: Session, steps: int) -> float:
    """The time of the next steps; what they measured is fetched behind the last one, so that a GPU has done them."""
    started = perf_counter()
    for left in range(steps, 0, -1):
        if session.outcome is None:
            session.advance(_now if left == 1 else _never)
    return perf_counter() - started
