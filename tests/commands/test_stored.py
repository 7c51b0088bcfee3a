"""Which run an id, a name or the beginning of one means."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from explorer.commands.failures import UsageError
from explorer.commands.stored import meant
from explorer.graph.model import NetworkGraph
from explorer.runs.spec import RunSpec
from explorer.runs.store import RunStore

RUNS = {"a1": "plain-56", "a2": "plain-56", "b1": "resnet-56", "b2": "resnet-56 again", "c1": "b"}


@pytest.fixture
def store(runs_dir: Path, small_graph: NetworkGraph) -> Iterator[RunStore]:
    store = RunStore(runs_dir)
    for run_id, name in RUNS.items():
        store.create(run_id, name, RunSpec(), small_graph, 10, "CPU")
    yield store
    store.close()


@pytest.mark.parametrize(
    ("text", "run_id"),
    [("a2", "a2"), ("RESNET-56", "b1"), ("resnet-56 a", "b2"), ("c", "c1"), ("b", "c1"), ("b2", "b2")],
    ids=["id", "whole-name", "name-begins", "id-begins", "whole-before-beginning", "whole-id"],
)
def test_one_run_is_meant(store: RunStore, text: str, run_id: str) -> None:
    assert meant(store, text).id == run_id


def test_several_are_listed(store: RunStore) -> None:
    with pytest.raises(UsageError, match="2 runs are called plain-56") as told:
        meant(store, "plain-56")
    assert {"a1", "a2"} <= set(str(told.value).split())
    assert "b1" not in str(told.value)


def test_none_is_said(store: RunStore) -> None:
    with pytest.raises(UsageError, match="There is no run 'vgg'"):
        meant(store, "vgg")
