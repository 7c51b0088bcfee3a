"""What training the seeds of a sweep as one network saves, in processor time of the whole run, instruments included."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import pytest

from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.training import Session
from explorer.training.session_together import SessionTogether, Together
from tests.benchmarks.figures import judge, sized

SEEDS = 3
STEPS, ROUNDS = sized(20, 1), sized(7, 1)
CASES = [("plain-56", 8), ("resnet-56", 8), ("resnet-20", 8), ("resnet-20", 16)]


def spec(name: str, width: int, seed: int, together: int) -> RunSpec:
    training = TrainingSpec(epochs=1000, device="cpu", lr=0.02, seed=seed, together=together, probe_every=1000)
    return RunSpec(network=NetworkSpec(name=name if STEPS > 1 else "resnet-8", width=width), training=training)


def _never(waiting: int) -> bool:
    return False


def _alone(name: str, width: int) -> Callable[[], None]:
    sessions = [Session(spec(name, width, seed, 1)) for seed in range(SEEDS)]

    def steps() -> None:
        for session in sessions:
            for _ in range(STEPS):
                session.advance(_never)

    return steps


def _together(name: str, width: int) -> Callable[[], None]:
    sessions = [SessionTogether(spec(name, width, seed, SEEDS)) for seed in range(SEEDS)]
    together = Together(sessions)

    def steps() -> None:
        for _ in range(STEPS):
            together.begin()
            for session in sessions:
                session.advance(_never)

    return steps


def _seconds(work: Callable[[], None]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


@pytest.mark.parametrize(("name", "width"), CASES)
def test_speed_of_seeds_trained_together(name: str, width: int) -> None:
    alone, together = _alone(name, width), _together(name, width)
    for work in (alone, together):
        work()  # step 0 is probed
    ratio = statistics.median(_seconds(alone) / _seconds(together) for _ in range(ROUNDS))
    judge(f"{name}, width {width}: {SEEDS} seeds together against one by one", ratio, least=1.2 if width == 8 else 0.9)
