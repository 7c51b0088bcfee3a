"""Every call as a small labeled glyph: the finest level of detail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from explorer.graph.layout import Glyph
from explorer.graph.model import Call
from explorer.graph.ops import Op
from explorer.gui.picture.double_border import double
from explorer.gui.picture.lanes import Band, band
from explorer.gui.picture.scaled_item import Scale, ScaledItem, in_pixels
from explorer.gui.widgets.colors import color, on_color
from explorer.gui.widgets.theme import DARK, Theme

FONT_PX = 10
WIDEST, GAP, NARROWEST = 66.0, 4.0, 3.0  # pixels: a glyph, what it leaves free for the wire, and the least of it
PLAIN = 0.72  # height of a call without weights, of a weighted one's
SIGN = 9.0  # pixels: the largest radius of a junction's sign
SIGNS: Mapping[str, str] = {Op.ADD: "+", Op.SUBTRACT: "−", Op.CONCATENATE: "‖", Op.MULTIPLY: "×"}


class GlyphsItem(ScaledItem):
    """Calls as glyphs: weighted ones filled in their reading's color, junctions as a sign in a circle."""

    def __init__(self) -> None:
        super().__init__()
        self.glyphs: Sequence[Glyph] = ()
        self.band = band(1)
        self.shades: Mapping[str, int] = {}
        self.visible = False
        self._calls: Mapping[str, Call] = {}
        self._x: NDArray[np.float64] = np.empty(0)
        self._room: NDArray[np.float64] = np.empty(0)
        self._theme = DARK

    def set_glyphs(self, glyphs: Sequence[Glyph], calls: Mapping[str, Call], where: Band) -> None:
        """Replace the glyphs; `calls` tells what they are by id."""
        self.glyphs = sorted(glyphs, key=lambda glyph: glyph.x)
        self._calls, self.band, self.shades = calls, where, {}
        self._x = np.array([glyph.x for glyph in self.glyphs])
        self._room = room(self.glyphs)
        self.update()

    def set_shown(self, shown: bool) -> None:
        """Paint them, or not."""
        self.visible = shown
        self.update()

    def set_shades(self, shades: Mapping[str, int]) -> None:
        """Set the color index of weighted calls, by id; a call not named has no reading."""
        self.shades = shades
        if self.visible:
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self.update()

    def paint(self, painter: QPainter, *_: Any) -> None:
        """Paint the glyphs on screen."""
        if not self.visible or not len(self._x):
            return
        seen = self.seen()
        first, last = np.searchsorted(self._x, (seen.left() - 1, seen.right() + 1)).tolist()
        scale = in_pixels(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont()
        font.setPixelSize(FONT_PX)
        painter.setFont(font)
        for index in range(first, last):
            self._paint_glyph(painter, scale, index)

    def area(self, index: int, pixels: float) -> QRectF:
        """Where a glyph stands at this zoom (pixels per layer), in layers × pixels."""
        glyph = self.glyphs[index]
        call = self._calls[glyph.call]
        width = max(NARROWEST, min(WIDEST, self._room[index] * pixels - GAP))
        height = self.band.height * (1.0 if call.weight is not None else PLAIN)
        if call.op in SIGNS:
            width = height = 2 * min(SIGN, height / 2, width / 2 + 2)
        area = QRectF(0, 0, width / pixels, height)
        area.moveCenter(QPointF(glyph.x, self.band.middle(glyph.lane)))
        return area

    def _paint_glyph(self, painter: QPainter, scale: Scale, index: int) -> None:
        call = self._calls[self.glyphs[index].call]
        area = self.area(index, scale.x_factor)
        box = QRectF(scale.x(area.left()), scale.y(area.top()), area.width() * scale.x_factor, area.height())
        if call.op in SIGNS:
            self._paint_sign(painter, box, SIGNS[call.op])
            return
        shade = self.shades.get(call.id)
        fill = QColor(self._theme.raised) if shade is None else color(shade, self._theme)
        strong = call.weight is not None
        painter.setPen(QPen(QColor(self._theme.muted if strong else self._theme.border), 1.0))
        painter.setBrush(fill if strong else QColor(self._theme.panel))
        radius = min(3.0, box.width() / 3) if strong else min(box.height() / 2, box.width() / 3)
        painter.drawRoundedRect(box, radius, radius)
        if call.kept:
            double(painter, box, radius, on_color(fill) if strong else QColor(self._theme.muted))
        if box.height() < FONT_PX + 1:
            return
        text = QFontMetricsF(painter.font()).elidedText(call.op, Qt.TextElideMode.ElideRight, box.width() - 2)
        if len(text.rstrip("…")) < min(3, len(call.op)):
            return
        painter.setPen(QColor(self._theme.text) if shade is None or not strong else on_color(fill))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_sign(self, painter: QPainter, box: QRectF, sign: str) -> None:
        """A circle with a plus, a minus, a cross, or two bars (joined maps), drawn, not written: always centered."""
        painter.setPen(QPen(QColor(self._theme.skip), 1.4))
        painter.setBrush(QColor(self._theme.panel))
        painter.drawEllipse(box)
        center, arm = box.center(), box.width() * 0.28
        x, y = center.x(), center.y()
        if sign == "+":
            lines = [QLineF(x - arm, y, x + arm, y), QLineF(x, y - arm, x, y + arm)]
        elif sign == "−":
            lines = [QLineF(x - arm, y, x + arm, y)]
        elif sign == "×":
            arm *= 0.75
            lines = [QLineF(x - arm, y - arm, x + arm, y + arm), QLineF(x - arm, y + arm, x + arm, y - arm)]
        else:
            lines = [QLineF(x + side * arm / 2, y - arm, x + side * arm / 2, y + arm) for side in (-1, 1)]
        painter.drawLines(lines)


def room(glyphs: Sequence[Glyph]) -> NDArray[np.float64]:
    """The distance of each glyph to its nearer neighbor on its lane (layers), at most 1."""
    found = np.ones(len(glyphs))
    last: dict[int, int] = {}
    for i, glyph in enumerate(glyphs):
        before = last.get(glyph.lane)
        if before is not None:
            gap = glyph.x - glyphs[before].x
            found[i] = min(found[i], gap)
            found[before] = min(found[before], gap)
        last[glyph.lane] = i
    return found
