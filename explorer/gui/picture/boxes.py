"""Stages and blocks as boxes, where their layers are too small to be drawn one by one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from explorer.gui.picture.double_border import double
from explorer.gui.picture.scaled_item import ScaledItem, in_pixels
from explorer.gui.picture.shown import ShownBox
from explorer.gui.widgets.theme import DARK, Theme

FONT_PX, TITLE = 11, 16.0
ELIDED = 28.0  # pixels, from which on the beginning of a title is better than none
NARROW = 4.0  # pixels; narrower boxes have no frame of their own


class BoxesItem(ScaledItem):
    """A rounded box for each stage or block, its title at the top where it fits; the cells color it."""

    def __init__(self) -> None:
        super().__init__()
        self.boxes: Sequence[ShownBox] = ()
        self.kept: frozenset[int] = frozenset()
        self._theme = DARK

    def set_boxes(self, boxes: Sequence[ShownBox], kept: Collection[int] = ()) -> None:
        """Replace the boxes; those of the indices `kept` hold calls that are kept as written."""
        self.boxes, self.kept = boxes, frozenset(kept)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self.update()

    def paint(self, painter: QPainter, *_: Any) -> None:
        """Paint the boxes on screen."""
        if not self.boxes:
            return
        seen, extent = self.seen(), self.boundingRect()
        scale = in_pixels(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont()
        font.setPixelSize(FONT_PX)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        top, height = scale.y(extent.top()), extent.height()
        for index, box in enumerate(self.boxes):
            if box.x1 < seen.left() or box.x0 > seen.right():
                continue
            left, right = scale.x(box.x0) + 1, scale.x(box.x1) - 1
            if right - left < NARROW:
                continue
            painter.setPen(QPen(QColor(self._theme.border), 1.0))
            painter.setBrush(QColor(self._theme.raised))
            radius = min(4.0, (right - left) / 3)
            area = QRectF(left, top + 0.5, right - left, height - 1)
            painter.drawRoundedRect(area, radius, radius)
            if index in self.kept:
                double(painter, area, radius, QColor(self._theme.muted))
            # the title stays in view while its box is
            shown = QRectF(max(left, scale.x(seen.left())) + 4, top + 1, 0, TITLE)
            shown.setRight(min(right, scale.x(seen.right())) - 4)
            title = next((text for text in box.titles if metrics.horizontalAdvance(text) <= shown.width()), "")
            if not title and shown.width() >= ELIDED:
                title = metrics.elidedText(box.titles[-1], Qt.TextElideMode.ElideRight, shown.width())
            painter.setPen(QColor(self._theme.text))
            painter.drawText(shown, Qt.AlignmentFlag.AlignCenter, title)
