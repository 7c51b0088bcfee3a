"""The slider through time."""

import pytest
from PySide6.QtCore import Qt

from explorer.desk.navigation import Navigation
from explorer.gui.training.time_bar import TimeBar
from explorer.gui.widgets.theme import LIGHT
from tests.gui.access import lacking
from tests.gui.support import history, residual_graph, snapshot

GRAPH = residual_graph(8)
LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def bar(qtbot):
    made = TimeBar()
    qtbot.addWidget(made)
    made.resize(700, 30)
    made.show()
    made.activateWindow()
    return made


@pytest.fixture
def stands(bar, qapp):
    """The model behind the bar: what it is told, in `steps`."""
    made = Navigation("gradient-rms", lambda side: None)
    bar.step_wanted.connect(made.hold)
    bar.move_wanted.connect(made.move)
    made.time_changed.connect(bar.show_time)
    made.steps = []
    made.cursor_changed.connect(lambda cursor: made.steps.append(cursor.held))
    return made


def press(qtbot, bar, name):
    button = next(b for b in bar.findChildren(type(bar.live)) if b.objectName() == f"button_{name}")
    qtbot.mouseClick(button, LEFT)


def test_every_control_has_tooltip_and_names(bar, stands):
    assert lacking(bar) == []
    bar.set_theme(LIGHT)


def test_without_runs_there_is_no_time(bar, stands):
    assert not bar.slider.isEnabled()
    assert bar.place.text() == "no steps yet"
    stands.hold(3)
    assert (stands.time.step, stands.steps) == (None, [])


def test_buttons_go_first_back_forward_and_live(bar, stands, qtbot):
    stands.set_runs((history(GRAPH, 50), history(GRAPH, 20)))
    for name in ("time_back", "time_back", "time_forward", "time_first", "time_forward", "time_live"):
        press(qtbot, bar, name)
    assert stands.steps == [48, 47, 48, 0, 1, None]
    press(qtbot, bar, "time_live")
    assert bar.live.isChecked()
    assert stands.steps[-1] is None


def test_epochs_are_those_of_the_run_on_show(bar, stands):
    """Another run may have as many steps and longer epochs."""
    long_epochs = history(GRAPH, 50)
    stands.set_runs((history(GRAPH, 50),))
    stands.hold(40)
    before = bar.place.text()
    long_epochs.steps_per_epoch = 50
    stands.set_runs((long_epochs,))
    assert bar.place.text() == "of 0–49 · epoch 1" != before


def test_keys_do_the_same(bar, stands, qtbot):
    stands.set_runs((history(GRAPH, 50),))
    bar.slider.setFocus()
    qtbot.waitUntil(bar.isActiveWindow)
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_End):
        qtbot.keyClick(bar.slider, key, CTRL)
    assert stands.steps == [0, 1, 0, None]


def test_step_0_and_every_other_step_can_be_reached_in_a_long_run(bar, stands, qtbot):
    run = history(GRAPH)
    run.append(snapshot(GRAPH, 0, (1e-3 * residual_rows(64_000))))
    stands.set_runs((run,))
    bar.slider.setFocus()
    qtbot.keyClick(bar.slider, Qt.Key.Key_Home)
    assert stands.steps == [0]
    bar.box.selectAll()
    qtbot.keyClicks(bar.box, "31417")
    qtbot.keyClick(bar.box, Qt.Key.Key_Return)
    assert stands.steps[-1] == 31_417
    assert bar.slider.value() == 31_417
    assert bar.place.text() == "of 0–63,999 · epoch 1,366"
    qtbot.keyClick(bar.slider, Qt.Key.Key_End)
    assert stands.steps[-1] is None


def residual_rows(steps):
    import numpy as np

    return np.ones((steps, len(GRAPH.layers)), np.float32)


def test_live_follows_and_held_stays(bar, stands):
    run = history(GRAPH, 10)
    stands.set_runs((run,))
    assert (bar.slider.value(), bar.place.text()) == (9, "of 0–9 · live")
    run.append(snapshot(GRAPH, 10, residual_rows(5)))
    stands.set_runs((run,))
    assert bar.slider.value() == 14
    stands.hold(3)
    run.append(snapshot(GRAPH, 15, residual_rows(5)))
    stands.set_runs((run,))
    assert (bar.slider.value(), bar.slider.maximum(), stands.steps) == (3, 19, [3])


def test_a_shorter_run_ends_what_was_held_beyond_it(bar, stands):
    stands.set_runs((history(GRAPH, 50),))
    stands.hold(40)
    stands.set_runs((history(GRAPH, 10),))
    assert (stands.time.step, stands.steps) == (None, [40, None])


def test_what_is_typed_wrongly_is_taken_back_and_too_much_is_the_newest(bar, stands, qtbot):
    stands.set_runs((history(GRAPH, 50),))
    for text, step, shown in (("7", 7, "7"), ("soon", 7, "7"), ("900", None, "49")):
        bar.box.setFocus()
        bar.box.selectAll()
        qtbot.keyClicks(bar.box, text)
        qtbot.keyClick(bar.box, Qt.Key.Key_Return)
        assert (stands.time.step, bar.box.text()) == (step, shown)
    qtbot.keyClick(bar.box, Qt.Key.Key_Down)
    assert stands.time.step == 48


def test_a_growing_run_does_not_type_over_the_user(bar, stands, qtbot):
    run = history(GRAPH, 50)
    stands.set_runs((run,))
    bar.box.setFocus()
    bar.box.selectAll()
    qtbot.keyClicks(bar.box, "12")
    run.append(snapshot(GRAPH, 50, residual_rows(5)))
    stands.set_runs((run,))
    assert bar.box.text() == "12"
    qtbot.keyClick(bar.box, Qt.Key.Key_Return)
    assert stands.time.step == 12


def test_a_step_that_is_typed_comes_before_a_button(bar, stands, qtbot):
    stands.set_runs((history(GRAPH, 50),))
    bar.box.setFocus()
    bar.box.selectAll()
    qtbot.keyClicks(bar.box, "10")
    press(qtbot, bar, "time_back")
    assert (stands.time.step, bar.box.text()) == (9, "9")
