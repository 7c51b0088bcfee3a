"""The list of runs opens quickly however many there are, and saving costs next to nothing of training."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from explorer.graph.model import NetworkGraph
from explorer.runs.snapshot import Outcome, Snapshot
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.runs.store import RunStore
from explorer.verdicts.judging import note_verdict, stored_twins
from tests.benchmarks.clocks import cost_ms
from tests.benchmarks.figures import judge, sized
from tests.gui.support import residual_graph

RUNS = sized(10_000, 20)


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
    judge(f"{RUNS:,} runs listed", cost_ms(full_store.rows, rounds=sized(5, 1)), most=500, unit="ms")


def test_ten_thousand_runs_are_searched(full_store: RunStore) -> None:
    words = f"resnet seed {RUNS - 1}"
    assert len(full_store.rows(words)) == 1
    judge(f"{RUNS:,} runs searched", cost_ms(lambda: full_store.rows(words), rounds=sized(5, 1)), most=500, unit="ms")


def test_a_store_of_ten_thousand_runs_opens(full_store: RunStore) -> None:
    spent = cost_ms(lambda: RunStore(full_store.folder).close(), rounds=sized(5, 1))
    judge(f"store of {RUNS:,} runs opened and closed", spent, most=200, unit="ms")


def test_a_twin_is_found_and_a_verdict_noted_among_ten_thousand(full_store: RunStore) -> None:
    """What the window and the training thread do at the end of each run."""
    full_store.create("short", "short", run_spec(20), full_store.history("run0").graph, 24, "CPU")
    steps = np.arange(360, dtype=np.float32)
    rows = np.ones((360, 4), np.float32)
    full_store.append("short", Snapshot(0, steps, steps / 360, steps, {"gradient-norm": rows, "weight-norm": rows}))
    full_store.finish("short", Outcome("completed", 360, 9.5, "", 0.1, 0.9, 0.2, 0.8, "CPU"))
    assert "short" in [run.run_id for run in stored_twins(full_store, run_spec(56))]
    work = {
        "twin found": lambda: stored_twins(full_store, run_spec(56)),
        "twin noted as not there": lambda: stored_twins(full_store, run_spec(110, 7)),
        "verdict noted": lambda: note_verdict(full_store, "short"),
    }
    for what, act in work.items():
        judge(f"{what} among {RUNS:,} runs", cost_ms(act, rounds=sized(5, 1)), most=50, unit="ms")
    full_store.discard("short")


def test_a_long_run_is_saved_and_loaded(tmp_path: Path) -> None:
    """64,000 steps, as in the paper, of 56 layers and four instruments, written in blocks of one second."""
    store, graph = RunStore(tmp_path), residual_graph(56)
    store.create("a", "long", RunSpec(), graph, 391, "CPU")
    block = np.random.default_rng(0).random((32, len(graph.layers)), dtype=np.float32)
    first = iter(range(0, sized(64_000, 64), 32))

    def commit() -> None:
        layers = dict.fromkeys(("gradient-rms", "gradient-norm", "gradient-weight-ratio", "weight-norm"), block)
        store.append("a", Snapshot(next(first), block[:, 0], block[:, 1], block[:, 2], layers))
        store.flush()

    judge("one second's commit", cost_ms(commit, rounds=sized(2000, 2)), most=50, unit="ms")
    loaded = cost_ms(lambda: store.history("a"), rounds=sized(3, 1))
    judge("a run of 64,000 steps loaded", loaded / 1e3, most=2, unit="s")
    store.close()
