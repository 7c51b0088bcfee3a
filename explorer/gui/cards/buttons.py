"""The cards' buttons: one way to make them, and the pair that switches all skips."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from explorer.desk.sides import Side
from explorer.gui.widgets.labels import Label
from explorer.wording import tr


def tool_button(name: str, text: str, tooltip: str) -> QToolButton:
    """A button with text (and an icon, once it has one) that the keyboard reaches and a screen reader names."""
    button = QToolButton()
    button.setObjectName(name)
    button.setText(text)
    button.setToolTip(tooltip)
    button.setAccessibleName(tooltip)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


class SkipButtons(QWidget):
    """Emits `wanted` with True or False: all skips of a side on or off."""

    wanted = Signal(bool)

    def __init__(self, side: Side, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3)
        label = Label(tr("Skips"))
        label.setProperty("role", "muted")
        row.addWidget(label)
        for on, word in ((True, "on"), (False, "off")):
            button = tool_button(
                f"card{side}_skips_{word}",
                tr("On") if on else tr("Off"),
                tr("Switch every skip of run {side} on" if on else "Switch every skip of run {side} off", side=side),
            )
            button.clicked.connect(partial(self.wanted.emit, on))
            row.addWidget(button)
