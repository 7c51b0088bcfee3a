"""What the queue of sweeps costs: a run that it trains against the same run alone."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from explorer.experiments.queue import QueueWorker
from explorer.recording.driving import record
from explorer.recording.recording import Recording
from explorer.runs.cells import Cell, Planned
from explorer.runs.snapshot import Outcome, Snapshot
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.runs.store import RunStore
from explorer.training import Session
from tests.benchmarks.figures import judge, sized

PAIRS, STEPS = sized(7, 1), sized(345, 2)


def spec(seed: int) -> RunSpec:
    network = NetworkSpec(name=f"plain-{sized(20, 8)}", width=8, input_shape=(1, 8, 8))
    return RunSpec(network=network, training=TrainingSpec(max_steps=STEPS, seed=seed, device="cpu"))


class Silent:
    """A listener that tells nobody."""

    def reading(self, share: float) -> None: ...
    def measuring(self, cell: Cell) -> None: ...
    def started(self, cell: Cell, run: Recording) -> None: ...
    def heard(self, cell: Cell, snapshot: Snapshot) -> None: ...
    def ended(self, cell: Cell, run_id: str, outcome: Outcome | None, message: str) -> None:
        assert outcome is not None
        assert outcome.status == "completed"


def alone(store: RunStore, seed: int) -> float:
    started = time.perf_counter()
    run = Recording(f"alone{seed}", "alone", Session(spec(seed)), store, seconds=0.2)
    run.enter()
    assert record(run).status == "completed"
    return time.perf_counter() - started


def queued(store: RunStore, seed: int) -> float:
    store.sweeps.enter(f"sweep {seed}", "", [Planned({"seed": seed}, spec(seed), seconds=1.0)])
    started = time.perf_counter()
    worker = QueueWorker(store, Silent())
    while worker.step():
        pass
    return time.perf_counter() - started


def test_a_run_of_the_queue_takes_as_long_as_one_alone(tmp_path: Path) -> None:
    store = RunStore(tmp_path)
    alone(store, 0)  # warm up
    ratios = [queued(store, 2 * k + 1) / alone(store, 2 * k + 2) for k in range(PAIRS)]
    store.close()
    what = f"time of a run in the queue against the same run alone, {STEPS} steps"
    judge(what, statistics.median(ratios), most=1.05, note=f"median of {PAIRS} pairs")
