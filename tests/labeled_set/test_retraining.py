"""Runs in the store, trained once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.runs.store import RunStore
from explorer.training import Session, train
from tests.labeled_set.retraining import to_the_end, trained

SPEC = RunSpec(
    network=NetworkSpec(name="resnet-8", width=2), training=TrainingSpec(epochs=1, batch_size=500, device="cpu")
)


def created(folder: Path) -> dict[str, str]:
    store = RunStore(folder)
    rows = {row.id: row.created.isoformat() for row in store.rows()}
    store.close()
    return rows


def test_runs_are_trained_once(runs_dir: Path) -> None:
    wild = replace(SPEC, network=replace(SPEC.network, norm="none"), training=replace(SPEC.training, lr=1000.0))
    specs = {"one": SPEC, "wild": replace(wild, training=replace(wild.training, epochs=3))}
    assert list(trained(specs, runs_dir)) == ["one", "wild"]
    before = created(runs_dir)
    assert sorted(trained(specs, runs_dir)) == ["one", "wild"]
    assert created(runs_dir) == before
    list(trained({"one": replace(SPEC, training=replace(SPEC.training, seed=1))}, runs_dir))
    after = created(runs_dir)
    assert after["one"] != before["one"]
    assert after["wild"] == before["wild"]


def test_a_stored_run_is_the_run(runs_dir: Path) -> None:
    list(trained({"one": SPEC}, runs_dir))
    (direct,) = [s for s in train(Session(SPEC), lambda waiting: False) if s is not None]
    store = RunStore(runs_dir)
    history = store.history("one")
    assert history.loss.tolist() == direct.loss.tolist()
    assert [e.test_loss for e in history.epochs] == [e.test_loss for e in direct.epochs]
    assert history.outcome is not None
    assert history.outcome.status == "completed"
    assert store.weights_path("one").exists()
    store.close()


@pytest.mark.parametrize(("steps", "every"), [(92, 13), (55, 18), (23, 11), (24, 1), (21, 20), (1, 1)])
def test_probes_are_as_far_apart_as_the_last_step_allows(steps: int, every: int) -> None:
    assert to_the_end(steps, 20) == every
    assert (steps - 1) % every == 0
    assert to_the_end(steps, 0) == 0
