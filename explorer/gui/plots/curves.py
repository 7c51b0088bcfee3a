"""Lines that are cheap to paint: thin ones, and thick ones without Qt's stroker."""

from __future__ import annotations

import math

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QTransform
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

_RADIUS = 0.5
_OFFSETS = [(_RADIUS * math.cos(a), _RADIUS * math.sin(a)) for a in (math.pi / 2 * i for i in range(4))]


class ThinCurve(pg.PlotCurveItem):
    """A one-pixel line, broken where values are not finite. It claims the whole view as its place, because finding
    the bounds of each new line costs more than drawing it."""

    def __init__(self, antialias: bool = False) -> None:
        super().__init__(connect="finite", antialias=antialias)

    def set_colour(self, colour: QColor, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> None:
        """Draw in this colour from now on."""
        self.setPen(pg.mkPen(colour, width=1, style=style))

    def boundingRect(self) -> QRectF:
        """The visible part of the plot."""
        return self.viewRect()

    def viewRangeChanged(self) -> None:
        """Follow the visible part."""
        self.prepareGeometryChange()


class BoldCurve(ThinCurve):
    """A line about two pixels wide.

    It is a one-pixel line drawn four times around a small circle: Qt's stroker for wide pens takes 6 µs a segment
    in software (3.5 ms for 500 points), its one-pixel line does not (0.4 ms for all four)."""

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None) -> None:
        """Draw the line four times, each a little beside the others."""
        x, _ = self.getData()
        if x is None or len(x) == 0:
            return
        path, base = self.getPath(), painter.worldTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.opts["pen"])
        for dx, dy in _OFFSETS:
            painter.setWorldTransform(base * QTransform.fromTranslate(dx, dy))
            painter.drawPath(path)
        painter.setWorldTransform(base)
