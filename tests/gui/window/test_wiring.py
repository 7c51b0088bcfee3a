"""What the window says when something ends otherwise than hoped."""

import pytest

from explorer.engine.events import Ended
from explorer.gui.window.engine_offers import SILENT
from explorer.runs.snapshot import Outcome

WARM_UP = "warm-up is 5000 steps; allowed: at most 48, the steps of the whole run."


def test_a_run_that_is_refused_before_its_first_step_says_why(desk, engine):
    desk.press("button_train_a")
    run_id = desk.bench.document.a.run_id
    engine.trained.clear()
    engine.take()
    engine.say(Ended(run_id, Outcome("failed", 0, 0.0, WARM_UP), kept=False))
    desk.settle()
    assert desk.window.messages.text == f"A: {WARM_UP}"
    assert not desk.bench.trainer.training


def test_stopping_and_discarding_need_no_words(desk, engine):
    for button in ("button_stop", "button_discard"):
        desk.press("button_train_both")
        engine.steps(3)
        desk.settle()
        desk.press(button)
        desk.settle()
    assert desk.window.messages.text == ""


def test_an_engine_that_does_not_start_can_be_started_again(desk, engine):
    engine.gave_up.emit("The engine failed to start 3 times.")
    desk.until(lambda: desk.window.messages.text == "The engine failed to start 3 times.")
    desk.press("messageAction", desk.window.messages)
    assert engine.restarts == 1
    assert desk.window.messages.text == ""
    engine.gave_up.emit("The engine failed to start again.")
    desk.until(lambda: desk.window.messages.text == "The engine failed to start again.")
    engine.start()
    desk.settle()
    assert desk.window.messages.text == "", "it has started after all"


@pytest.mark.parametrize("button", ["button_stop", "button_discard"])
def test_an_engine_that_does_not_stop_can_be_ended(desk, engine, button):
    desk.bench.trainer._patience.set_ms(1)
    desk.press("button_train_both")
    engine.steps(3)
    desk.settle()
    engine.hangs = True
    desk.press(button)
    desk.until(lambda: desk.window.messages.text == SILENT)
    desk.press("messageAction", desk.window.messages)
    desk.until(lambda: not desk.bench.trainer.training)
    desk.settle()
    for side in ("A", "B"):
        assert desk.history(side).outcome.status == "interrupted"
        assert len(desk.history(side)) == 3
        assert len(engine.store.history(desk.history(side).run_id)) == 3
    assert desk.window.messages.text == "The engine did not answer and was ended."


def test_a_late_answer_takes_the_offer_back(desk, engine):
    desk.bench.trainer._patience.set_ms(1)
    desk.press("button_train_a")
    engine.hangs = True
    desk.press("button_stop")
    desk.until(lambda: desk.window.messages.text == SILENT)
    engine.end("stopped")
    desk.settle()
    assert desk.window.messages.text == ""


def test_an_engine_that_hangs_in_every_thread_can_be_ended(desk, engine):
    """As by a user's call into C that keeps Python's lock: whatever was asked, nothing in the engine can say so."""
    engine.silent.emit(True)
    desk.until(lambda: desk.window.messages.text == SILENT)
    engine.silent.emit(False)
    desk.until(lambda: desk.window.messages.text == "")
    engine.silent.emit(True)
    desk.until(lambda: desk.window.messages.text == SILENT)
    desk.press("messageAction", desk.window.messages)
    desk.until(lambda: desk.window.messages.text == "The engine did not answer and was ended.")
