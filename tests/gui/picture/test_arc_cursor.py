"""Arcs that stand for several skips: what they show, and what switching them asks for."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage

from explorer.gui.picture.detail import Detail
from explorer.gui.widgets.accessible import told

LEFT, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier
SECOND = tuple(f"skip{i}" for i in range(10, 19))  # of stage 2


@pytest.fixture
def stages(deep):
    deep.set_detail(Detail.STAGES)
    return deep


def apex(view, pixel, arc: int) -> QPoint:
    shapes = view.canvas.arcs.shapes
    return pixel(view, shapes.middle[arc], shapes.base - shapes.height[arc])


def switch(qtbot, view, at):
    with qtbot.waitSignal(view.toggle_wanted) as wish:
        qtbot.mouseClick(view.canvas.viewport(), LEFT, pos=at)
    return wish.args[0]


def test_labels_count_the_skips_that_are_on(stages):
    assert stages.canvas.arcs.labels == dict.fromkeys(range(3), "9 of 9")
    stages.set_gates({"skip10": 0.0, "skip12": 0.0, "skip19": 0.5})
    assert stages.canvas.arcs.labels == {0: "9 of 9", 1: "7 of 9", 2: "9 of 9"}
    assert stages.canvas.arcs.gates == pytest.approx((1, 7 / 9, 8.5 / 9))


def test_a_click_switches_all_off_and_first_all_on(qtbot, stages, pixel):
    at = apex(stages, pixel, 1)
    assert switch(qtbot, stages, at) == SECOND
    stages.set_gates({"skip10": 0.0, "skip12": 0.0})
    assert switch(qtbot, stages, at) == ("skip10", "skip12")
    stages.set_gates(dict.fromkeys(SECOND, 0.0))
    assert switch(qtbot, stages, at) == SECOND


def test_a_brush_over_boxes_switches_what_they_hold(qtbot, stages, pixel):
    port, shapes = stages.canvas.viewport(), stages.canvas.arcs.shapes
    start, end = apex(stages, pixel, 0), apex(stages, pixel, 1)
    with qtbot.waitSignal(stages.toggle_wanted) as wish:
        qtbot.mousePress(port, LEFT, SHIFT, start)
        qtbot.mouseMove(port, end)
        qtbot.mouseRelease(port, LEFT, SHIFT, end)
    assert wish.args[0] == tuple(f"skip{i}" for i in range(1, 19))
    assert len(shapes) == 3


def test_the_keyboard_walks_over_gathered_arcs_and_keeps_its_skip(qtbot, stages):
    for _ in range(2):
        qtbot.keyClick(stages, Qt.Key.Key_Right)
    assert stages.canvas.arcs.selected == 2
    assert told(stages).startswith(
        "9 of 9 skips on\nSpace: switch 9 skips off for the next run\nprojection: 1 of 1, identity: 8 of 8\n"
    )
    stages.set_detail(Detail.LAYERS)
    assert stages.canvas.arcs.selected == 18


def test_the_menu_says_how_many(stages, pixel):
    stages.set_gates({"skip10": 0.0})
    menu = stages.context_menu(apex(stages, pixel, 1).toPointF())
    assert menu.actions()[1].text() == "Switch skip10 on", "the click switches the one that is off"
    menu.deleteLater()
    stages.set_gates({"skip10": 1.0})
    menu = stages.context_menu(apex(stages, pixel, 1).toPointF())
    assert menu.actions()[1].text() == "Switch 9 skips off"
    menu.deleteLater()


def test_arcs_stay_visible_at_every_level(deep, pixel):
    for level in Detail:
        deep.fit()
        deep.set_detail(level)
        image: QImage = deep.canvas.grab().toImage()
        deep.set_gates(dict.fromkeys(deep.sight.gates, 0.0))
        assert deep.canvas.grab().toImage() != image, level
        deep.set_gates(dict.fromkeys(deep.sight.gates, 1.0))
