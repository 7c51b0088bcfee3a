"""Roles and values of widgets that paint themselves, as Qt tells them to a screen reader."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from explorer.gui.widgets import accessible
from explorer.gui.widgets.accessible import Role, tell, told


class Dial(QWidget):
    accessible_role = Role.Dial


def test_a_role_and_what_was_told_last_are_what_qt_tells(qtbot: QtBot) -> None:
    dial, plain = Dial(), QWidget()
    for widget in (dial, plain):
        qtbot.addWidget(widget)
    dial.setAccessibleName("Angle")
    tell(dial, "30 degrees")
    found = QAccessible.queryAccessibleInterface(dial)
    assert (found.role(), found.text(QAccessible.Text.Name)) == (Role.Dial, "Angle")
    assert found.text(QAccessible.Text.Value) == told(dial) == "30 degrees"
    assert QAccessible.queryAccessibleInterface(plain).role() == Role.Client


def test_only_what_is_new_and_has_the_keyboard_is_announced(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(accessible, "announce", lambda _, text: said.append(text))
    dial = Dial()
    qtbot.addWidget(dial)
    tell(dial, "10 degrees")
    dial.show()
    dial.activateWindow()
    dial.setFocus()
    qtbot.waitUntil(dial.hasFocus)
    for degrees in (20, 20, 30):
        tell(dial, f"{degrees} degrees")
    assert said == ["20 degrees", "30 degrees"]
