"""Lines that are cheap to paint: thin ones, and thick ones without Qt's stroker."""

from __future__ import annotations

import math

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QTransform
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from explorer.gui.plots.view_filling import ViewFilling

_RADIUS = 0.5


def _around(passes: int) -> list[tuple[float, float]]:
    turns = [2 * math.pi * i / passes for i in range(passes)]
    return [(_RADIUS * math.cos(turn), _RADIUS * math.sin(turn)) for turn in turns]


_OFFSETS = _around(4)
_FINE_OFFSETS = [*_around(6), (0.0, 0.0)]  # on fine screens one pixel is half as wide, and four leave the middle open


class ThinCurve(ViewFilling, pg.PlotCurveItem):
    """A one-pixel line, broken where values are not finite. It claims the whole view as its place, because finding
    the bounds of each new line costs more than drawing it."""

    def __init__(self, antialias: bool = False) -> None:
        super().__init__(connect="finite", antialias=antialias)

    def set_color(self, color: QColor, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> None:
        """Draw in this color from now on."""
        self.setPen(pg.mkPen(color, width=1, style=style))


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
        fine = painter.device().devicePixelRatio() > 1
        for dx, dy in _FINE_OFFSETS if fine else _OFFSETS:
            painter.setWorldTransform(base * QTransform.fromTranslate(dx, dy))
            painter.drawPath(path)
        painter.setWorldTransform(base)
