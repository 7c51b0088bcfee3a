"""The number box through keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from explorer.gui.widgets.number_box import NumberBox


@pytest.fixture
def box(qtbot):
    made = NumberBox(lambda text, up: str(int(text) + (1 if up else -1)), 4)
    qtbot.addWidget(made)
    made.show_text("7")
    made.edits = []
    made.edited.connect(made.edits.append)
    return made


def test_typing_is_told_once_on_enter(box, qtbot):
    box.selectAll()
    qtbot.keyClicks(box, "42")
    assert box.edits == []
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.edits == ["42"]


def test_arrows_step(box, qtbot):
    qtbot.keyClick(box, Qt.Key.Key_Up)
    qtbot.keyClick(box, Qt.Key.Key_Up)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.edits == ["8", "9", "8"]


def test_escape_takes_back_what_was_typed_and_what_was_told(box, qtbot):
    box.selectAll()
    qtbot.keyClicks(box, "57")
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert (box.text(), box.edits) == ("7", [])
    box.selectAll()
    qtbot.keyClicks(box, "57")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert (box.text(), box.edits) == ("7", ["57", "7"])


def test_what_the_owner_shows_is_not_echoed(box):
    box.show_text("9")
    assert box.edits == []


def test_a_shortcut_on_escape_waits_until_what_was_typed_is_taken_back(qtbot):
    home, box = QWidget(), NumberBox(lambda text, up: text, 4)
    qtbot.addWidget(home)
    QVBoxLayout(home).addWidget(box)
    box.show_text("7")
    heard = []
    QShortcut(QKeySequence("Esc"), home, lambda: heard.append(box.text()))
    with qtbot.waitExposed(home):
        home.show()
    home.activateWindow()
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    qtbot.keyClicks(box, "5")
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert (box.text(), heard) == ("7", [])
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert heard == ["7"]
