"""The sheet of shortcuts."""

from html import escape

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QScrollArea

from explorer.gui.widgets.shortcuts import SHORTCUTS
from explorer.gui.widgets.theme import LIGHT
from explorer.gui.window.shortcuts_dialog import ShortcutsDialog, matching
from tests.gui.access import lacking


@pytest.fixture
def dialog(qtbot):
    made = ShortcutsDialog()
    qtbot.addWidget(made)
    return made


def shown(dialog):
    return dialog.findChild(QLabel, "shortcutsSheet").text()


def test_it_lists_every_shortcut(dialog):
    dialog.set_theme(LIGHT)
    assert lacking(dialog) == []
    assert all(escape(s.text) in shown(dialog) for s in SHORTCUTS)
    assert LIGHT.accent in shown(dialog)


def test_typing_narrows_the_list(dialog, qtbot):
    search = dialog.findChild(QLineEdit, "shortcutsSearch")
    qtbot.keyClicks(search, "TRAIN a")
    assert "Train A" in shown(dialog)
    assert "Rename" not in shown(dialog)
    qtbot.keyClicks(search, " xyzzy")
    assert "No matching shortcuts" in shown(dialog)


def test_keys_and_groups_are_searched_too():
    assert [s.id for s in matching("f12").get("View", [])] == []
    assert [s.id for s in matching("f11").get("View", [])] == ["full_screen"]
    assert list(matching("runs ctrl+shift+f")) == ["Runs"]


@pytest.mark.parametrize("points", [9.0, 16.0])
def test_no_line_reaches_past_the_dialog(qtbot, points):
    """The sheet scrolled sideways."""
    dialog = ShortcutsDialog()
    qtbot.addWidget(dialog)
    font = dialog.font()
    font.setPointSizeF(points)
    dialog.setFont(font)
    dialog.show()
    area, sheet = dialog.findChild(QScrollArea, "shortcutsArea"), dialog.findChild(QLabel, "shortcutsSheet")
    assert sheet.minimumSizeHint().width() <= area.viewport().width()
    assert not area.horizontalScrollBar().maximum()
