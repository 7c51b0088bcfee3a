"""The training bar through its buttons, and its keys."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QToolButton

from explorer.desk.training_state import TrainingProgress, TrainingState
from explorer.gui.training.training_bar import TrainingBar
from explorer.gui.widgets.theme import DARK, LIGHT, style_sheet
from tests.gui.access import lacking
from tests.gui.samples import READY

READY_STATE = TrainingState(ready=True, can_undo=True, can_redo=True, status="Ready", device="CPU · 1 thread")
RUNNING = replace(READY_STATE, training=True)


@pytest.fixture
def window(qtbot):
    made = QMainWindow()
    made.bar = TrainingBar()
    made.bar.instrument.set_instruments(READY.instruments)
    made.addToolBar(made.bar)
    made.resize(1280, 300)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def bar(window):
    return window.bar


WISHES = [
    ("train_both", "train_wanted", [("A", "B")], READY_STATE, "Ctrl+Return"),
    ("train_a", "train_wanted", [("A",)], READY_STATE, "Ctrl+1"),
    ("train_b", "train_wanted", [("B",)], READY_STATE, "Ctrl+2"),
    ("pause", "pause_wanted", [True], RUNNING, "P"),
    ("pause", "pause_wanted", [False], replace(RUNNING, paused=True), "P"),
    ("step", "step_wanted", [False], RUNNING, "."),
    ("step_phases", "phases_wanted", [True], READY_STATE, "Ctrl+."),
    ("stop", "stop_wanted", [], RUNNING, "Shift+Esc"),
    ("discard", "discard_wanted", [], RUNNING, "Ctrl+Shift+Backspace"),
    ("undo", "undo_wanted", [], READY_STATE, "Ctrl+Z"),
    ("redo", "redo_wanted", [], READY_STATE, "Ctrl+Y"),
    ("skips_on", "skips_wanted", [True], READY_STATE, "Ctrl+Shift+K"),
    ("skips_off", "skips_wanted", [False], READY_STATE, "Ctrl+K"),
    ("layout", "layout_wanted", ["side-by-side"], READY_STATE, "Ctrl+L"),
]


@pytest.mark.parametrize("wish", WISHES, ids=lambda wish: wish[0])
def test_a_click_is_a_wish(bar, qtbot, wish):
    name, signal, args, state, _ = wish
    bar.set_state(state)
    with qtbot.waitSignal(getattr(bar, signal)) as told:
        qtbot.mouseClick(bar.findChild(QToolButton, f"button_{name}"), Qt.MouseButton.LeftButton)
    assert told.args == args


@pytest.mark.parametrize("wish", WISHES, ids=lambda wish: wish[0])
def test_its_keys_are_the_same_wish(window, bar, qtbot, wish):
    _, signal, args, state, keys = wish
    bar.set_state(state)
    window.activateWindow()
    window.setFocus()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    with qtbot.waitSignal(getattr(bar, signal)) as told:
        qtbot.keySequence(window, keys)
    assert told.args == args


def enabled(bar):
    names = ("train_both", "train_a", "train_b", "pause", "step", "stop", "discard", "undo", "redo", "skips_on")
    return {name for name in names if bar.findChild(QAction, name).isEnabled()}


DURING = {"pause", "step", "stop", "discard", "redo", "skips_on"}


@pytest.mark.parametrize(
    ("state", "names"),
    [
        (TrainingState(has_skips=False), set()),
        (TrainingState(), {"skips_on"}),
        (TrainingState(ready=True, can_undo=True), {"train_both", "train_a", "train_b", "undo", "skips_on"}),
        (TrainingState(ready=True, training=True, can_redo=True), DURING),
    ],
)
def test_only_what_makes_sense_is_offered(bar, state, names):
    bar.set_state(state)
    assert enabled(bar) == names


def test_pause_turns_into_resume(bar):
    bar.set_state(replace(RUNNING, paused=True))
    assert bar.pause.text() == "Resume"
    bar.set_state(RUNNING)
    assert bar.pause.text() == "Pause"


def test_the_layout_switch_wishes_the_other_one(bar, qtbot):
    bar.set_layout("side-by-side")
    with qtbot.waitSignal(bar.layout_wanted) as told:
        bar.layout_switch.trigger()
    assert told.args == ["stacked"]


@pytest.mark.parametrize("choice", ["system", "dark", "light"])
def test_the_theme_menu_wishes_and_shows_the_choice(bar, qtbot, choice):
    with qtbot.waitSignal(bar.theme_wanted) as told:
        bar.findChild(QAction, f"theme_{choice}").trigger()
    assert told.args == [choice]
    bar.set_theme_choice(choice)
    checked = [action.objectName() for action in bar.theme_menu.actions() if action.isChecked()]
    assert checked == [f"theme_{choice}"]


def test_status_progress_and_device_are_said_in_words(bar):
    bar.set_state(READY_STATE)
    assert bar.progress.text == "Ready"
    assert bar.findChild(QLabel, "deviceLabel").text() == "CPU · 1 thread"
    bar.set_state(replace(RUNNING, status="Preparing the runs…"))
    assert bar.progress.text == "Preparing the runs…"
    bar.set_state(replace(RUNNING, preparing=True, status="Reading images… 40 %"))
    assert bar.progress.text == "Reading images… 40 %"
    bar.set_progress(TrainingProgress(72, 288, 24, 24.0))
    bar.set_state(replace(RUNNING, paused=True))
    assert bar.progress.text == "Epoch 4/12 · 9 s left · 24 steps/s"
    bar.set_state(READY_STATE)
    assert bar.progress.text == "Ready"


def test_every_control_has_tooltip_accessible_name_and_object_name(bar):
    assert lacking(bar) == []


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda t: t.name)
def test_nothing_is_hidden_behind_the_end_at_1280_pixels(window, bar, qtbot, theme):
    window.setStyleSheet(style_sheet(theme))
    bar.set_theme(theme)
    bar.set_state(replace(RUNNING, paused=True))
    bar.set_progress(TrainingProgress(72, 288, 24, 24.0))
    qtbot.waitUntil(lambda: bar.width() == 1280)
    assert bar.sizeHint().width() <= 1280
    buttons = [b for b in bar.findChildren(QToolButton) if b.objectName().startswith("button_")]
    assert all(b.isVisible() for b in buttons)
    assert bar.findChild(QLabel, "deviceLabel").isVisible()


def test_the_keyboard_begins_at_train_both_unless_it_was_moved(window, bar):
    window.activateWindow()
    window.setFocus()
    bar.set_state(READY_STATE)
    assert bar.findChild(QToolButton, "button_train_both").hasFocus()
    bar.set_state(TrainingState())
    bar.instrument.setFocus()
    bar.set_state(READY_STATE)
    assert bar.instrument.hasFocus()
