"""The whole network in a thin line, with the visible part as a frame that can be dragged."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from explorer.gui.picture.canvas import AROUND, MARGIN, Canvas
from explorer.gui.picture.pooling import factor, pooled
from explorer.gui.picture.scaled_item import LEFT
from explorer.gui.widgets.accessible import Role
from explorer.gui.widgets.colors import lookup
from explorer.gui.widgets.theme import DARK, Theme
from explorer.wording import tr

HEIGHT, NARROWEST = 10, 6.0  # pixels: the line, and the frame's least width
TELL = "Overview of the network. Drag the frame or click to move the view."


class Minimap(QWidget):
    """Lies in the canvas's lower margin, under the heatmap; on show only while the canvas does not show everything."""

    accessible_role = Role.Graphic

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._theme = DARK
        self._grip: float | None = None  # layers between the pointer and the frame's middle
        self.setToolTip(tr(TELL))
        self.setAccessibleName(tr("Overview of the whole network"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()
        canvas.moved.connect(self.follow)
        canvas.strip.sigResized.connect(self.follow)

    def sizeHint(self) -> QSize:
        """As thin as the margin it lies in."""
        return QSize(200, HEIGHT)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self.update()

    def follow(self) -> None:
        """Stand under the heatmap, and show what it shows now."""
        self.setVisible(self._canvas.layers > 0 and not self._canvas.whole)
        if self.isVisible():
            area = self._canvas.strip.sceneBoundingRect()
            top = self._canvas.height() - MARGIN + (MARGIN - HEIGHT) // 2
            self.setGeometry(round(area.left()), top, round(area.width()), HEIGHT)
            self.update()

    def frame(self) -> QRectF:
        """The visible part, in this widget's pixels."""
        low, high = self._canvas.strip.viewRange()[0]
        left, right = self._pixel(low), self._pixel(high)
        spare = max(0.0, NARROWEST - (right - left)) / 2
        return QRectF(left - spare, 0.5, right - left + 2 * spare, HEIGHT - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the layers in their colors, dimmed but for the frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = QRectF(self._pixel(LEFT), 2.0, self._pixel(self._canvas.layers + LEFT) - self._pixel(LEFT), HEIGHT - 4.0)
        self._paint_layers(painter, line)
        veil = QColor(self._theme.panel)
        veil.setAlphaF(0.55)
        frame = self.frame()
        painter.fillRect(QRectF(0, 0, frame.left(), HEIGHT), veil)
        painter.fillRect(QRectF(frame.right(), 0, self.width() - frame.right(), HEIGHT), veil)
        painter.setPen(QPen(QColor(self._theme.accent), 1.5))
        painter.drawRoundedRect(frame.intersected(QRectF(0.5, 0.5, self.width() - 1.0, HEIGHT - 1.0)), 2.5, 2.5)
        painter.end()

    def _paint_layers(self, painter: QPainter, line: QRectF) -> None:
        shades = self._canvas.cells.shades
        if shades is None:
            painter.fillRect(line, QColor(self._theme.border))
            return
        by = factor(len(shades), line.width() * self.devicePixelRatioF())
        row = np.ascontiguousarray(lookup(self._theme)[pooled(shades[None], 1, by)])
        image = QImage(row.data, row.shape[1], 1, row.nbytes, QImage.Format.Format_RGB32)
        painter.drawImage(line, image)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the frame, or bring its middle to the pointer first."""
        if event.button() == Qt.MouseButton.LeftButton:
            at = event.position().x()
            frame = self.frame()
            inside = frame.left() <= at <= frame.right()
            low, high = self._canvas.strip.viewRange()[0]
            self._grip = (low + high) / 2 - self._layer(at) if inside else 0.0
            self._move_to(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the frame."""
        self._move_to(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of it."""
        self._grip = None

    def _move_to(self, pixel: float) -> None:
        if self._grip is not None:
            low, high = self._canvas.strip.viewRange()[0]
            half, ends = (high - low) / 2, (LEFT - AROUND, self._canvas.layers + LEFT + AROUND)
            middle = min(max(self._layer(pixel) + self._grip, ends[0] + half), ends[1] - half)
            self._canvas.strip.setXRange(middle - half, middle + half, padding=0)

    def _pixel(self, layer: float) -> float:
        return (layer - LEFT + AROUND) / (self._canvas.layers + 2 * AROUND) * self.width()

    def _layer(self, pixel: float) -> float:
        return pixel / max(self.width(), 1) * (self._canvas.layers + 2 * AROUND) + LEFT - AROUND
