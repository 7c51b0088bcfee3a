"""The edges between parts of the window, moved with keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QSplitter, QTableView

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


@pytest.mark.parametrize("key", [Qt.Key.Key_Left, Qt.Key.Key_Right])
def test_no_key_hides_a_part(trained, key):
    """Who works without a mouse could not bring it back: an edge at the rim has no panel with the keyboard."""
    split = QSplitter(Qt.Orientation.Horizontal, trained.window)
    parts = [QLineEdit(split), QLineEdit(split)]
    for part in parts:
        part.setMinimumSize(STEP // 2, STEP // 2)
    split.resize(5 * STEP, 2 * STEP)
    split.move(100, 100)
    split.show()
    parts[0].setFocus()
    for _ in range(8):
        trained.key(key, KEYS, on=parts[0])
    assert min(split.sizes()) >= STEP // 2
    split.setParent(None)
    split.deleteLater()
