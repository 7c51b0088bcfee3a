"""The box beside the pointer that reads every line of a plot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from explorer.gui.widgets.accessible import tell
from explorer.gui.widgets.labels import Label
from explorer.gui.widgets.theme import Theme

_GAP = 12


@dataclass(frozen=True)
class Row:
    """One value, its line's name and color; without a color it says more of the row above."""

    label: str
    value: str
    color: QColor | None


class HoverBox(Label):
    """Hidden until it has something to read; never in the pointer's way, nor outside its parent."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        self._home = parent
        self.setObjectName("hoverBox")
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self.setStyleSheet(
            f"#hoverBox {{ background: {theme.raised}; color: {theme.text}; border: 1px solid {theme.border};"
            "border-radius: 4px; padding: 3px 6px; }"
        )

    def show_rows(self, title: str, rows: Sequence[Row], x: float) -> None:
        """Read these beside x (pixels of the parent)."""
        lines = "".join(
            f"<tr><td>{_chip(row.color)}</td><td>{escape(row.label)}&nbsp;&nbsp;</td>"
            f"<td align='right'>{escape(row.value)}</td></tr>"
            for row in rows
        )
        self.setText(f"<b>{escape(title)}</b><table cellspacing='0'>{lines}</table>")
        tell(self._home, "\n".join([title, *(f"{row.label} {row.value}".strip() for row in rows)]))
        self.adjustSize()
        right = round(x) + _GAP
        fits = right + self.width() < self._home.width() - 4
        self.move(right if fits else max(2, round(x) - _GAP - self.width()), 8)
        self.show()
        self.raise_()


def _chip(color: QColor | None) -> str:
    return "" if color is None else f"<span style='color:{color.name()}'>■</span>&nbsp;"
