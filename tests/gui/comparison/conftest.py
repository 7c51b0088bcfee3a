"""A store of small pairs, and the window that compares them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from explorer.desk.background import AtOnce
from explorer.graph.model import NetworkGraph
from explorer.gui.comparison.compare_window import CompareWindow
from explorer.runs.provenance import Provenance
from explorer.runs.snapshot import EpochResult, Outcome, Snapshot
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.runs.store import RunStore

STEPS, DEPTHS, SEEDS = 40, (8, 20), (0, 1, 2)


def train(store: RunStore, graph: NetworkGraph, name: str, seed: int, *, error: float, sweep: str = "") -> None:
    """A completed run of two epochs whose test error at its end is `error`, its training error half of that."""
    run_id = f"{name}-{seed}"
    spec = RunSpec(network=NetworkSpec(name=name), training=TrainingSpec(seed=seed, epochs=2))
    store.create(run_id, run_id, spec, graph.with_enabled(frozenset() if "plain" in name else frozenset(graph.skip)),
                 STEPS // 2, "CPU", Provenance(sweep))  # fmt: skip
    loss = np.linspace(2, 1, STEPS, dtype=np.float32)
    loss[7] = 9
    rows = np.tile(10.0 ** -np.arange(len(graph.layers)), (STEPS, 1)).astype(np.float32)
    epochs = tuple(
        EpochResult(n + 1, (n + 1) * STEPS // 2 - 1, 2.0 - n, 1 - error / 2 * (2 - n), 1.5, 1 - error * (2 - n))
        for n in range(2)
    )
    store.append(
        run_id, Snapshot(0, loss, 1 - loss / 9, np.arange(STEPS, dtype=np.float32), {"gradient-rms": rows}, epochs)
    )
    last = epochs[-1]
    store.finish(run_id, Outcome("completed", STEPS, 3.0, "", last.train_loss, last.train_accuracy, last.test_loss,
                                 last.test_accuracy))  # fmt: skip


@pytest.fixture(scope="session")
def trained_pairs(tmp_path_factory: pytest.TempPathFactory, small_graph: NetworkGraph) -> Path:
    """The folder of a store: pairs at two depths with three seeds each. Plain degrades, residual does not."""
    folder = tmp_path_factory.mktemp("pairs")
    made = RunStore(folder)
    made._database._db.execute("PRAGMA synchronous = OFF")
    for seed in SEEDS:
        for depth in DEPTHS:
            train(made, small_graph, f"plain-{depth}", seed, error=0.02 * depth + 0.01 * seed, sweep="s1")
            train(made, small_graph, f"resnet-{depth}", seed, error=0.1 + 0.01 * seed, sweep="s1")
    train(made, small_graph, "resnet-32", 0, error=0.2)
    made.close()
    return folder


@pytest.fixture
def store(runs_dir: Path, trained_pairs: Path) -> Iterator[RunStore]:
    """A copy of the trained pairs."""
    shutil.copytree(trained_pairs, runs_dir, dirs_exist_ok=True)
    opened = RunStore(runs_dir)
    yield opened
    opened.close()


@pytest.fixture
def window(qtbot: QtBot, store: RunStore) -> Iterator[CompareWindow]:
    """The comparison of the sweep "s1"."""
    made = CompareWindow(store, AtOnce())
    qtbot.addWidget(made)
    made.resize(1180, 760)
    made.compare_sweep("s1")
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.hide()
