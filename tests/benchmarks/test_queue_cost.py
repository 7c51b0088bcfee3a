"""What the queue of sweeps costs: a run that it trains against the same run alone."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from explorer.experiments.queue import QueueWorker
from explorer.recording.recording import Recording
from explorer.runs.cells import Cell, Planned
from explorer.runs.snapshot import Outcome, Snapshot
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.runs.store import RunStore
from explorer.training import Session
from tests.benchmarks.figures import deep, judge, sized

PAIRS, STEPS = sized(40, 2), sized(8, 1)
SPEC = RunSpec(
    network=NetworkSpec(name=f"plain-{deep(20, 8)}", width=8, input_shape=(1, 8, 8)),
    training=TrainingSpec(epochs=1000, device="cpu"),
)


class Silent:
    """A listener that tells nobody."""

    def reading(self, share: float) -> None: ...
    def measuring(self, cell: Cell) -> None: ...
    def started(self, cell: Cell, total_steps: int, notes: Sequence[str]) -> None: ...
    def heard(self, cell: Cell, snapshot: Snapshot) -> None: ...
    def ended(self, cell: Cell, run_id: str, outcome: Outcome | None, message: str) -> None: ...


def taken(step: Callable[[], object]) -> float:
    """Processor time of some steps."""
    started = time.process_time()
    for _ in range(STEPS):
        step()
    return time.process_time() - started


def test_a_run_of_the_queue_takes_as_long_as_one_alone(tmp_path: Path) -> None:
    store = RunStore(tmp_path)
    alone = Recording("alone", "alone", Session(SPEC), store, seconds=0.2)
    alone.enter()
    store.sweeps.enter("sweep", "", [Planned({}, SPEC, seconds=1.0)])
    worker = QueueWorker(store, Silent())
    worker.step()  # claims the cell and builds its network
    for step in (worker.step, alone.step):
        taken(step)  # warm up
    ratios = [taken(worker.step) / taken(alone.step) for _ in range(PAIRS)]
    worker.stop("measured")
    alone.finish(alone.close("stopped"))
    store.close()
    what = f"a step of {SPEC.network.name} in the queue against one alone, processor time"
    judge(what, statistics.median(ratios), most=1.05, note=f"median of {PAIRS} pairs of {STEPS} steps")
