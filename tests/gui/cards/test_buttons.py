"""The cards' buttons."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from explorer.gui.cards.buttons import SkipButtons
from tests.gui.access import lacking


@pytest.mark.parametrize(("word", "on"), [("on", True), ("off", False)])
def test_they_are_reached_by_key_and_wish(qtbot, word, on):
    buttons = SkipButtons("A")
    qtbot.addWidget(buttons)
    assert lacking(buttons) == []
    with qtbot.waitSignal(buttons.wanted) as told:
        qtbot.keyClick(buttons.findChild(QToolButton, f"cardA_skips_{word}"), Qt.Key.Key_Space)
    assert told.args == [on]
