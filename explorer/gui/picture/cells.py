"""The strip's cells: one for each layer on the main path, in the color of its newest reading."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from explorer.gui.picture.double_border import double
from explorer.gui.picture.lanes import Band, band
from explorer.gui.picture.pooling import factor, pooled
from explorer.gui.picture.scaled_item import LEFT, Scale, ScaledItem, in_pixels
from explorer.gui.widgets.colors import BLANK, lookup, on_color
from explorer.gui.widgets.theme import DARK, Theme

ROUNDED = 6.5  # pixels a cell; below that the cells are one row of an image
RADIUS = 3.0
TITLE, EDGE = 16.0, 4.0  # pixels of a box above and below the cells in it
Bytes = NDArray[np.uint8]


class CellsItem(ScaledItem):
    """One cell for each layer, less a small gap, in its lane; cells in a box are thin rows of colors.

    `shades` are color indices, None before the first reading; blank cells are outlines. Nothing is painted while
    `calls` are.
    """

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.shades: Bytes | None = None
        self.band = band(1)
        self.lanes: Bytes = np.zeros(0, np.uint8)
        self.boxed: NDArray[np.bool_] = np.zeros(0, np.bool_)
        self.kept: frozenset[int] = frozenset()
        self.calls = False
        self._theme = DARK

    @property
    def top(self) -> float:
        """The upper edge of the first lane, pixels."""
        return self.band.top

    def set_cells(self, lanes: Bytes, where: Band, kept: Collection[int] = ()) -> None:
        """Set each cell's lane, shape (count,), where the lanes stand, and which cells are kept as written."""
        self.count, self.lanes, self.band, self.kept = len(lanes), lanes, where, frozenset(kept)
        self.boxed = np.zeros(len(lanes), np.bool_)
        if self.shades is not None and len(self.shades) != len(lanes):
            self.shades = None
        self.update()

    def set_shown(self, boxed: NDArray[np.bool_], calls: bool) -> None:
        """Tell which cells stand in a box, shape (count,), and whether the calls are drawn instead of the cells."""
        self.boxed, self.calls = boxed, calls
        self.update()

    def set_shades(self, shades: Bytes | None) -> None:
        """Set every cell's color index, shape (count,)."""
        self.shades = shades
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self.update()

    def paint(self, painter: QPainter, *_: Any) -> None:
        """Paint the cells on screen."""
        seen = self.seen()
        first, last = max(0, int(seen.left() - LEFT)), min(self.count, int(np.ceil(seen.right() - LEFT)))
        if first >= last or self.calls:
            return
        scale = in_pixels(painter)
        boxed = self.boxed[first:last]
        if boxed.any():
            self._paint_rows(painter, scale, first, boxed, self.band.inside(TITLE, EDGE))
        if scale.x_factor < ROUNDED:
            self._paint_rows(painter, scale, first, ~boxed, self.band)
        else:
            self._paint_rounded(painter, scale, (np.flatnonzero(~boxed) + first).tolist())

    def _paint_rounded(self, painter: QPainter, scale: Scale, cells: list[int]) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap = min(2.0, scale.x_factor * 0.16)
        radius = min(RADIUS, (scale.x_factor - gap) / 3)
        painter.setPen(Qt.PenStyle.NoPen)
        filled = cells
        if self.shades is None:
            painter.setPen(QPen(QColor(self._theme.border), 1.0))
            painter.setBrush(QColor(self._theme.raised))
        else:
            self._paint_outlines(painter, scale, [k for k in cells if self.shades[k] == BLANK])
            filled = [k for k in cells if self.shades[k] != BLANK]
        table = lookup(self._theme)
        for k in filled:
            if self.shades is not None:
                painter.setBrush(QColor.fromRgb(int(table[self.shades[k]])))
            painter.drawRoundedRect(self._area(scale, k).adjusted(gap / 2, 0, -gap / 2, 0), radius, radius)
        for k in self.kept.intersection(cells):
            area = self._area(scale, k).adjusted(gap / 2, 0, -gap / 2, 0)
            double(painter, area, radius, self._shows_on(k, table))

    def _area(self, scale: Scale, cell: int) -> QRectF:
        left, right = scale.x(cell + LEFT), scale.x(cell + 1 + LEFT)
        return QRectF(left, scale.y(self.band.y(self.lanes[cell])), right - left, self.band.height)

    def _shows_on(self, cell: int, table: NDArray[np.uint32]) -> QColor:
        """A color for a line on a cell."""
        if self.shades is None or self.shades[cell] == BLANK:
            return QColor(self._theme.muted)
        return on_color(QColor.fromRgb(int(table[self.shades[cell]])))

    def _paint_outlines(self, painter: QPainter, scale: Scale, cells: list[int]) -> None:
        """Cells that have nothing to measure."""
        painter.setPen(QPen(QColor(self._theme.border), 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for k in cells:
            painter.drawRoundedRect(self._area(scale, k).adjusted(1.5, 0.5, -1.5, -0.5), 2, 2)
        painter.setPen(Qt.PenStyle.NoPen)

    def _paint_rows(
        self, painter: QPainter, scale: Scale, first: int, shown: NDArray[np.bool_], where: Band
    ) -> None:  # fmt: skip
        """The cells from `first` on that are `shown`, as one row of an image for each lane; the others see-through."""
        if not shown.any():
            return
        last = first + len(shown)
        by = factor(1.0, scale.x_factor * scale.device_pixels)
        start = first - first % by
        codes = np.zeros((where.lanes, last - start), np.uint8)
        at = np.flatnonzero(shown)
        shades = np.zeros(len(at), np.uint8) if self.shades is None else self.shades[first + at]
        codes[self.lanes[first + at], at + first - start] = shades + 1  # the highest index is 253
        rows = np.ascontiguousarray(self._table()[pooled(codes, 1, by)])
        painter.save()
        end = QRectF(scale.x(start + LEFT), scale.y(where.top), 0, where.bottom - where.top)
        end.setRight(scale.x(last + LEFT))
        painter.setClipRect(end, Qt.ClipOperation.IntersectClip)  # the last block may reach beyond the last layer
        for lane, row in enumerate(rows):
            target = QRectF(end.left(), scale.y(where.y(lane)), len(row) * by * scale.x_factor, where.height)
            image = QImage(row.data, len(row), 1, row.nbytes, QImage.Format.Format_ARGB32_Premultiplied)
            painter.drawImage(target, image)
        painter.restore()

    def _table(self) -> NDArray[np.uint32]:
        """Colors of the codes: 0 see-through, else those of the index one lower."""
        table = np.zeros(256, np.uint32)
        if self.shades is None:
            table[1] = QColor(self._theme.border if self.boxed.any() else self._theme.raised).rgb()
        else:
            table[1:] = lookup(self._theme)[:255]
            table[1 + BLANK] = 0
        return table
