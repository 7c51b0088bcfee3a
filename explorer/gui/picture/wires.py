"""Thin lines between cells or calls that are not neighbors: how data flows through parallel branches."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QPainter, QPainterPath, QPen

from explorer.graph.layout import Wire
from explorer.gui.picture.lanes import Band, band
from explorer.gui.picture.scaled_item import ScaledItem, mixed
from explorer.gui.widgets.theme import DARK, Theme

SMOOTH = 6.5  # pixels a layer; below that lines are straight and without antialiasing
FEWEST_PIXELS = 2.0  # of a layer; below that the wires would be a gray area


class WiresItem(ScaledItem):
    """Wires that change lanes in a curve next to the lane they leave or join, and run straight along the lower lane."""

    def __init__(self) -> None:
        super().__init__()
        self.wires: Sequence[Wire] = ()
        self.band = band(1)
        self._x0, self._x1 = np.empty(0), np.empty(0)
        self._turn = 1.0
        self._straight: dict[int, list[QLineF]] = {}
        self._smooth: dict[int, QPainterPath] = {}
        self._theme = DARK

    def set_wires(self, wires: Sequence[Wire], where: Band, turn: float) -> None:
        """Replace the wires; `turn` is how much room a change of lanes takes (layers)."""
        self.wires, self.band, self._turn = wires, where, turn
        self._straight, self._smooth = {}, {}
        self._x0, self._x1 = np.array([w.x0 for w in wires]), np.array([w.x1 for w in wires])
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self.update()

    def paint(self, painter: QPainter, *_: Any) -> None:
        """Paint the wires on screen."""
        seen = self.seen()
        shown = np.flatnonzero((self._x1 >= seen.left()) & (self._x0 <= seen.right())).tolist()
        scale = painter.worldTransform().m11()
        if not shown or scale < FEWEST_PIXELS:
            return
        pen = QPen(mixed(self._theme.panel, self._theme.muted, 0.65), painter.device().devicePixelRatioF())
        pen.setCosmetic(True)
        if scale < SMOOTH:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(pen)
            painter.drawLines([line for index in shown for line in self._lines(index)])
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in shown:
            painter.strokePath(self._path(index), pen)

    def _corners(self, index: int) -> list[QPointF]:
        """Where a wire begins, turns, has turned, ends (layers × pixels)."""
        wire = self.wires[index]
        y0, y1 = self.band.middle(wire.lane0), self.band.middle(wire.lane1)
        turn = min(self._turn, (wire.x1 - wire.x0) / 2 if wire.lane0 != wire.lane1 else 0)
        down = wire.lane1 > wire.lane0
        start, end = (wire.x0, wire.x0 + turn) if down else (wire.x1 - turn, wire.x1)
        return [QPointF(wire.x0, y0), QPointF(start, y0), QPointF(end, y1), QPointF(wire.x1, y1)]

    def _lines(self, index: int) -> list[QLineF]:
        """A wire as straight lines. Kept once made."""
        if index not in self._straight:
            self._straight[index] = [QLineF(a, b) for a, b in pairwise(self._corners(index)) if a != b]
        return self._straight[index]

    def _path(self, index: int) -> QPainterPath:
        """A wire with a smooth turn. Kept once made."""
        path = self._smooth.get(index)
        if path is None:
            begin, start, end, stop = self._corners(index)
            path = self._smooth[index] = QPainterPath(begin)
            path.lineTo(start)
            middle = (start.x() + end.x()) / 2
            path.cubicTo(QPointF(middle, start.y()), QPointF(middle, end.y()), end)
            path.lineTo(stop)
        return path
