"""The ring around the selected node."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from explorer.gui.picture.scaled_item import ScaledItem, in_pixels
from explorer.gui.widgets.theme import DARK, Theme

WIDTH = 2.0


class RingItem(ScaledItem):
    """A ring around one area of the strip (layers × pixels), or none."""

    def __init__(self) -> None:
        super().__init__()
        self.area: QRectF | None = None
        self._theme = DARK

    def set_area(self, area: QRectF | None) -> None:
        """Ring this area, or nothing."""
        if area != self.area:
            self.area = area
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self.update()

    def paint(self, painter: QPainter, *_: Any) -> None:
        """Paint the ring; at least so wide that it is seen around a layer of a fraction of a pixel."""
        if self.area is None:
            return
        scale = in_pixels(painter)
        ring = QRectF(scale.x(self.area.left()), scale.y(self.area.top()), 0, self.area.height())
        ring.setRight(scale.x(self.area.right()))
        if ring.width() < 3 * WIDTH:
            ring.adjust(-2 * WIDTH, 0, 2 * WIDTH, 0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for color, width in ((self._theme.panel, WIDTH + 2), (self._theme.accent, WIDTH)):
            painter.setPen(QPen(QColor(color), width))
            painter.drawRoundedRect(ring, 4, 4)
