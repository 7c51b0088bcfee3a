"""Heatmaps of many runs as small multiples: layers across, time down, one color scale for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QImage, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from explorer.gui.comparison.panel_grid import columns_for
from explorer.gui.comparison.run_picture import RunPicture
from explorer.gui.widgets.colors import indices, lookup
from explorer.gui.widgets.labels import plain_tip
from explorer.gui.widgets.theme import Theme
from explorer.number_text import figure
from explorer.runs.overviews import Heatmap
from explorer.wording import tr

_HEAD, _GAP, _LOWEST = 20.0, 10.0, 150.0


@dataclass(frozen=True)
class Tile:
    """One run's heatmap under its label."""

    label: str
    heatmap: Heatmap
    run_id: str


class Tiles(RunPicture):
    """Draws tiles of one size. A tooltip reads the point under the pointer; a click is `run_wanted`."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, tr("Heatmaps"), parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.tiles: tuple[Tile, ...] = ()
        self._levels = (-6.0, 0.0)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self.update()

    def show_tiles(self, tiles: Sequence[Tile], levels: tuple[float, float]) -> None:
        """Draw these; `levels` are log10 of both ends of the color scale."""
        self.tiles, self._levels = tuple(tiles), levels
        self.updateGeometry()
        self.update()

    def shown(self) -> list[tuple[str, str]]:
        """The runs of the tiles."""
        return [(tile.label, tile.run_id) for tile in self.tiles]

    @property
    def across(self) -> int:
        """Tiles in a row."""
        return columns_for(max(1, len(self.tiles)))

    def minimumSizeHint(self) -> QSize:
        """Each tile at its smallest: what holds them scrolls."""
        rows = -(-len(self.tiles) // self.across)
        return QSize(240, round(rows * _LOWEST))

    def sizeHint(self) -> QSize:
        """As small as it can be; it takes the room there is."""
        return self.minimumSizeHint()

    def area(self, place: int) -> QRectF:
        """Where a tile's heatmap lies."""
        across = self.across
        rows = max(1, -(-len(self.tiles) // across))
        width, height = self.width() / across, max(_LOWEST, self.height() / rows)
        left, top = place % across * width, place // across * height
        return QRectF(left + _GAP / 2, top + _HEAD, width - _GAP, height - _HEAD - _GAP)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint each label over its heatmap."""
        painter = QPainter(self)
        metrics = QFontMetricsF(self.font())
        for place, tile in enumerate(self.tiles):
            area = self.area(place)
            head = QRectF(area.left(), area.top() - _HEAD, area.width(), _HEAD)
            painter.setPen(QColor(self._theme.text))
            text = metrics.elidedText(tile.label, Qt.TextElideMode.ElideMiddle, head.width())
            painter.drawText(head, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
            shades = np.ascontiguousarray(lookup(self._theme)[indices(tile.heatmap.values, *self._levels)])
            height, width = shades.shape
            image = QImage(shades.data, width, height, shades.strides[0], QImage.Format.Format_RGB32)
            painter.drawImage(area, image)
        self.paint_chosen(painter)
        painter.end()

    def text_at(self, position: QPointF) -> str:
        """What is under a position, for people."""
        for place, tile in enumerate(self.tiles):
            area = self.area(place)
            if area.contains(position):
                rows, layers = tile.heatmap.values.shape
                layer = min(int((position.x() - area.left()) / area.width() * layers), layers - 1)
                row = min(int((position.y() - area.top()) / area.height() * rows), rows - 1)
                reading = figure(float(tile.heatmap.values[row, layer]))
                step = row * tile.heatmap.steps_per_row
                return plain_tip(
                    tr(
                        "{label}\nlayer {layer} of {layers}, step {step:,}: {reading}",
                        label=tile.label,
                        layer=layer + 1,
                        layers=layers,
                        step=step,
                        reading=reading,
                    )
                )
        return ""

    def event(self, event: QEvent) -> bool:
        """Read the point under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.text_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask what to do with the run of a tile."""
        for place, tile in enumerate(self.tiles):
            if self.area(place).contains(event.position()):
                self.run_wanted.emit(tile.run_id, event.globalPosition().toPoint())
