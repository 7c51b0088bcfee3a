"""The heatmap below the strip: a column under every layer, time flowing down."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen

from explorer.gui.picture.difference import DifferenceMap, diverging
from explorer.gui.picture.pooling import factor, pooled
from explorer.gui.picture.scaled_item import LEFT, Scale, ScaledItem, in_pixels
from explorer.gui.picture.waterfall import Waterfall
from explorer.gui.widgets.colors import lookup
from explorer.gui.widgets.theme import DARK, Theme
from explorer.wording import tr

HINT = "Rows will show training steps, columns the layers above."
Block = tuple[int, int, int]  # first, last, how many share one drawn cell


class HeatmapItem(ScaledItem):
    """Draws the visible part of a Waterfall, at most one drawn cell for each device pixel.

    Where cells are smaller than pixels, neighbors share one and the most alarming shows: no spike is lost.
    The drawn picture is kept until rows, scale or theme change, so hovering costs nothing.
    """

    def __init__(self) -> None:
        super().__init__()
        self.waterfall: Waterfall | None = None
        self.difference: DifferenceMap | None = None
        self.hint = tr(HINT)
        self._theme = DARK
        self._picture: tuple[Any, NDArray[np.uint32]] = (None, np.empty((0, 0), np.uint32))

    def set_waterfall(self, waterfall: Waterfall | None) -> None:
        """Show another record; None shows the hint."""
        self.waterfall = waterfall
        self.changed()

    def set_difference(self, difference: DifferenceMap | None) -> None:
        """Show how two records differ in place of the readings; None shows the readings."""
        if difference is not self.difference:
            self.difference = difference
            self.changed()

    @property
    def _shown(self) -> Waterfall | DifferenceMap | None:
        return self.difference or self.waterfall

    def set_hint(self, hint: str) -> None:
        """Say this while there are no rows."""
        if hint != self.hint:
            self.hint = hint
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self.changed()

    def changed(self) -> None:
        """The rows or their colors changed."""
        self._picture = (None, self._picture[1])
        self.update()

    def paint(self, painter: QPainter, *_: Any) -> None:
        """Paint the rows and columns on screen, or the hint while there are none."""
        seen = self.seen()
        scale = in_pixels(painter)
        shown = self._shown
        if shown is None or not shown.steps:
            self._paint_hint(painter, scale, seen)
            return
        per = shown.steps_per_row
        columns = shown.indices.shape[1]
        across = _block(seen.left() - LEFT, seen.right() - LEFT, columns, scale.x_factor * scale.device_pixels)
        down = _block(seen.top() / per, seen.bottom() / per, shown.rows, scale.y_factor * per * scale.device_pixels)
        if across[0] >= across[1] or down[0] >= down[1]:
            return
        picture = self._drawn(across, down)
        height, width = picture.shape
        target = QRectF(scale.x(across[0] + LEFT), scale.y(down[0] * per), 0, 0)
        target.setRight(scale.x(across[0] + width * across[2] + LEFT))
        target.setBottom(scale.y((down[0] + height * down[2]) * per))
        inside = QRectF(scale.x(LEFT), scale.y(0), 0, 0)  # the last block and row may reach beyond the data
        inside.setRight(scale.x(columns + LEFT))
        inside.setBottom(scale.y(shown.steps))
        painter.setClipRect(inside, Qt.ClipOperation.IntersectClip)
        image = QImage(picture.data, width, height, picture.strides[0], QImage.Format.Format_RGB32)
        painter.drawImage(target, image)

    def _drawn(self, across: Block, down: Block) -> NDArray[np.uint32]:
        shown = self._shown
        if self._picture[0] != (across, down) and shown is not None:
            part = shown.indices[down[0] : down[1], across[0] : across[1]]
            table = lookup(self._theme) if shown is not self.difference else diverging(self._theme)
            self._picture = (across, down), table[pooled(part, down[2], across[2])]
        return self._picture[1]

    def _paint_hint(self, painter: QPainter, scale: Scale, seen: QRectF) -> None:
        font = QFont()
        font.setPixelSize(12)
        painter.setFont(font)
        area = QRectF(scale.x(seen.left()), scale.y(seen.top()), 0, 0)
        area.setBottomRight(area.topLeft())
        area.setRight(scale.x(seen.right()))
        area.setBottom(scale.y(seen.bottom()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.border), 1.0, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(area.adjusted(2, 2, -2, -2), 6, 6)
        painter.setPen(QColor(self._theme.muted))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.hint)


def _block(low: float, high: float, count: int, pixels_per_cell: float) -> Block:
    """Which cells are on screen and how many share a drawn one; blocks start at multiples, so panning is calm."""
    by = factor(1.0, pixels_per_cell)
    first = max(0, int(np.floor(low)))
    return first - first % by, min(count, int(np.ceil(high)) + by), by
