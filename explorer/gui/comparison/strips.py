"""Gradient profiles as strips under one another: layers from left to right, one color scale for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QImage, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from explorer.gui.comparison.run_picture import RunPicture
from explorer.gui.widgets.colors import indices, lookup
from explorer.gui.widgets.labels import plain_tip
from explorer.gui.widgets.theme import Theme
from explorer.number_text import figure
from explorer.runs.snapshot import Floats
from explorer.wording import tr

_ROW, _HEAD, _GAP, _NOTE, _MOST_LABEL = 26.0, 24.0, 10.0, 58.0, 0.34  # pixels at least, and a share of the width


@dataclass(frozen=True)
class ProfileStrip:
    """A row: its label, and what each column shows, (layers,) each, with a short text beside it. `run_id` is the run
    that a click is about."""

    label: str
    values: tuple[Floats, ...]
    run_id: str
    notes: tuple[str, ...] = ()


class Strips(RunPicture):
    """Draws rows of strips under the headings of their columns. A tooltip reads the layer under the pointer; a click
    is `run_wanted`."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, tr("Gradient profiles"), parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.headings: tuple[str, ...] = ()
        self.strips: tuple[ProfileStrip, ...] = ()
        self._levels = (-6.0, 0.0)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self.update()

    def show_strips(self, headings: Sequence[str], strips: Sequence[ProfileStrip], levels: tuple[float, float]) -> None:
        """Draw these; `levels` are log10 of both ends of the color scale."""
        self.headings, self.strips, self._levels = tuple(headings), tuple(strips), levels
        self.updateGeometry()
        self.update()

    def shown(self) -> list[tuple[str, str]]:
        """The runs of the rows."""
        return [(strip.label, strip.run_id) for strip in self.strips]

    def area(self, place: int) -> QRectF:
        """The row of a run."""
        return QRectF(2, self._head + place * self._row + 1, self.width() - 4, self._row - 2)

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(400, round(self._head + self._row * len(self.strips) + 4))

    def minimumSizeHint(self) -> QSize:
        """All rows: what holds it scrolls."""
        return QSize(240, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint labels, headings and strips."""
        painter = QPainter(self)
        metrics = QFontMetricsF(self.font())
        painter.setPen(QColor(self._theme.muted))
        for column, heading in enumerate(self.headings):
            area = self._area(0, column)
            area.moveTop(0)
            painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, heading)
        for row, strip in enumerate(self.strips):
            label = QRectF(_GAP, self._head + row * self._row, self._label_width() - 2 * _GAP, self._row)
            painter.setPen(QColor(self._theme.text))
            text = metrics.elidedText(strip.label, Qt.TextElideMode.ElideMiddle, label.width())
            painter.drawText(label, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
            for column, values in enumerate(strip.values):
                area = self._area(row, column)
                self._paint_strip(painter, area, values)
                if strip.notes:
                    painter.setPen(QColor(self._theme.muted))
                    beside = QRectF(area.right() + 6, area.top() - 3, self._note - 6, self._row)
                    painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, strip.notes[column])
        self.paint_chosen(painter)
        painter.end()

    def _paint_strip(self, painter: QPainter, area: QRectF, values: Floats) -> None:
        if len(values):
            shades = np.ascontiguousarray(lookup(self._theme)[indices(values, *self._levels)])
            image = QImage(shades.data, len(shades), 1, shades.nbytes, QImage.Format.Format_RGB32)
            painter.drawImage(area, image)

    @property
    def _row(self) -> float:
        return max(_ROW, QFontMetricsF(self.font()).height() + 8)

    @property
    def _head(self) -> float:
        return max(_HEAD, QFontMetricsF(self.font()).height() + 6)

    @property
    def _note(self) -> float:
        """The room beside a strip for the longest note."""
        metrics = QFontMetricsF(self.font())
        return max(_NOTE, *(metrics.horizontalAdvance(note) + 12 for strip in self.strips for note in strip.notes), 0)

    def _label_width(self) -> float:
        metrics = QFontMetricsF(self.font())
        widest = max((metrics.horizontalAdvance(strip.label) for strip in self.strips), default=0.0) + 2 * _GAP
        return min(widest, _MOST_LABEL * self.width())

    def _area(self, row: int, column: int) -> QRectF:
        left = self._label_width()
        width = (self.width() - left - _GAP) / max(1, len(self.headings))
        return QRectF(left + column * width, self._head + row * self._row + 3, width - _GAP - self._note, self._row - 6)

    def at(self, position: QPointF) -> tuple[ProfileStrip, int, int] | None:
        """The strip, column and layer at a position."""
        row = int((position.y() - self._head) // self._row)
        if not 0 <= row < len(self.strips) or position.y() < self._head:
            return None
        strip = self.strips[row]
        for column, values in enumerate(strip.values):
            area = self._area(row, column)
            if len(values) and area.left() <= position.x() < area.right():
                return strip, column, int((position.x() - area.left()) / area.width() * len(values))
        return strip, 0, -1

    def event(self, event: QEvent) -> bool:
        """Read the layer under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.text_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def text_at(self, position: QPointF) -> str:
        """What is under a position, for people."""
        found = self.at(position)
        if found is None:
            return ""
        strip, column, layer = found
        if layer < 0:
            return plain_tip(strip.label)
        values = strip.values[column]
        reading = tr(
            "layer {layer} of {count}: {values}",
            layer=layer + 1,
            count=len(values),
            values=figure(float(values[layer])),
        )
        return plain_tip(f"{strip.label}\n{self.headings[column]}, {reading}")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask what to do with the run of a row."""
        found = self.at(event.position())
        if found is not None:
            self.run_wanted.emit(found[0].run_id, event.globalPosition().toPoint())
