"""The base of everything drawn in the picture: x in layers, and a way to paint in whole pixels."""

from __future__ import annotations

from dataclasses import dataclass

import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QTransform

LEFT = 0.5  # the first layer stands at x = 1: the layer of index k spans k + LEFT … k + 1 + LEFT


@dataclass(frozen=True)
class Scale:
    """How a view's coordinates map to the window's logical pixels (no rotation, no shear)."""

    x_factor: float
    x_offset: float
    y_factor: float
    y_offset: float
    device_pixels: float

    def x(self, layers: float) -> float:
        """Pixel of an x position."""
        return layers * self.x_factor + self.x_offset

    def y(self, value: float) -> float:
        """Pixel of a y position."""
        return value * self.y_factor + self.y_offset


def in_pixels(painter: QPainter) -> Scale:
    """Make the painter paint in logical pixels from now on; returns how the view's coordinates map to them."""
    t = painter.worldTransform()
    painter.setWorldTransform(QTransform())
    return Scale(t.m11(), t.dx(), t.m22(), t.dy(), painter.device().devicePixelRatioF())


def mixed(below: str, above: str, share: float) -> QColor:
    """`above` painted over `below` at an opacity of `share`, as one opaque color."""
    low, high = QColor(below), QColor(above)
    parts = ((low.red(), high.red()), (low.green(), high.green()), (low.blue(), high.blue()))
    return QColor(*(round(a + (b - a) * share) for a, b in parts))


class ScaledItem(pg.GraphicsObject):
    """A graphics item whose extent is set from outside; it never takes mouse events (the canvas does)."""

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptedMouseButtons(pg.QtCore.Qt.MouseButton.NoButton)
        self._extent = QRectF()

    def set_extent(self, extent: QRectF) -> None:
        """Set the area the item paints in, in the view's coordinates."""
        if extent != self._extent:
            self.prepareGeometryChange()
            self._extent = extent

    def boundingRect(self) -> QRectF:
        """The area set last."""
        return self._extent

    def seen(self) -> QRectF:
        """The part of the view on screen, in its coordinates."""
        box = self.getViewBox()
        return self._extent if box is None else box.viewRect()
