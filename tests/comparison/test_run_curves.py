"""Curves and profiles of stored runs, sorted into groups."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from explorer.comparison.grouping import Choice
from explorer.comparison.run_curves import LOSS, read_curves, zoomed
from explorer.comparison.run_profiles import read_profiles, read_ratios
from explorer.graph.model import NetworkGraph
from explorer.runs.snapshot import EpochResult, Outcome, Snapshot
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.runs.store import RunStore

STEPS = 6000


@pytest.fixture
def store(runs_dir: Path, small_graph: NetworkGraph) -> Iterator[RunStore]:
    """Two seeds of one network: losses 1 and 3 with a spike, gradients falling by 10 and by 1000 a layer."""
    opened = RunStore(runs_dir)
    for seed in (0, 1):
        run_id, value = f"r{seed}", 1 + 2 * seed
        spec = RunSpec(network=NetworkSpec(name="resnet-20"), training=TrainingSpec(seed=seed, batch_size=32))
        opened.create(run_id, run_id, spec, small_graph, 3000, "CPU")
        loss = np.full(STEPS, value, np.float32)
        loss[4321] = 99
        falling = (10.0 ** (-value * np.arange(len(small_graph.layers)))).astype(np.float32)
        epochs = tuple(EpochResult(n, 3000 * n - 1, value, 0.5, value, 0.25 * value / n) for n in (1, 2))
        opened.append(run_id, Snapshot(0, loss, loss, loss, {"gradient-rms": np.tile(falling, (STEPS, 1))}, epochs))
        opened.finish(run_id, Outcome("completed", STEPS, 1.0))
    yield opened
    opened.close()


def test_seeds_are_one_group_with_a_mean_and_a_band(store):
    found = read_curves(store.rows(), store.overviews, Choice(""), ["test_loss"], by="images", band="range")
    (group,) = found.groups
    assert len(group.curves) == 2
    assert group.whole.x.tolist() == [3000 * 32, 6000 * 32]
    assert (group.whole.mean.tolist(), group.whole.low.tolist(), group.whole.high.tolist()) == ([2, 2], [1, 1], [3, 3])
    assert found.words == "band: range of 2 seeds"
    assert found.each


def test_a_spike_is_kept_and_every_step_is_there_when_zoomed(store):
    found = read_curves(store.rows(), store.overviews, Choice("", "seed"), [LOSS], by="step", band="sd")
    assert [group.key for group in found.groups] == [(0,), (1,)]
    curve = found.groups[0].curves[0]
    assert len(curve.x) < STEPS / 2
    assert curve.y[curve.x == 4321].tolist() == [99]
    near = zoomed(found, store.overviews, 4300, 4340)["r0"]
    assert np.all(np.diff(near.x) == 1)
    assert near.x[0] <= 4300
    assert near.x[-1] >= 4340


def test_profiles_of_seeds_are_their_geometric_mean(store, small_graph):
    (profile,) = read_profiles(store.rows(), store.overviews, "gradient-rms")
    assert profile.first == pytest.approx(10.0 ** (-2.0 * np.arange(len(small_graph.layers))), rel=1e-5)
    assert sorted(profile.run_ids) == ["r0", "r1"]
    assert read_profiles(store.rows(), store.overviews, "weight-norm") == ()


def test_ratios_are_told_by_run(store):
    first, last = read_ratios(store.rows(), store.overviews, "gradient-rms")
    assert set(first) == {"r0", "r1"}
    assert first["r1"] > first["r0"] > 1
    assert first == last
