"""Training from the window: every button and key of the training bar, to what reaches the engine and comes back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from explorer.engine.commands import Discard, Pause, Resume, Step, Stop, Train
from explorer.engine.events import Problem
from explorer.gui.training.progress_line import ProgressLine
from tests.gui.desk import CTRL, SHIFT
from tests.gui.engine_double import DEVICE

TRAIN = [
    ("button_train_both", Qt.Key.Key_Return, CTRL, ("A", "B")),
    ("button_train_a", Qt.Key.Key_1, CTRL, ("A",)),
    ("button_train_b", Qt.Key.Key_2, CTRL, ("B",)),
]


def orders(engine):
    return next(c for c in reversed(engine.sent) if isinstance(c, Train)).orders


def words(desk):
    return desk.find(ProgressLine, "progressLine").text


def enabled(desk, *names):
    return [desk.find(QToolButton, f"button_{name}").isEnabled() for name in names]


# ── before the engine is ready ──────────────────────────────────────────────────────────────────


def test_the_window_opens_before_the_engine_and_says_what_it_waits_for(open_window, qtbot):
    window = open_window(start=False)
    assert "loading PyTorch" in window.findChild(ProgressLine, "progressLine").text
    for side, pane in window.panes.items():
        assert pane.view.message.isVisible(), side
        assert "loading PyTorch" in pane.view.message.text()
    assert not window.bar.train_both.isEnabled()
    window.worker.start()
    qtbot.waitUntil(window.bar.train_both.isEnabled)
    assert all(pane.view.canvas.isVisible() for pane in window.panes.values())
    assert window.findChild(QLabel, "deviceLabel").text() == DEVICE


def test_an_edit_before_the_engine_is_ready_is_kept(open_window, qtbot):
    window = open_window(start=False)
    box = window.findChild(QWidget, "cardA_width")
    box.selectAll()
    qtbot.keyClicks(box, "8")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    window.worker.start()
    qtbot.waitUntil(lambda: window.bench.graph("A") is not None)
    assert window.bench.document.a.spec.network.width == 8


# ── starting ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("wish", TRAIN, ids=lambda wish: wish[0])
def test_button_and_key_train_what_the_button_says(desk, engine, wish):
    button, key, modifier, sides = wish
    for press in (lambda: desk.press(button), lambda: desk.key(key, modifier)):
        press()
        assert [o.spec for o in orders(engine)] == [desk.bench.document.side(side).spec for side in sides]
        assert [desk.bench.live(side) for side in ("A", "B")] == ["A" in sides, "B" in sides]
        desk.press("button_stop")


def test_runs_are_named_after_what_they_are(desk, engine):
    desk.press("button_train_both")
    assert [order.name for order in orders(engine)] == ["Plain-20 · digits", "ResNet-20 · digits"]


def test_what_cannot_be_done_now_is_disabled(desk, engine):
    now = ("train_both", "train_a", "train_b")
    later = ("pause", "step", "stop", "discard")
    assert enabled(desk, *now) == [True] * 3
    assert enabled(desk, *later) == [False] * 4
    desk.press("button_train_a")
    assert enabled(desk, *now) == [False] * 3
    assert enabled(desk, *later) == [True] * 4
    engine.end()
    desk.settle()
    assert enabled(desk, *now) == [True] * 3
    assert enabled(desk, *later) == [False] * 4


# ── while it trains ─────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def training(desk, engine):
    """Both sides train; 30 steps are done."""
    desk.press("button_train_both")
    engine.steps(30)
    desk.settle()
    return desk


def test_steps_fill_pictures_and_plots(training, engine):
    window = training.window
    for side in ("A", "B"):
        assert len(training.history(side)) == 30
        assert training.canvas(side).rows == 30
        assert training.canvas(side).cells.shades is not None
        for plot in (window.plots.loss, window.plots.accuracy):
            assert plot.curves[side].trace.count == 30
        assert len(window.plots.profile.lines[side].now.getData()[0]) == 20
    engine.steps(10)
    training.settle()
    assert training.canvas("A").rows == 40


def test_the_clock_alone_brings_new_steps_to_every_view(training, engine, qtbot):
    engine.steps(5)
    plots = training.window.plots
    qtbot.waitUntil(lambda: training.canvas("A").rows == 35 and training.canvas("B").rows == 35)
    qtbot.waitUntil(lambda: plots.loss.curves["A"].trace.count == 35 and plots.accuracy.curves["B"].trace.count == 35)


def test_progress_says_epoch_speed_and_time_left(training):
    assert words(training) == "Epoch 2/2 · 1 s left · 16.7 steps/s"


def test_pause_and_resume_by_button_and_key(training, engine):
    for press in (lambda: training.press("button_pause"), lambda: training.key(Qt.Key.Key_P)):
        press()
        assert engine.sent[-1] == Pause()
        assert training.find(QToolButton, "button_pause").text() == "Resume"
        press()
        assert engine.sent[-1] == Resume()
        assert training.find(QToolButton, "button_pause").text() == "Pause"


def test_a_single_step_by_button_and_key_then_pause(training, engine):
    for done, press in enumerate((lambda: training.press("button_step"), lambda: training.key(Qt.Key.Key_Period))):
        press()
        assert engine.sent[-1] == Step()
        assert len(training.history("A")) == 31 + done
        assert training.find(QToolButton, "button_pause").text() == "Resume"


@pytest.mark.parametrize("by", ["button", "key"])
def test_stop_keeps_the_runs(training, engine, by):
    training.press("button_stop") if by == "button" else training.key(Qt.Key.Key_Escape, SHIFT)
    assert engine.sent[-1] == Stop()
    assert training.history("A").outcome.status == "stopped"
    assert training.canvas("A").rows == 30
    assert [row.status for row in training.window.store.rows()] == ["stopped", "stopped"]
    assert words(training) == "Stopped"


@pytest.mark.parametrize("by", ["button", "key"])
def test_discard_throws_the_runs_away(training, engine, by):
    training.press("button_discard") if by == "button" else training.key(Qt.Key.Key_Backspace, CTRL | SHIFT)
    assert engine.sent[-1] == Discard()
    assert training.bench.history("A") is None
    assert training.canvas("B").rows == 0
    assert training.window.plots.loss.curves["A"].history is None
    assert training.window.store.rows() == []
    assert training.bench.graph("A") is not None


def test_settings_are_fixed_while_their_run_trains_and_free_afterwards(desk, engine):
    desk.press("button_train_a")
    assert not desk.find(QWidget, "cardA_width").isEnabled()
    assert desk.find(QWidget, "cardB_width").isEnabled()
    desk.press("button_stop")
    assert desk.find(QWidget, "cardA_width").isEnabled()


# ── how it ends ─────────────────────────────────────────────────────────────────────────────────


def test_a_completed_run_says_so_and_asks_for_nothing(training, engine):
    engine.end("completed")
    training.settle()
    assert words(training) == "Completed"
    assert training.window.messages.text == ""


def test_a_diverged_run_is_told_with_its_side(training, engine):
    engine.end("diverged", "The loss became NaN at step 30.")
    training.settle()
    assert training.window.messages.text == "B: The loss became NaN at step 30."
    assert len(training.history("A")) == 30


def test_an_engine_that_dies_is_told_once_and_the_next_run_works(training, engine):
    engine.die("The engine was killed by signal 9.")
    training.settle()
    messages = training.window.messages
    assert "killed by signal 9" in messages.text
    training.press("messageClose", messages)
    assert messages.text == "", "one death, one message"
    assert training.history("A").outcome.status == "interrupted"
    assert [row.status for row in training.window.store.rows()] == ["interrupted"] * 2
    engine.start()
    training.settle()
    training.press("button_train_both")
    engine.steps(3)
    training.settle()
    assert len(training.history("A")) == 3


def test_the_engines_problems_are_told(desk, engine):
    engine.say(Problem("The disk is full."))
    desk.settle()
    assert desk.window.messages.text == "The disk is full."
    desk.press("messageClose", desk.window.messages)
    assert not desk.window.messages.isVisible()
