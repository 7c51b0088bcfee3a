"""A pad to draw a digit on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from explorer.gui.widgets.theme import DARK, Theme

SIDE = 280  # pixels of the drawing, whatever its size on screen
PEN = 26.0
HINT = "Draw with the mouse"


class DrawPad(QWidget):
    """White ink on black, as the data have it. `drawn` carries the ink, uint8 (SIDE, SIDE), at every stroke's move."""

    drawn = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("drawPad")
        self.setAccessibleName("Drawing")
        self.setAccessibleDescription("Draw with the mouse; Delete clears.")
        self.setToolTip("Draw with the left button; Delete clears the pad.")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setMinimumSize(96, 96)
        self._image = QImage(SIDE, SIDE, QImage.Format.Format_Grayscale8)
        self._image.fill(0)
        self._last: QPointF | None = None
        self._theme = DARK

    @property
    def empty(self) -> bool:
        """Whether nothing is drawn."""
        return not self.ink().any()

    def ink(self) -> NDArray[np.uint8]:
        """What is drawn: 0 is none, 255 all."""
        rows = np.frombuffer(self._image.constBits(), np.uint8).reshape(SIDE, self._image.bytesPerLine())
        return rows[:, :SIDE].copy()

    def clear(self) -> None:
        """Take everything off."""
        self._image.fill(0)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(140, 140)

    def _area(self) -> QRectF:
        side = min(self.width(), self.height())
        return QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)

    def _at(self, position: QPointF) -> QPointF:
        area = self._area()
        return (position - area.topLeft()) * (SIDE / area.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the drawing, or what to do."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = self._area().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawImage(area, self._image)
        painter.setPen(QColor(self._theme.border))
        painter.drawRect(area)
        if self.empty:
            painter.setPen(QColor("#98a2b0"))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, HINT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke: a dot."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._last = self._at(event.position())
            self._stroke(self._last)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with it."""
        if self._last is not None:
            self._stroke(self._at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End it."""
        self._last = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete clears."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
        else:
            super().keyPressEvent(event)

    def _stroke(self, to: QPointF) -> None:
        assert self._last is not None
        painter = QPainter(self._image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(
            QPen(QColor("white"), PEN, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        )
        painter.drawLine(self._last, to) if self._last != to else painter.drawPoint(to)
        painter.end()
        self._last = to
        self.update()
        self.drawn.emit(self.ink())
