"""The strip's cells: one for each layer on the main path, in the colour of its newest reading."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from explorer.gui.colours import lookup
from explorer.gui.picture.pooling import factor, pooled
from explorer.gui.picture.scaled_item import LEFT, Scale, ScaledItem, in_pixels
from explorer.gui.theme import DARK, Theme

ROUNDED = 6.5  # pixels a cell; below that the cells are one row of an image
RADIUS = 3.0


class CellsItem(ScaledItem):
    """One cell for each layer, less a small gap; `shades` are colour indices, None before the first reading."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.shades: NDArray[np.uint8] | None = None
        self.top, self.height = 0.0, 0.0
        self._theme = DARK

    def set_cells(self, count: int, top: float, height: float) -> None:
        """Set how many cells there are and where they stand (pixels)."""
        self.count, self.top, self.height = count, top, height
        if self.shades is not None and len(self.shades) != count:
            self.shades = None
        self.update()

    def set_shades(self, shades: NDArray[np.uint8] | None) -> None:
        """Set every cell's colour index, shape (count,)."""
        self.shades = shades
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self.update()

    def paint(self, painter: QPainter, *_: Any) -> None:
        """Paint the cells on screen."""
        seen = self.seen()
        first, last = max(0, int(seen.left() - LEFT)), min(self.count, int(np.ceil(seen.right() - LEFT)))
        if first >= last:
            return
        scale = in_pixels(painter)
        if scale.x_factor >= ROUNDED:
            self._paint_rounded(painter, scale, first, last)
        else:
            self._paint_row(painter, scale, first, last)

    def _paint_rounded(self, painter: QPainter, scale: Scale, first: int, last: int) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap = min(2.0, scale.x_factor * 0.16)
        radius = min(RADIUS, (scale.x_factor - gap) / 3)
        top = scale.y(self.top)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.shades is None:
            painter.setPen(QPen(QColor(self._theme.border), 1.0))
            painter.setBrush(QColor(self._theme.raised))
        table = lookup(self._theme)
        for k in range(first, last):
            if self.shades is not None:
                painter.setBrush(QColor.fromRgb(int(table[self.shades[k]])))
            left, right = scale.x(k + LEFT), scale.x(k + 1 + LEFT)
            painter.drawRoundedRect(QRectF(left + gap / 2, top, right - left - gap, self.height), radius, radius)

    def _paint_row(self, painter: QPainter, scale: Scale, first: int, last: int) -> None:
        by = factor(last - first, (last - first) * scale.x_factor * scale.device_pixels)
        first -= first % by
        target = QRectF(scale.x(first + LEFT), scale.y(self.top), 0, self.height)
        if self.shades is None:
            target.setRight(scale.x(last + LEFT))
            painter.fillRect(target, QColor(self._theme.raised))
            return
        row = np.ascontiguousarray(lookup(self._theme)[pooled(self.shades[None, first:last], 1, by)])
        target.setRight(scale.x(first + row.shape[1] * by + LEFT))
        image = QImage(row.data, row.shape[1], 1, row.nbytes, QImage.Format.Format_RGB32)
        end = QRectF(target.left(), target.top(), scale.x(last + LEFT) - target.left(), target.height())
        painter.setClipRect(end, Qt.ClipOperation.IntersectClip)  # the last block may reach beyond the last layer
        painter.drawImage(target, image)
