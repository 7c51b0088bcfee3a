"""When runs on show are judged, and with which twin."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication

from explorer.desk import judging
from explorer.desk.document import Document, SideState
from explorer.desk.judging import SECONDS, Judging
from explorer.desk.workbench import Workbench
from explorer.graph.model import NetworkGraph
from explorer.runs.history import RunHistory
from explorer.runs.snapshot import Outcome, Snapshot
from explorer.runs.spec import NetworkSpec, RunSpec
from explorer.runs.store import RunStore
from explorer.runs.store_errors import StoreError
from explorer.verdicts.finding import Finding
from tests.gui.findings.findings import OFFER, finding

DEEP, SHALLOW = (RunSpec(network=NetworkSpec(name=name)) for name in ("plain-56", "plain-20"))
Calls = list[tuple[str, str]]


class Room:
    """A workbench, a store and a clock of the test's."""

    def __init__(self, store: RunStore, graph: NetworkGraph) -> None:
        self.store, self.graph, self.now = store, graph, 0.0
        self.bench = Workbench(lambda _: None, Document())
        self.judging = Judging(self.bench, store, lambda: self.now)

    def run(self, run_id: str, spec: RunSpec, steps: int = 2) -> RunHistory:
        made = RunHistory(run_id, spec, self.graph, 2)
        self.bench.trainer.histories[run_id] = made
        if steps:
            self.grow(made, steps)
        return made

    def grow(self, run: RunHistory, steps: int = 1) -> None:
        ones = np.ones(steps, np.float32)
        layers = {"gradient-rms": np.ones((steps, len(self.graph.layers)), np.float32)}
        run.append(Snapshot(len(run), ones, ones, ones, layers))

    def show(self, a: RunHistory | None, b: RunHistory | None = None) -> None:
        sides = [SideState(DEEP if run is None else run.spec, None if run is None else run.run_id) for run in (a, b)]
        self.bench.document = Document(*sides)


@pytest.fixture
def room(runs_dir: Path, small_graph: NetworkGraph, qapp: QCoreApplication) -> Iterator[Room]:
    store = RunStore(runs_dir)
    yield Room(store, small_graph)
    store.close()


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Calls:
    """Who was judged with whom, by a judge that always finds the same."""
    made: Calls = []

    def judge(run: RunHistory, twins: Sequence[RunHistory] = ()) -> tuple[Finding, ...]:
        made.append((run.run_id, " ".join(twin.run_id for twin in twins) or "none"))
        return (finding(),)

    monkeypatch.setattr(judging, "judge", judge)
    return made


def test_a_side_without_a_run_and_one_without_steps(room: Room, calls: Calls) -> None:
    assert room.judging.findings("A") is None
    room.show(room.run("a", DEEP, steps=0))
    assert room.judging.findings("A") == ()
    assert not calls


def test_a_run_that_trains_is_judged_once_a_second(room: Room, calls: Calls) -> None:
    run = room.run("a", DEEP)
    room.show(run)
    for _ in range(20):
        room.judging.findings("A")
        room.grow(run)
        room.now += SECONDS / 10
    assert len(calls) == 2


def test_nothing_new_is_not_judged_and_the_end_is_at_once(room: Room, calls: Calls) -> None:
    run = room.run("a", DEEP)
    room.show(run)
    room.judging.findings("A")
    room.now += 5 * SECONDS
    room.judging.findings("A")
    assert len(calls) == 1
    room.grow(run)
    room.judging.findings("A")
    run.finish(Outcome("completed", 3, 1.0))
    room.judging.findings("A")
    assert len(calls) == 3, "the end does not wait for the second to pass"


def test_the_end_of_a_twin_does_not_wait_for_the_second(room: Room, calls: Calls) -> None:
    twin = room.run("b", SHALLOW)
    room.show(room.run("a", DEEP), twin)
    room.judging.findings("A")
    room.grow(twin)
    room.judging.findings("A")
    assert len(calls) == 1
    twin.finish(Outcome("completed", 3, 1.0))
    room.judging.findings("A")
    assert len(calls) == 2


def test_the_other_side_comes_before_trained_and_stored_twins(room: Room, calls: Calls) -> None:
    deep, beside = room.run("a", DEEP), room.run("b", SHALLOW)
    room.show(deep, beside)
    room.judging.findings("A")
    room.show(deep)
    room.judging.findings("A")
    beside.finish(Outcome("completed", 2, 1.0))
    room.judging.findings("A")
    assert calls == [("a", "b"), ("a", "none"), ("a", "b")]


def test_the_residual_twin_stands_in_where_there_is_no_shallower_one(room: Room, calls: Calls) -> None:
    residual = RunSpec(network=NetworkSpec(name="resnet-56"))
    deep = room.run("a", DEEP)
    room.show(deep, room.run("b", residual))
    room.judging.findings("A")
    room.run("c", SHALLOW).finish(Outcome("completed", 2, 1.0))
    room.judging.findings("A")
    assert calls == [("a", "b"), ("a", "b c")], "which of them a verdict compares with is for Twins to say"


def test_a_twin_is_asked_for_once(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    second = finding(verdict="other")
    monkeypatch.setattr(judging, "judge", lambda run, twins: (finding(offer=None), finding(), second))
    room.show(room.run("a", DEEP))
    assert [f.offer for f in room.judging.findings("A") or ()] == [None, OFFER, None]


def test_a_against_b_is_said_where_one_thing_differs(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(judging, "one_difference", lambda a, b: asked.append(a.run_id) or "depth")
    monkeypatch.setattr(judging, "against", lambda a, b, difference: f"{a.run_id} {b.run_id} {difference}")
    room.show(room.run("a", DEEP))
    assert room.judging.pair() == ""
    room.show(room.run("a", DEEP), room.run("b", SHALLOW))
    assert [room.judging.pair() for _ in range(3)] == ["a b depth"] * 3
    assert asked == ["a"], "graphs are compared once"


def test_a_stored_twin_is_looked_for_again_when_runs_have_ended(
    room: Room, calls: Calls, make_snapshot: Callable[..., Snapshot]
) -> None:
    room.show(room.run("a", DEEP))
    room.judging.findings("A")
    room.store.create("stored", "stored", SHALLOW, room.graph, 2, "CPU")
    room.store.append("stored", make_snapshot(0, 2))
    room.store.finish("stored", Outcome("completed", 2, 1.0))
    room.judging.findings("A")
    assert calls == [("a", "none")]
    room.judging.forget_twins()
    room.judging.findings("A")
    assert calls[1:] == [("a", "stored")]


@pytest.mark.logs
def test_a_judge_that_fails_is_logged_and_asked_again_later(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    run, tries = room.run("a", DEEP), []

    def broken(*_: object) -> tuple[Finding, ...]:
        tries.append(room.now)
        raise ZeroDivisionError

    monkeypatch.setattr(judging, "judge", broken)
    room.show(run)
    assert room.judging.findings("A") == room.judging.findings("A") == ()
    assert len(tries) == 1
    room.grow(run)
    room.now += SECONDS
    room.judging.findings("A")
    assert len(tries) == 2


def test_a_store_that_fails_costs_the_twin_alone(room: Room, calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise StoreError("The disk is full.")

    monkeypatch.setattr(room.store, "rows", broken)
    room.show(room.run("a", DEEP))
    assert room.judging.findings("A") == (finding(),)
