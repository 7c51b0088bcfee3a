"""What keys mean."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from explorer.gui.picture.detail import Detail
from explorer.gui.picture.keyboard import Stroke, meaning

NONE, ALT, CTRL = (
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier,
)  # fmt: skip


@pytest.mark.parametrize(
    ("key", "modifiers", "stroke"),
    [
        (Qt.Key.Key_Left, NONE, Stroke("arc", -1)),
        (Qt.Key.Key_Left, ALT, Stroke("node", -1)),
        (Qt.Key.Key_Space, NONE, Stroke("toggle")),
        (Qt.Key.Key_Plus, NONE, Stroke("detail", 1)),
        (Qt.Key.Key_Minus, NONE, Stroke("detail", -1)),
        (Qt.Key.Key_0, NONE, Stroke("auto")),
        (Qt.Key.Key_F, NONE, Stroke("fit")),
        (Qt.Key.Key_0, CTRL, None),
        (Qt.Key.Key_F, CTRL, None),
        (Qt.Key.Key_Q, NONE, None),
    ],
)
def test_keys_have_one_meaning(key, modifiers, stroke):
    assert meaning(QKeyEvent(QEvent.Type.KeyPress, key, modifiers)) == stroke


def test_plus_and_minus_walk_through_the_levels_and_0_leaves_it_to_the_zoom(qtbot, deep):
    seen = []
    for key in "--+++0":
        qtbot.keyClicks(deep, key)
        seen.append(deep.canvas.level)
    assert seen == [Detail.BLOCKS, Detail.STAGES, Detail.BLOCKS, Detail.LAYERS, Detail.CALLS, Detail.CALLS]
    assert deep.canvas.chosen is None
    deep.fit()
    assert deep.canvas.level == Detail.LAYERS


def test_page_up_and_down_zoom_into_layers_and_with_shift_into_time(qtbot, deep):
    canvas = deep.canvas
    canvas.set_rows(100)
    whole, steps = canvas.strip.viewRange()[0], canvas.heat.viewRange()[1]
    qtbot.keyClick(deep, Qt.Key.Key_PageUp)
    low, high = canvas.strip.viewRange()[0]
    assert whole[0] < low < high < whole[1]
    assert canvas.heat.viewRange()[1] == steps
    qtbot.keyClick(deep, Qt.Key.Key_PageDown)
    assert canvas.strip.viewRange()[0] == pytest.approx(whole)
    qtbot.keyClick(deep, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.heat.viewRange()[1][1] - canvas.heat.viewRange()[1][0] < steps[1] - steps[0]
    qtbot.keyClick(deep, Qt.Key.Key_F)
    assert canvas.heat.viewRange()[1] == steps
