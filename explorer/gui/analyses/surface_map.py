"""A surface from above: bands of color and the contour lines between them, or a matrix of squares."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from explorer.choices.figures.surface import Surface
from explorer.gui.analyses.surface_data import ZScale, contours, picture
from explorer.gui.plots.canvas import Canvas
from explorer.gui.plots.curves import ThinCurve
from explorer.gui.widgets.theme import Theme

_HEIGHT = 260
_MOVES = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1),
}  # fmt: skip


class SurfaceMap(Canvas):
    """Emits `pointed` with x and y under the pointer (QPointF), None on leaving; the arrow keys go from value to value
    of the surface."""

    pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumHeight(_HEIGHT)
        self.surface: Surface | None = None
        self._cell: tuple[int, int] | None = None  # column and row that the keyboard is on
        self._metrics = QFontMetricsF(self.bottom.label.font())
        self.image, self.lines = pg.ImageItem(axisOrder="row-major"), ThinCurve(antialias=True)
        self.center = pg.ScatterPlotItem(size=11, symbol="+")
        self.cursor = pg.ScatterPlotItem(size=11, symbol="o", brush=pg.mkBrush(None))
        for depth, item in enumerate((self.image, self.lines, self.center, self.cursor)):
            item.setZValue(depth)
            self.add(item)
        self.fit_wanted.connect(self.fit)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors; a grid would lie over the contours."""
        super().set_theme(theme)
        for axis in (self.left, self.bottom):
            axis.setGrid(False)

    def show_surface(self, surface: Surface, scale: ZScale, theme: Theme) -> None:
        """Draw this surface in the colors of this scale."""
        self.surface, self._cell = surface, None
        fine = not surface.matrix
        colors = picture(surface, scale, theme, fine=fine)
        self.image.setImage(colors, autoLevels=False, levels=(0, 255))
        self.image.setRect(_extent(surface, colors))
        self.lines.setData(*(contours(surface, scale) if fine else ([], [])))
        self.lines.set_color(QColor(0, 0, 0, 110))
        there = fine and surface.x.min() <= 0 <= surface.x.max() and surface.y.min() <= 0 <= surface.y.max()
        self.center.setData([0.0] if there else [], [0.0] if there else [])
        self.center.setPen(pg.mkPen("#ffffff", width=1.5))
        self.cursor.setPen(pg.mkPen("#ffffff", width=1.5))
        self.set_titles(surface.y_label, surface.x_label)
        self._label()
        self.fit()

    def fit(self) -> None:
        """Show the whole surface."""
        rect = self.image.mapRectToParent(self.image.boundingRect())
        self.show_range((rect.left(), rect.right()), (rect.top(), rect.bottom()))

    def place(self, at: tuple[float, float] | None) -> None:
        """Ring a point; None for none."""
        self.cursor.setData([] if at is None else [at[0]], [] if at is None else [at[1]])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say where the pointer is."""
        super().mouseMoveEvent(event)
        scene = self.mapToScene(event.position().toPoint())
        inside = self.view.sceneBoundingRect().contains(scene)
        self.pointed.emit(QPointF(self.view.mapSceneToView(scene)) if inside else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the value beside, above or below, from the middle on."""
        key, surface = Qt.Key(event.key()), self.surface
        if surface is None or key not in _MOVES or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            super().keyPressEvent(event)
            return
        ends = len(surface.x) - 1, len(surface.y) - 1
        here = (ends[0] // 2, ends[1] // 2) if self._cell is None else self._cell
        by = (0, 0) if self._cell is None else _MOVES[key]
        column, row = (min(max(at + step, 0), end) for at, step, end in zip(here, by, ends, strict=True))
        self._cell = column, row
        self.pointed.emit(QPointF(float(surface.x[column]), float(surface.y[row])))

    def leaveEvent(self, event: QEvent) -> None:
        """Say that the pointer is gone."""
        super().leaveEvent(event)
        self.pointed.emit(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Write as many labels as there is room for."""
        super().resizeEvent(event)
        if getattr(self, "surface", None) is not None:  # the base class resizes itself while it is being made
            self._label()
            self.bottom.resizeEvent()  # else the title stays in the middle of the width before

    def _label(self) -> None:
        surface = self.surface
        if surface is None or not surface.labels:
            self.bottom.setTicks(None)
            self.left.setTicks(None)
            return
        metrics = self._metrics  # the axes may be gone while the widget closes
        widest = max(metrics.horizontalAdvance(label) for label in surface.labels) + 8
        for axis, places, room, needed in (
            (self.bottom, surface.x, self.width() - 80, widest),
            (self.left, surface.y, self.height() - 60, metrics.height() + 2),
        ):
            every = max(1, int(np.ceil(len(places) * needed / max(room, 40))))
            ticks = [(float(x), text) for x, text in zip(places, surface.labels, strict=False)]
            axis.setTicks([ticks[::every]])


def _extent(surface: Surface, colors: NDArray[np.uint8]) -> QRectF:
    """The picture's place: each of its pixels stands around its own point."""
    rows, columns, _ = colors.shape
    x0, x1, y0, y1 = (float(v) for v in (surface.x[0], surface.x[-1], surface.y[0], surface.y[-1]))
    dx, dy = (x1 - x0) / max(columns - 1, 1) or 1.0, (y1 - y0) / max(rows - 1, 1) or 1.0
    return QRectF(x0 - dx / 2, y0 - dy / 2, dx * columns, dy * rows)
