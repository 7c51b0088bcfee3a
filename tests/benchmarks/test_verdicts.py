"""What judging costs the window's thread: a run of 64,000 steps and 56 layers, ended and while it goes on."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.verdicts.judging import judge
from tests.benchmarks.clocks import cost_ms
from tests.benchmarks.figures import judge as judge_figure
from tests.benchmarks.figures import sized
from tests.verdicts.runs_by_hand import CHANCE_LOSS, falling, make_run

STEPS, LAYERS = sized(64_000, 400), sized(56, 20)


def _fading() -> np.ndarray:
    norms = np.full((STEPS, LAYERS), 0.3, np.float32)
    norms[STEPS // 64 :] = np.geomspace(1e-9, 0.02, LAYERS)
    return norms


RUNS = {
    "healthy": lambda **how: make_run(steps=STEPS, columns=LAYERS, **how),
    "learning": lambda **how: make_run(falling(STEPS, end=1.2), steps=STEPS, columns=LAYERS, **how),
    "at chance": lambda **how: make_run(
        CHANCE_LOSS, accuracy=0.1, steps=STEPS, columns=LAYERS, readings={"gradient-norm": _fading()}, **how
    ),
}


@pytest.mark.parametrize("kind", RUNS)
@pytest.mark.parametrize("status", ["completed", None])
def test_judging_a_long_run(kind: str, status: str | None) -> None:
    probes = range(0, STEPS, 64)  # the most that a run has
    run = RUNS[kind](status=status, probes=probes)
    twin = make_run(steps=STEPS, columns=LAYERS, network={"name": "plain-20"})
    judge(run, [twin])
    what = f"judging {STEPS:,} steps × {LAYERS} layers, {kind}, {status or 'training'}"
    judge_figure(what, cost_ms(lambda: judge(run, [twin])), most=5, unit="ms")
