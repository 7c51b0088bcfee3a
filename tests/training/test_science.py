"""The effects the program is about, on a budget of seconds: degradation, its repair, vanishing, explosion."""

import numpy as np
import pytest

from explorer.runs.snapshot import Outcome, Snapshot, merged
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.training import Session, train


def _trained(name: str, steps: int | None = None, network: dict | None = None, **training) -> tuple[Snapshot, Outcome]:
    """Everything measured over the whole run, or over its first `steps` steps, at width 8."""
    spec = RunSpec(
        network=NetworkSpec(name=name, width=8, **network or {}), training=TrainingSpec(device="cpu", **training)
    )
    run = Session(spec)
    snapshots = []
    for item in train(run, lambda waiting: run.steps == steps):
        if item is not None:
            snapshots.append(item)
        if run.steps == steps:
            break
    return merged(snapshots), run.close("stopped")


def test_depth_degrades_training_and_skips_repair_it():
    accuracy = {name: _trained(name, epochs=4)[1].train_accuracy for name in ("plain-20", "plain-56", "resnet-56")}
    assert accuracy["plain-56"] < accuracy["plain-20"] - 0.3
    assert accuracy["plain-56"] < accuracy["resnet-56"] - 0.3


def test_without_norm_under_pytorchs_initialization_the_gradient_vanishes():
    record, _ = _trained("plain-56", steps=3, network={"norm": "none", "init": "pytorch"}, lr=0.02)
    gradient = record.layers["gradient-norm"]
    assert (gradient[:, 0] > 0).all(), "small, but never a false zero"
    assert (gradient[:, 0] < 1e-10 * gradient[:, -1]).all()
    assert record.loss == pytest.approx(np.log(10), abs=0.05)  # the same answer for every image


def test_batch_norm_makes_the_gradient_of_a_deep_plain_network_explode_toward_the_input():
    for name, low, high in (("plain-56", 100, np.inf), ("resnet-56", 0, 30)):
        gradient = _trained(name, steps=1)[0].layers["gradient-norm"][0]
        assert low < gradient[:3].mean() / gradient[-4:-1].mean() < high, name


def test_a_residual_network_without_norm_explodes_and_ends_as_diverged():
    record, outcome = _trained("resnet-56", network={"norm": "none"}, lr=0.02, epochs=1)
    assert outcome.status == "diverged"
    assert outcome.steps == len(record)
    assert np.isfinite(record.loss[:-1]).all()
    assert not np.isfinite(record.loss[-1])
