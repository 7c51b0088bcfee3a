"""What judging costs the window's thread: a run of 64,000 steps and 56 layers, ended and while it goes on."""

from __future__ import annotations

import statistics
from time import thread_time

import numpy as np
import pytest
from figures import record
from runs_by_hand import CHANCE_LOSS, falling, make_run

from explorer.verdicts.registry import judge

STEPS, LAYERS, TIMES = 64_000, 56, 40
LIMIT_MS = 5.0


def _fading() -> np.ndarray:
    norms = np.full((STEPS, LAYERS), 0.3, np.float32)
    norms[1000:] = np.geomspace(1e-9, 0.02, LAYERS)
    return norms


RUNS = {
    "healthy": lambda **how: make_run(steps=STEPS, columns=LAYERS, **how),
    "learning": lambda **how: make_run(falling(STEPS, end=1.2), steps=STEPS, columns=LAYERS, **how),
    "guessing": lambda **how: make_run(
        CHANCE_LOSS, accuracy=0.1, steps=STEPS, columns=LAYERS, readings={"gradient-norm": _fading()}, **how
    ),
}


@pytest.mark.bench
@pytest.mark.parametrize("kind", RUNS)
@pytest.mark.parametrize("status", ["completed", None])
def test_judging_a_long_run(kind: str, status: str | None):
    probes = range(0, STEPS, 64)  # the most that a run has
    run = RUNS[kind](status=status, probes=probes)
    twin = make_run(steps=STEPS, columns=LAYERS, network={"name": "plain-20"})
    judge(run, twin)
    taken = []
    for _ in range(TIMES):
        started = thread_time()
        judge(run, twin)
        taken.append(1e3 * (thread_time() - started))
    typical = statistics.median(taken)
    record(f"judging {STEPS:,} steps × {LAYERS} layers, {kind}", f"{typical:.2f} ms", f"≤ {LIMIT_MS:g} ms")
    assert typical <= LIMIT_MS
