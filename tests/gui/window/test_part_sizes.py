"""The edges between parts of the window, moved with keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QTableView

from explorer.gui.window.part_sizes import NO_PART, STEP
from tests.gui.desk import SHIFT

KEYS = Qt.KeyboardModifier.AltModifier | SHIFT


def test_a_picture_grows_and_shrinks_and_its_neighbor_gives_the_room(trained):
    window = trained.window
    view = window.panes["A"].view
    view.setFocus(Qt.FocusReason.MouseFocusReason)
    columns, sides = trained.find(QSplitter, "columns"), trained.find(QSplitter, "sides")
    wide, high = columns.sizes(), sides.sizes()
    trained.key(Qt.Key.Key_Right, KEYS, on=view)
    assert columns.sizes() == [wide[0] + STEP, wide[1] - STEP]
    trained.key(Qt.Key.Key_Left, KEYS, on=view)
    assert columns.sizes() == wide
    trained.key(Qt.Key.Key_Down, KEYS, on=view)
    assert sides.sizes() == [high[0] + STEP, high[1] - STEP]
    trained.key(Qt.Key.Key_Up, KEYS, on=view)
    assert sides.sizes() == high


def test_a_dock_at_the_bottom_grows_in_height_alone(trained):
    trained.action("runs").trigger()
    trained.settle()
    dock = trained.window.dock
    table = trained.find(QTableView, "runsTable")
    table.setFocus(Qt.FocusReason.MouseFocusReason)
    before = dock.height()
    trained.key(Qt.Key.Key_Down, KEYS, on=table)
    trained.settle()
    assert dock.height() == before + STEP
    trained.key(Qt.Key.Key_Up, KEYS, on=table)
    trained.settle()
    assert dock.height() == before


@pytest.mark.parametrize("key", [Qt.Key.Key_Left, Qt.Key.Key_Up])
def test_where_no_panel_has_the_keyboard_that_is_said(trained, key):
    trained.window.setFocus()
    trained.key(key, KEYS)
    assert trained.window.messages.text == NO_PART
    trained.window.messages.close_message()
