"""The list of runs opens quickly however many there are, and saving costs next to nothing of training."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from figures import record

from explorer.graph.model import NetworkGraph
from explorer.runs.snapshot import Outcome, Snapshot
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.runs.store import RunStore
from explorer.verdicts.judging import note_verdict, stored_twin

pytestmark = pytest.mark.bench

RUNS = 10_000


def median_seconds(action: Callable[[], object], repeats: int = 5) -> float:
    """The median time of `action`."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def run_spec(depth: int, seed: int = 0) -> RunSpec:
    return RunSpec(network=NetworkSpec(name=f"resnet-{depth}"), training=TrainingSpec(seed=seed))


@pytest.fixture(scope="module")
def full_store(tmp_path_factory: pytest.TempPathFactory, small_graph: NetworkGraph) -> Iterator[RunStore]:
    store = RunStore(tmp_path_factory.mktemp("many"))
    # Each commit waits for the disk, 10,000 of them for minutes: not what is measured here.
    store._database._db.execute("PRAGMA synchronous = OFF")
    for number in range(RUNS):
        store.create(f"run{number}", f"seed {number}", run_spec(56, number // 2), small_graph, 24, "CPU")
        store.finish(f"run{number}", Outcome("completed", 360, 9.5, "", 0.1, 0.9, 0.2, 0.8, "CPU"))
    yield store
    store.close()


def test_ten_thousand_runs_are_listed(full_store: RunStore) -> None:
    assert len(full_store.rows()) == RUNS
    seconds = median_seconds(full_store.rows)
    print(f"\n{RUNS:,} runs listed in {seconds * 1000:.0f} ms")
    assert seconds < 0.5


def test_ten_thousand_runs_are_searched(full_store: RunStore) -> None:
    assert len(full_store.rows("resnet seed 4242")) == 1
    seconds = median_seconds(lambda: full_store.rows("resnet seed 4242"))
    print(f"\n{RUNS:,} runs searched in {seconds * 1000:.0f} ms")
    assert seconds < 0.5


def test_a_store_of_ten_thousand_runs_opens(full_store: RunStore) -> None:
    seconds = median_seconds(lambda: RunStore(full_store.folder).close())
    print(f"\nstore of {RUNS:,} runs opened and closed in {seconds * 1000:.0f} ms")
    assert seconds < 0.2


def test_a_twin_is_found_and_a_verdict_noted_among_ten_thousand(full_store: RunStore) -> None:
    """What the window and the training thread do at the end of each run."""
    full_store.create("short", "short", run_spec(20), full_store.history("run0").graph, 24, "CPU")
    steps = np.arange(360, dtype=np.float32)
    rows = np.ones((360, 4), np.float32)
    full_store.append("short", Snapshot(0, steps, steps / 360, steps, {"gradient-norm": rows, "weight-norm": rows}))
    full_store.finish("short", Outcome("completed", 360, 9.5, "", 0.1, 0.9, 0.2, 0.8, "CPU"))
    found = stored_twin(full_store, run_spec(56))
    assert found is not None
    assert found.run_id == "short"
    look = 1e3 * median_seconds(lambda: stored_twin(full_store, run_spec(56)))
    none = 1e3 * median_seconds(lambda: stored_twin(full_store, run_spec(110, 7)))
    note = 1e3 * median_seconds(lambda: note_verdict(full_store, "short"))
    full_store.discard("short")
    record(f"twin among {RUNS:,} runs found / noted as not there", f"{look:.1f} / {none:.1f} ms", "≤ 50 ms")
    record(f"verdict noted among {RUNS:,} runs", f"{note:.1f} ms", "≤ 50 ms")
    assert max(look, none, note) < 50


def test_a_long_run_is_saved_and_loaded(tmp_path: Path, small_graph: NetworkGraph) -> None:
    """64,000 steps, as in the paper, of 56 layers and four instruments, written in blocks of one second."""
    store = RunStore(tmp_path)
    store.create("a", "long", RunSpec(), small_graph, 391, "CPU")
    block = np.random.default_rng(0).random((32, 56), dtype=np.float32)
    times = []
    for first in range(0, 64_000, 32):
        layers = dict.fromkeys(("gradient-rms", "gradient-norm", "gradient-weight-ratio", "weight-norm"), block)
        start = time.perf_counter()
        store.append("a", Snapshot(first, block[:, 0], block[:, 1], block[:, 2], layers))
        store.flush()
        times.append(time.perf_counter() - start)
    seconds = median_seconds(lambda: store.history("a"), 3)
    store.close()
    commit = statistics.median(times)
    print(f"\none second's commit {commit * 1000:.1f} ms; a run of 64,000 steps loaded in {seconds * 1000:.0f} ms")
    assert commit < 0.05
    assert seconds < 2
