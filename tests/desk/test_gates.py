"""Gates before step 0, as the engine confirmed them, and as they were asked to be."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.desk.gates import Gate, RunGates, confirmed, of_architecture, requested, wanted
from explorer.runs.history import RunHistory
from explorer.runs.snapshot import Intervention
from tests.gui.support import history, residual_graph, snapshot

GRAPH = residual_graph(8).with_enabled(frozenset({"skip1", "skip2"}))


@pytest.fixture
def run() -> RunHistory:
    return history(GRAPH)


@pytest.fixture
def gates(run: RunHistory) -> RunGates:
    return RunGates(run)


def test_the_architecture_says_the_gates_of_what_does_not_train() -> None:
    assert of_architecture(GRAPH) == {"skip1": Gate(1, 1), "skip2": Gate(1, 1), "skip3": Gate(0, 0)}


def test_a_request_is_no_move(gates: RunGates) -> None:
    gates.ask({"skip1": 0.0, "skip3": 1.0})
    assert gates.now() == {"skip1": Gate(1, 1, 0), "skip2": Gate(1, 1), "skip3": Gate(0, 0, 1)}
    assert confirmed(gates.now()) == {"skip1": 1, "skip2": 1, "skip3": 0}
    assert wanted(gates.now()) == {"skip1": 0, "skip2": 1, "skip3": 1}
    assert requested(gates.now()) == {"skip1": 0, "skip3": 1}


def test_what_the_engine_moved_is_so_before_the_record_has_it(gates: RunGates) -> None:
    gates.ask({"skip1": 0.5})
    gates.move("skip1", 0.5)
    assert gates.now()["skip1"] == Gate(1, 0.5)


def test_the_record_says_the_same_later(run: RunHistory, gates: RunGates) -> None:
    gates.ask({"skip1": 0.0})
    gates.move("skip1", 0.0)
    run.append(snapshot(GRAPH, 0, np.ones((2, len(GRAPH.layers)), np.float32), (Intervention(1, "skip1", 0.0),)))
    assert gates.now()["skip1"] == RunGates(run).now()["skip1"] == Gate(1, 0)


def test_a_refused_request_falls_back(gates: RunGates) -> None:
    gates.ask({"skip1": 0.0})
    gates.refuse("skip1", 0.0)
    assert gates.now()["skip1"] == Gate(1, 1)


@pytest.mark.parametrize("answer", [RunGates.move, RunGates.refuse])
def test_an_answer_to_an_older_request_leaves_the_newer_one(gates: RunGates, answer) -> None:
    gates.ask({"skip1": 0.0})
    gates.ask({"skip1": 0.5})
    answer(gates, "skip1", 0.0)
    assert gates.now()["skip1"].requested == 0.5


def test_the_end_of_a_run_ends_what_was_asked_for(gates: RunGates) -> None:
    gates.ask({"skip1": 0.0})
    gates.end()
    assert not requested(gates.now())
