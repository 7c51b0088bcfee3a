"""Buttons of the lessons' dock."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton


def button(name: str, text: str, tip: str, *, primary: bool = False) -> QPushButton:
    """A button with everything that a control owes its users."""
    made = QPushButton(text)
    made.setObjectName(name)
    made.setToolTip(tip)
    made.setAccessibleName(text)
    made.setAutoDefault(True)  # Enter presses it while it has the keyboard
    if primary:
        made.setProperty("role", "primary")
    return made
