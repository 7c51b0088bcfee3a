"""A gate is moved to any value, by mouse and by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from explorer.desk.switching import NOT_TRAINING
from explorer.gui.picture.gate_slider import GateSlider
from explorer.gui.picture.network_view import NetworkView
from tests.gui.picture.test_network_view import GRAPH, apex, shown
from tests.gui.support import history


@pytest.fixture
def view(qtbot: QtBot) -> NetworkView:
    made = shown(qtbot)
    made.set_history(history(GRAPH))
    made.set_moment("running")
    return made


def entry(view: NetworkView, arc: int, text: str) -> QAction:
    menu = view.context_menu(QPointF(apex(view, arc)))
    return next(action for action in menu.actions() if action.text() == text)


def opened(view: NetworkView) -> GateSlider:
    (found,) = [slider for slider in view.findChildren(GateSlider) if slider.isVisible()]
    return found


def test_a_gate_a_stage_and_all_are_offered_with_their_skips(view: NetworkView, qtbot: QtBot) -> None:
    skip = view.sight.drawn.arcs[1].skip
    stage = [s.id for s in GRAPH.skips if s.stage == GRAPH.skip[skip].stage]
    every = [s.id for s in GRAPH.skips]
    number = GRAPH.skip[skip].stage
    for text, skips in ((f"Gate of {skip}…", [skip]), (f"Gates of stage {number}…", stage), ("All gates…", every)):
        entry(view, 1, text).trigger()
        slider = opened(view)
        assert slider.slider.accessibleName() == text.rstrip("…")
        slider.slider.setValue(25)
        with qtbot.waitSignal(view.gates.wanted) as wanted:
            slider.close()
        assert wanted.args == [tuple(skips), 0.25]


def test_the_keyboard_opens_the_slider_moves_it_and_closes_it(view: NetworkView, qtbot: QtBot) -> None:
    moved: list[tuple] = []
    view.gates.wanted.connect(lambda *args: moved.append(args))
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_G)
    slider = opened(view).slider
    assert slider.value() == 100
    qtbot.keyClick(slider, Qt.Key.Key_PageDown)
    qtbot.keyClick(slider, Qt.Key.Key_Left)
    assert opened(view).value.text() == "0.89"
    assert not moved, "only where the slider rests"
    qtbot.waitUntil(lambda: bool(moved))
    qtbot.keyClick(slider, Qt.Key.Key_Escape)
    (selected,) = view.sight.skips(view.canvas.arcs.arcs[1].members)  # → went from the first to the second
    assert moved == [((selected,), 0.89)]


def test_a_drag_is_one_intervention(view: NetworkView, qtbot: QtBot) -> None:
    moved: list[float] = []
    slider = GateSlider("Gate of skip1", 1.0)
    qtbot.addWidget(slider)
    slider.moved.connect(moved.append)
    slider.slider.setSliderDown(True)
    for value in (90, 60, 30):
        slider.slider.setValue(value)
    assert not moved
    slider.slider.setSliderDown(False)
    assert moved == [0.3]


def test_without_a_run_that_trains_it_says_why(view: NetworkView, qtbot: QtBot) -> None:
    view.set_moment("edit")
    action = entry(view, 0, "All gates…")
    assert not action.isEnabled()
    assert action.toolTip() == NOT_TRAINING
    with qtbot.waitSignal(view.refused) as refused:
        qtbot.keyClick(view, Qt.Key.Key_G)
    assert refused.args == [NOT_TRAINING]
    assert not view.findChildren(GateSlider)


def test_all_of_it_is_on_the_screen_wherever_it_is_asked_for(view: NetworkView) -> None:
    room = view.screen().availableGeometry()
    for place in (room.topLeft(), room.topRight(), room.bottomLeft(), room.bottomRight(), room.center()):
        slider = GateSlider("Gate of skip1", 1.0, view)
        slider.open_at(place)
        assert room.contains(slider.frameGeometry()), place
        slider.close()
