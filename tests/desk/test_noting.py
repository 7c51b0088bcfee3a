"""Runs are judged once they have ended, and their titles noted for the list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication

from explorer.desk import noting
from explorer.desk.document import Document
from explorer.desk.noting import Noting
from explorer.desk.workbench import Workbench
from explorer.engine.events import Ended, EngineDied, Progress, Started
from explorer.graph.model import NetworkGraph
from explorer.runs.snapshot import Outcome, Snapshot, Status
from explorer.runs.spec import NetworkSpec, RunSpec
from explorer.runs.store import RunStore
from explorer.runs.store_errors import StoreError
from explorer.verdicts import judging
from explorer.verdicts.judging import judge

STEPS = 3


class Later:
    """Keeps jobs until a test does them."""

    def __init__(self) -> None:
        self.jobs: list[tuple[Callable[[], Any], Callable[[Future[Any]], None]]] = []

    def run(self, job: Callable[[], Any], then: Callable[[Future[Any]], None]) -> int:
        self.jobs.append((job, then))
        return len(self.jobs)

    def drop(self, token: int) -> None: ...

    def do(self) -> None:
        for job, then in self.jobs:
            future: Future[Any] = Future()
            try:
                future.set_result(job())
            except Exception as error:
                future.set_exception(error)
            then(future)
        self.jobs = []


class Room:
    """A workbench that hears of runs in a store."""

    def __init__(self, store: RunStore, graph: NetworkGraph) -> None:
        self.store, self.graph, self.doing = store, graph, Later()
        self.bench = Workbench(lambda _: None, Document())
        self.noting = Noting(self.bench, store, self.doing)
        self.noted = 0
        self.said: list[str] = []
        self.noting.noted.connect(self._noted)
        self.bench.news.connect(self.said.append)

    def _noted(self) -> None:
        self.noted += 1

    def begin(self, run_id: str, network: str = "plain-56") -> None:
        spec = RunSpec(network=NetworkSpec(name=network))
        self.store.create(run_id, run_id, spec, self.graph, 2, "CPU")
        self.bench.trainer.handle(Started(run_id, run_id, spec, self.graph, 2, STEPS, "CPU"))
        ones = np.ones(STEPS, np.float32)
        layers = {"gradient-rms": np.ones((STEPS, len(self.graph.layers)), np.float32)}
        snapshot = Snapshot(0, ones, ones, ones, layers)
        self.store.append(run_id, snapshot)
        self.bench.trainer.handle(Progress(run_id, snapshot))

    def end(self, run_id: str, status: Status = "completed", kept: bool = True) -> Ended:
        event = Ended(run_id, Outcome(status, STEPS, 1.0), kept)
        self.store.finish(run_id, event.outcome) if kept else self.store.discard(run_id)
        return event

    def titles(self) -> dict[str, str]:
        return {row.id: row.verdict for row in self.store.rows()}


@pytest.fixture
def room(runs_dir: Path, small_graph: NetworkGraph, qapp: QCoreApplication) -> Iterator[Room]:
    store = RunStore(runs_dir)
    yield Room(store, small_graph)
    store.close()


@pytest.mark.parametrize("status", ["completed", "diverged", "stopped", "failed"])
def test_a_run_that_ends_is_judged_in_the_background(room: Room, status: Status) -> None:
    room.begin("a")
    room.bench.trainer.handle(room.end("a", status))
    assert (room.titles(), room.noted) == ({"a": ""}, 0)
    room.doing.do()
    assert room.titles() == {"a": judge(room.store.history("a"))[0].title}
    assert (room.noted, room.said) == (1, [])


def test_a_discarded_and_an_interrupted_run_are_not(room: Room) -> None:
    for run_id in ("gone", "lost"):
        room.begin(run_id)
    room.bench.trainer.handle(room.end("gone", "stopped", kept=False))
    room.bench.trainer.handle(EngineDied("The engine was killed.", ("lost",)))
    assert room.doing.jobs == []
    assert room.noting.finish([]) == []
    assert room.titles() == {"lost": ""}


@pytest.mark.logs
def test_a_run_that_cannot_be_judged_costs_its_title_alone(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = judging.note_verdict, []

    def broken(store: RunStore, run_id: str) -> object:
        calls.append(run_id)
        if run_id == "a":
            raise ZeroDivisionError("no steps")
        return real(store, run_id)

    monkeypatch.setattr(noting, "note_verdict", broken)
    for run_id, network in (("a", "plain-56"), ("b", "resnet-56")):
        room.begin(run_id, network)
    for run_id in ("a", "b"):
        room.bench.trainer.handle(room.end(run_id))
    room.doing.do()
    assert calls == ["a", "b"]
    assert room.titles() == {"a": "", "b": judge(room.store.history("b"))[0].title}
    (said,) = room.said
    assert said.startswith("plain-56 has no findings: Unexpected error: ZeroDivisionError: no steps (test_noting.py")


def test_what_the_background_has_not_done_is_done_as_the_window_closes(room: Room) -> None:
    """One run ended a moment ago; of another the end has not been heard of yet, and a third is cut short by closing."""
    for run_id in ("heard", "unheard", "cut"):
        room.begin(run_id, f"plain-{56 + len(run_id)}")
    room.bench.trainer.handle(room.end("heard"))
    assert room.noting.finish([room.end("unheard"), room.end("cut", "interrupted")]) == []
    titles = room.titles()
    assert titles["cut"] == ""
    assert titles["heard"] == judge(room.store.history("heard"))[0].title
    assert titles["unheard"]


def test_a_store_that_fails_while_closing_is_told(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreError("The disk is full.")

    room.begin("a")
    room.bench.trainer.handle(room.end("a"))
    monkeypatch.setattr(room.store, "set_verdict", full)
    assert room.noting.finish([]) == ["plain-56 has no findings: The disk is full."]
    assert room.noting.finish([]) == [], "told once"
