"""An analysis' bars in the picture: one in each block, under its arc."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from explorer.choices.figures.bars import Bars
from explorer.gui.picture.arc_shapes import LOWEST
from explorer.gui.picture.drawing import Drawing
from explorer.gui.picture.scaled_item import in_pixels
from explorer.gui.picture.stages import LABEL
from explorer.gui.plots.view_filling import ViewFilling

_SHARE, _WIDEST = 0.5, 22.0  # of a block's width, and pixels
_ROOM = 0.85  # of the lowest arc's height, for the highest bar
_Z = 0.5  # over the stages' frames, under everything else


class BarsItem(ViewFilling, pg.GraphicsObject):
    """Painted in the strip of a picture, from the blocks upwards; `pointed` is drawn in full color.

    It takes places from the drawing as it is when painted, so it needs no telling of another network: a bar whose
    skip is not there is left out."""

    def __init__(self, drawing: Drawing, strip: pg.ViewBox) -> None:
        super().__init__()
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self._drawing = drawing
        self._values: Mapping[str, float] = {}
        self._top = 1.0
        self._color = QColor()
        self._pointed = ""
        self.setZValue(_Z)
        self.hide()
        strip.addItem(self, ignoreBounds=True)

    def set_bars(self, bars: Bars | None, top: float, color: QColor) -> None:
        """Show these values of blocks; `top` is the value that fills the room. None shows nothing."""
        found = {} if bars is None else dict(zip(bars.skips, np.asarray(bars.values, float).tolist(), strict=True))
        self._values, self._top, self._color = found, top, color
        self.setVisible(bool(found))
        self.viewRangeChanged()
        self.update()

    def point_at(self, skip: str) -> None:
        """Bring one bar out; an empty id brings none."""
        if skip != self._pointed:
            self._pointed = skip
            self.update()

    def rectangles(self) -> dict[str, QRectF]:
        """Where each bar stands: x in layers, y in pixels from the strip's top, as wide as its block."""
        arcs, base = self._drawing.drawn.arcs, self._drawing.band.top - 3
        room = min(LOWEST, base - LABEL) * _ROOM
        found = {}
        for arc in arcs:
            value = self._values.get(arc.skip, np.nan)
            if np.isfinite(value) and self._top > 0:
                high = min(max(value / self._top, 0.0), 1.0) * room
                found[arc.skip] = QRectF(arc.x0, base - high, arc.x1 - arc.x0, high)
        return found

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None) -> None:
        """Draw the bars in whole pixels."""
        transform = painter.worldTransform()
        scale = in_pixels(painter)
        faint = QColor(self._color)
        faint.setAlphaF(0.5)
        for skip, place in self.rectangles().items():
            left, right = scale.x(place.left()), scale.x(place.right())
            width = min(_WIDEST, (right - left) * _SHARE)
            top, bottom = scale.y(place.top()), scale.y(place.bottom())
            chosen = skip == self._pointed
            spot = QRectF((left + right - width) / 2, min(top, bottom - 1), width, max(bottom - top, 1.0))
            painter.fillRect(spot, self._color if chosen else faint)
            if chosen:
                painter.setPen(QPen(self._color, 1))
                text = f"{self._values[skip]:+.2g}".replace("-", "−")
                beside = QRectF(left - 40, spot.top() - 15, right - left + 80, 14)
                painter.drawText(beside, int(Qt.AlignmentFlag.AlignCenter), text)
        painter.setWorldTransform(transform)
