"""Stores with a little of everything that can be handed on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from explorer.choices.figures.lines import Lines, Series
from explorer.graph.model import NetworkGraph
from explorer.runs.analysis import AnalysisResult
from explorer.runs.predictions import Prediction
from explorer.runs.provenance import Provenance
from explorer.runs.snapshot import BINS, EpochResult, Intervention, Outcome, Probe, Snapshot
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.runs.store import RunStore

Make = Callable[..., Snapshot]
RUNS = ("first", "second")
STEPS = 6


def result(network: str) -> AnalysisResult:
    line = Series("s", np.arange(3.0), np.array([1.0, np.nan, np.inf]))
    return AnalysisResult(
        analysis="lesion", network=network, settings={"images": 8}, sentences=("A sentence.",),
        made="2026-01-01T00:00:00+00:00", seconds=1.0,
        figures=(Lines(id="a", title="t", x_label="x", y_label="y", series=(line,)),),
    )  # fmt: skip


def snapshots(graph: NetworkGraph) -> tuple[Snapshot, Snapshot]:
    """Six steps in two pieces: a loss that ends in NaN, probes, an intervention, an epoch without a test loss."""
    rng, layers = np.random.default_rng(0), len(graph.layers)
    steps = np.arange(STEPS, dtype=np.float32)
    loss = np.array([2.5, 2.0, 1.5, 1.0, 0.5, np.nan], np.float32)
    rms = (10 ** rng.normal(-3, 1, (STEPS, layers))).astype(np.float32)
    probes = tuple(
        Probe(
            step,
            {
                "activation-std": rms[step] + 1,
                "branch-ratio": np.array([0.5], np.float32),
                "gradient-histogram": np.ones(layers * BINS, np.float32),
            },
            4,
        )
        for step in (0, 4)
    )
    epoch = EpochResult(1, 3, 1.75, 0.5, float("nan"), 0.4)
    one = Snapshot(0, loss[:4], steps[:4] / 10, steps[:4] + 1, {"gradient-rms": rms[:4]}, (epoch,), (), probes[:1],
                   np.full(graph.classes, 1 / graph.classes, np.float32))  # fmt: skip
    two = Snapshot(4, loss[4:], steps[4:] / 10, steps[4:] + 1, {"gradient-rms": rms[4:]}, (),
                   (Intervention(4, "skip1", 0.25),), probes[1:])  # fmt: skip
    return one, two


@pytest.fixture
def filled(tmp_path: Path, small_graph: NetworkGraph) -> Iterator[RunStore]:
    """A store with two runs of everything there is to store; the second has trained weights and is the first's fork."""
    store = RunStore(tmp_path / "here")
    for place, run_id in enumerate(RUNS):
        spec = RunSpec(network=NetworkSpec(norm=("batch", "none")[place]), training=TrainingSpec(seed=place))
        origin = Provenance("sweep1", "first", 4) if place else Provenance()
        store.create(run_id, f"run {run_id}, “quoted”", spec, small_graph, 4, "CPU · 1 thread", origin)
        for snapshot in snapshots(small_graph)[place:]:  # a fork begins with its parent's steps
            store.append(run_id, snapshot)
        store.finish(run_id, Outcome("diverged", STEPS, 6.0, "Loss became NaN.", 1.75, 0.5, float("nan"), 0.4, "CPU"))
        store.save_analysis(run_id, result(spec.network.name))
        store.set_verdict(run_id, "Diverged")
        store.predictions.keep(run_id, Prediction(kind="curve", about="loss", x=(0, 0.5, 1), values=(2.5, 1, 0.25)))
        store.predictions.keep(run_id, Prediction(kind="marks", about="test_accuracy", values=(90, 91.5)))
        store.predictions.keep(run_id, Prediction(kind="sentence", about="lesson: step", text="It “learns”."))
        store.annotate(run_id, tags=("good", f"n{place}"), notes="Two\nlines")
    save_file({"w": np.arange(3, dtype=np.float32)}, store.weights_path("second"))
    yield store
    store.close()


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[RunStore]:
    """Another store, empty."""
    store = RunStore(tmp_path / "there")
    yield store
    store.close()
