"""A pad to draw a digit on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from explorer.gui.widgets.accessible import Role, tell
from explorer.gui.widgets.theme import DARK, Theme
from explorer.wording import tr

SIDE = 280  # pixels of the drawing, whatever its size on screen
PEN = 26.0
HINT = "Draw with the mouse, or with Space and the arrow keys"
_STEP = 14.0  # of the drawing: one move of the pen by a key
_MOVES = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip
_KEYS = "Arrow keys move the pen, Space puts it down and lifts it, Delete clears the pad."


class DrawPad(QWidget):
    """White ink on black, as the data have it. `drawn` carries the ink, uint8 (SIDE, SIDE), at every stroke's move."""

    accessible_role = Role.Canvas

    drawn = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("drawPad")
        self.setAccessibleName(tr("Drawing"))
        self.setAccessibleDescription(tr(_KEYS))
        self.setToolTip(tr("Draw with the left button, or with the keys. {keys}", keys=tr(_KEYS)))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setMinimumSize(96, 96)
        self._image = QImage(SIDE, SIDE, QImage.Format.Format_Grayscale8)
        self._image.fill(0)
        self._last: QPointF | None = None
        self._pen, self._down = QPointF(SIDE / 2, SIDE / 4), False  # the keyboard's
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
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, tr(HINT))
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self._theme.accent), 2 if self._down else 1))
            across = PEN / 2 / SIDE * area.width()
            painter.drawEllipse(area.topLeft() + self._pen * (area.width() / SIDE), across, across)

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
        """Arrows move the pen, Space puts it down or lifts it, Delete clears."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
        elif key in _MOVES:
            across, down = _MOVES[key]
            self._put_pen(QPointF(self._pen.x() + across * _STEP, self._pen.y() + down * _STEP))
        elif key == Qt.Key.Key_Space:
            self._down = not self._down
            self._put_pen(self._pen)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Lift the pen: it would draw unseen."""
        self._down = False
        super().focusOutEvent(event)

    def _put_pen(self, to: QPointF) -> None:
        """Move the keyboard's pen; where it is down it draws."""
        before, self._pen = self._pen, QPointF(min(max(to.x(), 0.0), SIDE), min(max(to.y(), 0.0), SIDE))
        if self._down:
            self._last = before
            self._stroke(self._pen)
            self._last = None
        place = tr("{x:.0%} across, {y:.0%} down", x=self._pen.x() / SIDE, y=self._pen.y() / SIDE)
        tell(self, tr("Pen down, {place}" if self._down else "Pen up, {place}", place=place))
        self.update()

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
