"""How long a run takes, measured by a few of its steps."""

from __future__ import annotations

import math
from statistics import median
from time import perf_counter

from explorer.runs.spec import RunSpec
from explorer.training import Session
from explorer.training.evaluation import evaluate

_STEPS, _SECONDS = 5, 1.0
"""So many steps are measured, fewer where they take longer together; the first one, which sets things up, apart."""
_PROBES = 1.05
"""Probes take up to 5 % of the training time."""


def expected_seconds(spec: RunSpec) -> float:
    """What a run takes, by a few of its steps and one evaluation. What preparing or training raises passes."""
    session = Session(spec)
    times: list[float] = []
    while len(times) < _STEPS + 1 and sum(times) < _SECONDS and session.outcome is None:
        started = perf_counter()
        session.advance(lambda waiting: False)
        times.append(perf_counter() - started)
    started = perf_counter()
    evaluate(session.network.module, session.batches.test())
    tested = perf_counter() - started
    epochs = math.ceil(session.total_steps / session.steps_per_epoch)
    return session.total_steps * median(times[1:] or times) * _PROBES + epochs * tested
