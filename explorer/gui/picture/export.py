"""The whole picture as a file: vectors (SVG, PDF) or pixels (PNG)."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPaintDevice,
    QPainter,
    QRegion,
)
from PySide6.QtWidgets import QWidget

from explorer.gui.picture.canvas import MARGIN, SIDE_AXIS, TOP_AXIS, Canvas
from explorer.gui.picture.color_bar import HEIGHT as BAR_HEIGHT
from explorer.gui.picture.color_bar import ColorBar
from explorer.gui.picture.detail import Detail
from explorer.gui.widgets.picture_file import SaveError, save_picture
from explorer.gui.widgets.theme import Theme
from explorer.wording import tr

if TYPE_CHECKING:
    from explorer.gui.picture.network_view import NetworkView

PER_LAYER, NARROWEST, WIDEST = 14.0, 640.0, 20_000.0  # pixels: a layer, and the drawing's least and greatest width
BESIDE = SIDE_AXIS + MARGIN + 6 + 2  # pixels of the canvas beside the layers
HEADER, HEATMAP = 30, 260  # pixels
TITLE_PX, DETAILS_PX, EDGE = 15, 12, 12


def save(view: NetworkView, path: Path, theme: Theme | None = None) -> None:
    """Draw the whole network of `view`, with its heatmap where a run is on show, into a .svg, .pdf or .png file.

    `theme` None is the view's own. The level of detail is the chosen one, else layers. Raises SaveError.
    """
    if view.sight.graph is None:
        raise SaveError(tr("No network to save yet."))
    picture = _Picture(view, theme or view.theme)
    save_picture(path, picture.size, picture.paint)


class _Picture:
    """A canvas of its own, as wide as the network needs, with the title above and the color scale below it."""

    def __init__(self, view: NetworkView, theme: Theme) -> None:
        self._theme, self._header = theme, view.header
        self._canvas = _canvas_of(view, theme)
        self._bar = _bar_of(view, theme) if view.sight.record is not None else None
        bar = 0 if self._bar is None else BAR_HEIGHT
        self._title, self._details = _font(TITLE_PX, QFont.Weight.DemiBold), _font(DETAILS_PX, QFont.Weight.Normal)
        self._above = HEADER + self._lines_below()
        self.size = QSize(self._canvas.width(), self._above + self._canvas.height() + bar)

    @property
    def _beside(self) -> float:
        """Where the details begin that stand beside the title."""
        return EDGE + QFontMetricsF(self._title).horizontalAdvance(self._header.title.text()) + EDGE

    def _lines_below(self) -> int:
        """The height of the details where they need lines of their own below the title, else 0."""
        metrics, text = QFontMetricsF(self._details), self._header.details.text()
        if self._beside + metrics.horizontalAdvance(text) + EDGE <= self._canvas.width():
            return 0
        room = QRectF(0, 0, self._canvas.width() - 2 * EDGE, 10_000)
        return math.ceil(metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, text).height()) + 4

    def paint(self, device: QPaintDevice) -> None:
        """Paint everything; OSError where the device does not open."""
        painter = QPainter()
        if not painter.begin(device):
            raise OSError(tr("the file cannot be opened"))
        painter.fillRect(QRectF(0, 0, self.size.width(), self.size.height()), QColor(self._theme.panel))
        self._paint_title(painter)
        canvas = self._canvas
        canvas.render(painter, QRectF(0, self._above, canvas.width(), canvas.height()), canvas.rect())
        if self._bar is not None:
            painter.resetTransform()
            self._bar.render(painter, QPoint(0, self._above + canvas.height()), QRegion(), QWidget.RenderFlag(0))
        painter.end()

    def _paint_title(self, painter: QPainter) -> None:
        room = self._canvas.width() - 2 * EDGE
        painter.setFont(self._title)
        painter.setPen(QColor(self._theme.text))
        title = painter.fontMetrics().elidedText(self._header.title.text(), Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(QPoint(EDGE, HEADER - 9), title)
        painter.setFont(self._details)
        painter.setPen(QColor(self._theme.muted))
        details, below = self._header.details.text(), self._above - HEADER
        if below:
            painter.drawText(QRectF(EDGE, HEADER, room, below), Qt.TextFlag.TextWordWrap, details)
        else:
            painter.drawText(QPointF(self._beside, HEADER - 9), details)


def _font(pixels: int, weight: QFont.Weight) -> QFont:
    font = QFont()
    font.setPixelSize(pixels)
    font.setWeight(weight)
    return font


def _canvas_of(view: NetworkView, theme: Theme) -> Canvas:
    sight, canvas = view.sight, Canvas()
    canvas.set_theme(theme)
    canvas.set_layout_of(sight.drawn, sight.graph)
    wide = PER_LAYER if view.canvas.chosen != Detail.CALLS else canvas.details.pixels_for(Detail.CALLS)
    width = min(max(wide * (canvas.layers + 1), NARROWEST), WIDEST) + BESIDE
    below = 0 if sight.record is None else HEATMAP
    canvas.resize(round(width), round(canvas.drawing.height) + TOP_AXIS + MARGIN + below + 2)
    if sight.record is None:
        canvas.hide_heatmap()
    else:
        canvas.heatmap.set_waterfall(sight.record.waterfall)
        canvas.set_rows(sight.record.waterfall.steps)
        canvas.markers.set_marks(view.canvas.markers.marks)
        canvas.drawing.set_shades(*sight.record.shades(sight.step))
        canvas.drawing.set_flow(sight.shares())
    canvas.grab(QRect(0, 0, 1, 1))  # lays it out: a widget on no screen hears of no resizing
    canvas.fit()
    canvas.choose(Detail.LAYERS if view.canvas.chosen is None else view.canvas.chosen)
    canvas.drawing.set_gates([sight.gates[arc.skip] for arc in sight.drawn.arcs])
    return canvas


def _bar_of(view: NetworkView, theme: Theme) -> ColorBar:
    bar = ColorBar()
    bar.set_theme(theme)
    bar.set_instrument(view.sight.info)
    bar.set_levels(*view.levels)
    bar.resize(bar.sizeHint())
    return bar
