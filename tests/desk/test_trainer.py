"""Orders go out, events come in, histories fill: no engine, no window."""

import numpy as np
import pytest

from explorer.desk.gates import Gate
from explorer.desk.trainer import PATIENCE_MS, Trainer
from explorer.engine.commands import Discard, Order, Pause, Resume, SetGate, Step, Stop, Train
from explorer.engine.events import Ended, EngineDied, GateMoved, GateRefused, Paused, Preparing, Progress, Started
from explorer.runs.snapshot import Intervention, Outcome
from explorer.runs.spec import RunSpec
from tests.gui.support import residual_graph, snapshot

GRAPH = residual_graph(8)
ORDER = Order("r1", "first", RunSpec())


@pytest.fixture
def sent():
    return []


@pytest.fixture
def trainer(sent, qapp):
    return Trainer(sent.append)


@pytest.fixture
def live(trainer):
    trainer.start((ORDER,))
    trainer.handle(Started("r1", "first", RunSpec(), GRAPH, 24, 48, "CPU"))
    return trainer


def steps(first, count, *moved):
    return Progress("r1", snapshot(GRAPH, first, np.ones((count, len(GRAPH.layers)), np.float32), moved))


def test_an_order_waits_until_it_has_started(trainer, sent):
    trainer.start((ORDER,))
    assert sent == [Train((ORDER,))]
    assert trainer.training
    assert trainer.waiting == ("r1",)
    assert not trainer.histories
    trainer.handle(Started("r1", "first", RunSpec(), GRAPH, 24, 48, "CPU"))
    assert trainer.waiting == ()
    assert trainer.live["r1"].total_steps == 48


def test_each_wish_is_one_command(live, sent):
    sent.clear()
    live.pause(True)
    live.pause(False)
    live.step()
    live.stop()
    live.discard()
    assert sent == [Pause(), Resume(), Step(), Stop(), Discard()]


def test_steps_fill_the_history_without_a_signal(live, qtbot):
    with qtbot.assertNotEmitted(live.changed):
        live.handle(steps(0, 3))
        live.handle(steps(3, 2))
    assert len(live.histories["r1"]) == 5


def test_a_gate_that_moved_is_told_at_once(live, qtbot):
    with qtbot.waitSignal(live.changed):
        live.handle(steps(0, 3, Intervention(1, "skip1", 0.0)))
    assert live.histories["r1"].interventions


def test_steps_of_an_unknown_run_are_dropped(trainer):
    trainer.handle(steps(0, 3))
    assert not trainer.histories


def test_a_pause_is_the_engines_to_say(live, qtbot):
    live.pause(True)
    assert not live.paused
    with qtbot.waitSignal(live.changed):
        live.handle(Paused(True))
    assert live.paused


def test_a_gate_that_is_asked_for_is_forgotten_with_the_run(live, sent):
    live.move_gates("r1", {"skip2": 0.0})
    assert sent[-1] == SetGate("r1", "skip2", 0.0)
    assert live.gates("r1")["skip2"] == Gate(1.0, 1.0, requested=0.0)
    live.handle(Ended("r1", Outcome("stopped", 0, 0.0)))
    assert live.gates("r1")["skip2"] == Gate(1.0, 1.0), "it never became an intervention"


def test_the_engine_confirms_a_gate_or_refuses_it(live, qtbot):
    live.move_gates("r1", {"skip1": 0.0, "skip2": 0.0})
    with qtbot.waitSignal(live.changed):
        live.answer_gate(GateMoved("r1", "skip1", 0.0))
    with qtbot.waitSignal(live.changed):
        live.answer_gate(GateRefused("r1", "skip2", 0.0, "It has no weights."))
    assert live.gates("r1")["skip1"] == Gate(1.0, 0.0)
    assert live.gates("r1")["skip2"] == Gate(1.0, 1.0)
    live.answer_gate(GateMoved("gone", "skip1", 0.0))  # of a run that is over: nobody waits for it


def test_gates_of_a_run_that_is_over_are_those_it_ended_with(live, sent):
    live.handle(steps(0, 3, Intervention(1, "skip1", 0.0)))
    live.handle(Ended("r1", Outcome("completed", 3, 1.0)))
    sent.clear()
    live.move_gates("r1", {"skip1": 1.0})
    assert not sent
    assert live.gates("r1")["skip1"] == Gate(1.0, 0.0)


def test_the_end_is_told_with_its_outcome(live, qtbot):
    outcome = Outcome("completed", 3, 1.0)
    with qtbot.waitSignals([live.ended, live.changed]):
        live.handle(Ended("r1", outcome))
    assert live.histories["r1"].outcome is outcome
    assert not live.training


def test_a_discarded_run_is_gone(live):
    live.handle(Ended("r1", Outcome("stopped", 3, 1.0), kept=False))
    assert not live.histories


def test_a_pause_ends_with_the_last_run(live):
    live.handle(Paused(True))
    live.handle(Ended("r1", Outcome("stopped", 3, 1.0)))
    assert not live.paused


def test_a_dead_engine_ends_runs_that_wait_as_well(live):
    live.handle(steps(0, 3))
    live.waiting = ("r2",)
    live.handle(EngineDied("The engine died.", ()))
    assert not live.training
    outcome = live.histories["r1"].outcome
    assert (outcome.status, outcome.steps, outcome.message) == ("interrupted", 3, "The engine died.")


def test_how_much_is_read_is_known_until_a_run_starts(trainer):
    trainer.start((ORDER,))
    assert trainer.read is None
    trainer.handle(Preparing("r1", 0.4))
    trainer.handle(Preparing("another", 0.9))
    assert trainer.read == 0.4
    trainer.handle(Started("r1", "first", RunSpec(), GRAPH, 24, 48, "CPU"))
    assert trainer.read is None


@pytest.mark.parametrize("wish", ["stop", "discard"])
def test_silence_after_a_wish_to_end_is_told_and_taken_back(sent, qapp, qtbot, wish):
    trainer = Trainer(sent.append, patience_ms=1)
    trainer.start((ORDER,))
    with qtbot.waitSignal(trainer.silent) as told:
        getattr(trainer, wish)()
    assert told.args == [True]
    with qtbot.waitSignal(trainer.silent) as told:
        trainer.handle(Ended("r1", Outcome("stopped", 0, 0.0), kept=True))
    assert told.args == [False]


def test_an_answered_wish_is_not_called_silence(live):
    live.stop()
    assert live._patience.waiting
    assert live._patience.ms == PATIENCE_MS
    live.handle(Ended("r1", Outcome("stopped", 0, 0.0), kept=True))
    assert not live._patience.waiting
    live.stop()
    assert not live._patience.waiting, "nothing trains"


def test_a_pause_of_runs_that_are_over_does_not_pause_the_next(trainer):
    trainer.handle(Paused(True))
    assert not trainer.paused
