"""Thin lines between cells or calls that are not neighbours: how data flows through parallel branches."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QPainter, QPainterPath, QPen

from explorer.graph.layout import Wire
from explorer.gui.picture.lanes import Band, band
from explorer.gui.picture.scaled_item import Scale, ScaledItem, in_pixels, mixed
from explorer.gui.theme import DARK, Theme

SMOOTH = 6.5  # pixels a layer; below that lines are straight and without antialiasing
FEWEST_PIXELS = 2.0  # of a layer; below that the wires would be a grey area


class WiresItem(ScaledItem):
    """Wires that change lanes in a curve next to the lane they leave or join, and run straight along the lower lane."""

    def __init__(self) -> None:
        super().__init__()
        self.wires: Sequence[Wire] = ()
        self.band = band(1)
        self._x0, self._x1 = np.empty(0), np.empty(0)
        self._turn = 1.0
        self._theme = DARK

    def set_wires(self, wires: Sequence[Wire], where: Band, turn: float) -> None:
        """Replace the wires; `turn` is how much room a change of lanes takes (layers)."""
        self.wires, self.band, self._turn = wires, where, turn
        self._x0, self._x1 = np.array([w.x0 for w in wires]), np.array([w.x1 for w in wires])
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self.update()

    def paint(self, painter: QPainter, *_: Any) -> None:
        """Paint the wires on screen."""
        seen = self.seen()
        shown = np.flatnonzero((self._x1 >= seen.left()) & (self._x0 <= seen.right())).tolist()
        scale = in_pixels(painter)
        if not shown or scale.x_factor < FEWEST_PIXELS:
            return
        painter.setPen(QPen(mixed(self._theme.panel, self._theme.muted, 0.65), 1.0))
        if scale.x_factor < SMOOTH:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.drawLines([line for index in shown for line in self._lines(scale, self.wires[index])])
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in shown:
            painter.drawPath(self._path(scale, self.wires[index]))

    def _corners(self, scale: Scale, wire: Wire) -> list[QPointF]:
        """Where the wire begins, turns, has turned, ends."""
        y0, y1 = (scale.y(self.band.middle(lane)) for lane in (wire.lane0, wire.lane1))
        turn = min(self._turn, (wire.x1 - wire.x0) / 2 if wire.lane0 != wire.lane1 else 0)
        down = wire.lane1 > wire.lane0
        start, end = (wire.x0, wire.x0 + turn) if down else (wire.x1 - turn, wire.x1)
        points = ((wire.x0, y0), (start, y0), (end, y1), (wire.x1, y1))
        return [QPointF(scale.x(x), y) for x, y in points]

    def _lines(self, scale: Scale, wire: Wire) -> list[QLineF]:
        corners = self._corners(scale, wire)
        return [QLineF(a, b) for a, b in pairwise(corners) if a != b]

    def _path(self, scale: Scale, wire: Wire) -> QPainterPath:
        begin, start, end, stop = self._corners(scale, wire)
        path = QPainterPath(begin)
        path.lineTo(start)
        middle = (start.x() + end.x()) / 2
        path.cubicTo(QPointF(middle, start.y()), QPointF(middle, end.y()), end)
        path.lineTo(stop)
        return path
