"""What 10,000 runs of a sweep cost the driver of a cluster: queue and store are real, the workers are dummies."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import psutil

from explorer.cluster.cluster_queue import ClusterQueue
from explorer.cluster.messages import Entered, Job, Measured, Message, Numbered, Over, Saved, Weights, size_of
from explorer.cluster.place import Worker
from explorer.graph.model import NetworkGraph
from explorer.runs.cells import Cell, Planned
from explorer.runs.snapshot import EpochResult, Outcome, Snapshot
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.runs.store import RunStore
from tests.benchmarks.figures import judge, record, sized
from tests.benchmarks.test_queue_cost import Silent

RUNS, GPUS = sized(10_000, 12), sized(100, 4)
STEPS, PIECES, LAYERS, INSTRUMENTS = 48, 4, 22, 8
CHECKPOINT, WEIGHTS = 20_000, 10_000
PARTS = 5


def _told(graph: NetworkGraph) -> list[Message]:
    """What one run tells: two epochs of digits, in four snapshots, with its last checkpoint and its weights."""
    rng = np.random.default_rng(0)
    each = STEPS // PIECES
    spec = RunSpec(network=NetworkSpec(name="resnet-20"), training=TrainingSpec(epochs=2))
    told: list[Message] = [Entered(spec, graph, STEPS // 2, 0, "GPU", "host")]
    for k in range(PIECES):
        layers = {f"i{n}": rng.random((each, LAYERS), np.float32) for n in range(INSTRUMENTS)}
        first = k * each
        epochs = (EpochResult((k + 1) // 2, first + each - 1, 1.0, 0.5, 1.0, 0.5),) if k % 2 else ()
        values = rng.random(each, np.float32)
        told.append(Measured(Snapshot(first, values, values, values, layers, epochs)))
    outcome = Outcome("completed", STEPS, 1.0, "", 1.0, 0.5, 1.0, 0.5, "GPU", 0.1)
    return [*told, Saved(STEPS, "end", bytes(CHECKPOINT)), Weights(bytes(WEIGHTS)), Over(outcome)]


class _Dummy:
    """A worker that tells one message at each question."""

    def __init__(self, told: Sequence[Message]) -> None:
        self._told, self._next = told, 1

    def messages(self) -> Sequence[Numbered]:
        return [(self._next, self._told[self._next - 1])]

    def stored(self, number: int) -> None:
        self._next = number + 1

    def entered(self) -> None: ...
    def stop(self) -> None: ...
    def release(self, *, over: bool = False) -> None: ...


class _Place:
    def __init__(self, told: Sequence[Message]) -> None:
        self._told = told

    def room(self, workers: Collection[Worker]) -> bool:
        return len(workers) < GPUS

    def start(self, job: Job) -> _Dummy:
        return _Dummy(self._told)

    def find(self, run_id: str) -> None: ...

    def ready(self, workers: Collection[Worker], seconds: float) -> Sequence[Worker]:
        return list(workers)


def test_ten_thousand_runs_on_a_hundred_gpus(tmp_path: Path, small_graph: NetworkGraph) -> None:
    store = RunStore(tmp_path)
    specs = [RunSpec(network=NetworkSpec(name="resnet-20"), training=TrainingSpec(seed=k)) for k in range(RUNS)]
    began = time.process_time()
    store.sweeps.enter("many", "", [Planned({"seed": spec.training.seed}, spec) for spec in specs])
    record(f"entering {RUNS:,} runs", f"{time.process_time() - began:.1f} s")
    told, memory = _told(small_graph), psutil.Process().memory_info().rss
    queue, counted = ClusterQueue(store, counts := _Counting(), place=_Place(told)), [(0, time.process_time())]
    while queue.step():
        if counts.over >= len(counted) * RUNS // PARTS:
            counted.append((counts.over, time.process_time()))
    counted.append((counts.over, time.process_time()))
    assert counts.over == RUNS
    assert store.sweeps.named("many").counts["done"] == RUNS
    began = time.process_time()
    assert len(store.sweeps.cells("many")) == RUNS
    record(f"reading the {RUNS:,} cells of a sweep", f"{time.process_time() - began:.2f} s")
    costs = [(b[1] - a[1]) / (b[0] - a[0]) * 1e3 for a, b in pairwise(counted) if b[0] > a[0]]
    store.close()
    judge(f"storing a run of {STEPS} steps from a cluster, processor time", max(costs), most=40, unit="ms")
    judge(f"the same among {RUNS:,} runs against among few", costs[-1] / costs[0], most=2)
    size = (tmp_path / "runs.sqlite").stat().st_size / RUNS / 1e3
    sent = sum(size_of(m) for m in told if isinstance(m, Measured)) / 1e3
    judge("a run's readings on disk against as they are sent", size / sent, most=2, note=f"{size:.0f} of {sent:.0f} kB")
    grown = (psutil.Process().memory_info().rss - memory) / 1e6
    judge(f"memory that the driver took for {RUNS:,} runs", grown, most=100, unit="MB")


class _Counting(Silent):
    """Counts the runs that are over."""

    def __init__(self) -> None:
        self.over = 0

    def ended(self, cell: Cell, run_id: str, outcome: Outcome | None, message: str) -> None:
        self.over += 1
