"""Runs that an earlier version wrote are opened as they were, and found as twins of those written now."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from explorer.runs.database import FILE_NAME
from explorer.runs.depth_twins import is_twin, twin_key
from explorer.runs.snapshot import Outcome
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.runs.store import RunStore

OLD = Path(__file__).with_name("store_of_0_3.sql")
CIFAR = RunSpec(
    network=NetworkSpec(name="plain-20", width=2, input_shape=(1, 8, 8)), training=TrainingSpec(schedule="cosine")
)


@pytest.fixture
def store(runs_dir: Path) -> Iterator[RunStore]:
    """A run store as version 0.3 wrote it, opened by this one."""
    runs_dir.mkdir()
    db = sqlite3.connect(runs_dir / FILE_NAME)
    db.executescript(OLD.read_text(encoding="utf-8"))
    db.close()
    opened = RunStore(runs_dir)
    yield opened
    opened.close()


def test_every_run_opens_with_the_settings_that_it_had(store: RunStore) -> None:
    rows = store.rows()
    assert len(rows) == 7
    assert not [row.problem for row in rows if row.problem]
    for row in rows:
        spec = store.history(row.id).spec
        assert row.network == spec.network.name == row.id.removeprefix("run-")
    assert store.history("run-plain-8").spec == replace(CIFAR, network=replace(CIFAR.network, name="plain-8"))


def test_a_deeper_run_of_now_finds_its_shallower_twins_of_before(store: RunStore) -> None:
    assert store.shallower_twins(CIFAR) == ["run-resnet-8", "run-plain-8", "run-plain-14"]
    residual = replace(CIFAR, network=replace(CIFAR.network, name="resnet-20"))
    assert store.shallower_twins(residual) == ["run-resnet-14"]
    for run_id in store.shallower_twins(CIFAR):
        assert is_twin(CIFAR, store.history(run_id).spec)
        assert twin_key(store.history(run_id).spec) == twin_key(CIFAR)


def test_a_run_of_now_is_the_twin_of_a_deeper_one_of_before(store: RunStore) -> None:
    spec = replace(CIFAR, network=replace(CIFAR.network, name="plain-8", skips="off"))
    store.create("new", "new", spec, store.history("run-plain-8").graph, 10, "CPU")
    store.finish("new", Outcome("completed", 0, 1.0))
    assert store.shallower_twins(CIFAR)[0] == "new"
    stored = store.history("run-imagenet-plain-34").spec
    assert store.shallower_twins(stored) == ["run-imagenet-resnet-18"], "momentum does not count under Adam"
