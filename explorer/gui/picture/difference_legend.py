"""The line below a difference map: its color scale, and how layers are paired."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.gui.picture.difference import FIRST, LEVELS, diverging
from explorer.gui.widgets.accessible import Role
from explorer.gui.widgets.labels import plain_tip
from explorer.gui.widgets.theme import DARK, Theme
from explorer.wording import tr

_HEIGHT, _BAR, _GAP = 22, 120.0, 8.0


class DifferenceLegend(QWidget):
    """A bar from A's color to B's with the decades at its ends, then a sentence, shortened where it does not fit."""

    accessible_role = Role.Graphic

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("differenceLegend")
        self.setAccessibleName(tr("Scale of the difference"))
        self.setAccessibleDescription(tr("No difference is on show"))
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._theme = DARK
        self.decades, self.words = 1.0, ""

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self.update()

    def show_scale(self, decades: float, measure: str, words: str) -> None:
        """Say what either end is, of which instrument, and how layers are paired."""
        self.decades, self.words = decades, tr("B − A in decades of {measure}. {words}", measure=measure, words=words)
        self.setAccessibleDescription(self.words)
        self.setToolTip(plain_tip(tr("{words}\nA's color: A is larger. B's color: B is larger.", words=self.words)))
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(300, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar between its ends, then the words."""
        painter = QPainter(self)
        metrics = QFontMetricsF(self.font())
        painter.setPen(QColor(self._theme.muted))
        middle = Qt.AlignmentFlag.AlignVCenter
        low, high = f"−{self.decades:g}", f"+{self.decades:g}"
        left = _GAP + metrics.horizontalAdvance(low) + _GAP / 2
        painter.drawText(QRectF(_GAP, 0, left, _HEIGHT), middle, low)
        bar = QRectF(left, 6, _BAR, _HEIGHT - 12)
        # codes from the most negative over zero to the most positive
        order = np.concatenate([FIRST + 2 * np.arange(LEVELS)[::-1], FIRST + 2 * np.arange(LEVELS) + 1])
        shades = np.ascontiguousarray(diverging(self._theme)[order])
        painter.drawImage(bar, QImage(shades.data, len(shades), 1, shades.nbytes, QImage.Format.Format_RGB32))
        painter.drawText(QRectF(bar.right() + _GAP / 2, 0, 60, _HEIGHT), middle, high)
        start = bar.right() + metrics.horizontalAdvance(high) + 2 * _GAP
        room = QRectF(start, 0, max(0.0, self.width() - start - _GAP), _HEIGHT)
        painter.drawText(room, middle, metrics.elidedText(self.words, Qt.TextElideMode.ElideRight, room.width()))
        painter.end()
