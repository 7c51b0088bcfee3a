"""What is written onto a plot: interventions, ends by divergence, readings off the scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from explorer.gui.plots.view_filling import ViewFilling

_APART = 6.0  # pixels between labels in one row
_ROWS = 4  # rows of labels; a mark that finds no room keeps its line and loses its label


@dataclass(frozen=True)
class Line:
    """A vertical dotted line at x with a label at its top."""

    x: float
    label: str
    color: QColor


@dataclass(frozen=True)
class Cross:
    """A cross at a point of a curve, with a label beside it."""

    x: float
    y: float
    label: str
    color: QColor


@dataclass(frozen=True)
class Edge:
    """A small triangle at the top or bottom edge: a value that the axis cannot show. `ring` is the run's color."""

    x: float
    at: Literal["top", "bottom"]
    fill: QColor
    ring: QColor


@dataclass(frozen=True)
class Level:
    """A horizontal dotted line at y with a label at its right end: a value worth knowing."""

    y: float
    label: str
    color: QColor


@dataclass(frozen=True)
class Tag:
    """A label beside a point of a curve."""

    x: float
    y: float
    label: str
    color: QColor


@dataclass(frozen=True)
class Note:
    """A line of text in the upper right corner, or lines of text in the middle of an empty plot."""

    text: str
    color: QColor
    middle: bool = False


@dataclass(frozen=True)
class Band:
    """A shaded part of the x axis, first … last."""

    first: float
    last: float
    color: QColor


Mark = Line | Cross | Edge | Level | Tag | Note | Band


class Overlay(ViewFilling, pg.GraphicsObject):
    """Marks in data units, painted in pixels: sizes and labels do not change with the zoom."""

    def __init__(self, font: QFont) -> None:
        super().__init__()
        self.marks: tuple[Mark, ...] = ()
        self._font = font
        self.setZValue(20)

    def set_font(self, font: QFont) -> None:
        """Write labels in this font."""
        self._font = font
        self.update()

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Show exactly these; costs nothing where they are the same."""
        if tuple(marks) != self.marks:
            self.marks = tuple(marks)
            self.update()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None) -> None:
        """Draw all marks."""
        if not self.marks:
            return
        to_pixels = painter.worldTransform()
        area = to_pixels.mapRect(self.boundingRect())
        painter.setWorldTransform(QTransform())
        painter.setFont(self._font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        labels = _Labels(area, QFontMetricsF(self._font))
        for mark in self.marks:
            if isinstance(mark, Cross):
                labels.keep_free(_cross_at(mark, to_pixels, area))
        for mark in sorted(self.marks, key=lambda m: not isinstance(m, Note)):
            _draw(painter, mark, to_pixels, area, labels)
        painter.setWorldTransform(to_pixels)


class _Labels:
    """Places labels in rows from the top so that none lies on another."""

    def __init__(self, area: QRectF, metrics: QFontMetricsF) -> None:
        self.area, self.metrics = area, metrics
        self._taken: list[QRectF] = []

    def place(self, text: str, x: float, *, row: int = 0) -> QRectF | None:
        """A free rectangle beside x (left of it where the right is full), None where there is none."""
        width, height = self.metrics.horizontalAdvance(text), self.metrics.height()
        left = x + 4 if x + 4 + width <= self.area.right() else x - 4 - width
        for number in range(row, _ROWS):
            spot = QRectF(left, self.area.top() + 1 + number * height, width, height)
            if not any(spot.adjusted(-_APART, 0, _APART, 0).intersects(other) for other in self._taken):
                self._taken.append(spot)
                return spot
        return None

    def keep_free(self, point: QPointF) -> None:
        """Place no label on the cross at this point."""
        self._taken.append(QRectF(point.x() - 5, point.y() - 5, 10, 10))

    def below(self, spot: QRectF) -> QRectF:
        """The rectangle, moved down past the labels that are there already."""
        while any(spot.intersects(other) for other in self._taken) and spot.bottom() < self.area.bottom():
            spot.translate(0, self.metrics.height())
        self._taken.append(spot)
        return spot


def _draw(painter: QPainter, mark: Mark, to_pixels: QTransform, area: QRectF, labels: _Labels) -> None:
    if isinstance(mark, Note):
        if mark.middle:
            painter.setPen(mark.color)
            painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), mark.text)
        else:
            _write(painter, labels.place(mark.text, area.right() - 14), mark.text, mark.color)
        return
    if isinstance(mark, Level):
        _draw_level(painter, mark, to_pixels.map(QPointF(0.0, mark.y)).y(), labels)
        return
    if isinstance(mark, Band):
        _draw_band(painter, mark, to_pixels, area)
        return
    point = to_pixels.map(QPointF(mark.x, mark.y if isinstance(mark, Cross | Tag) else 0.0))
    if not area.left() - 1 <= point.x() <= area.right() + 1:
        return
    if isinstance(mark, Line):
        painter.setPen(QPen(mark.color, 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(point.x(), area.top()), QPointF(point.x(), area.bottom()))
        _write(painter, labels.place(mark.label, point.x()), mark.label, mark.color)
    elif isinstance(mark, Cross):
        _draw_cross(painter, mark, _cross_at(mark, to_pixels, area), labels)
    elif isinstance(mark, Tag):
        _write(painter, _beside(point, mark.label, labels, above=7), mark.label, mark.color)
    else:
        _draw_edge(painter, mark, point.x(), area)


def _draw_level(painter: QPainter, mark: Level, y: float, labels: _Labels) -> None:
    area, height = labels.area, labels.metrics.height()
    if not area.top() <= y <= area.bottom():
        return
    painter.setPen(QPen(mark.color, 1, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
    width = labels.metrics.horizontalAdvance(mark.label)
    top = y - height if y - height >= area.top() else y + 1
    _write(painter, labels.below(QRectF(area.right() - width - 4, top, width, height)), mark.label, mark.color)


def _draw_band(painter: QPainter, mark: Band, to_pixels: QTransform, area: QRectF) -> None:
    left, right = (to_pixels.map(QPointF(x, 0.0)).x() for x in (mark.first, mark.last))
    fill = QColor(mark.color)
    fill.setAlphaF(0.18)
    painter.fillRect(QRectF(left, area.top(), max(right - left, 2.0), area.height()) & area, fill)


def _cross_at(mark: Cross, to_pixels: QTransform, area: QRectF) -> QPointF:
    point = to_pixels.map(QPointF(mark.x, mark.y))
    return QPointF(point.x(), min(max(point.y(), area.top() + 5), area.bottom() - 5))


def _draw_cross(painter: QPainter, mark: Cross, point: QPointF, labels: _Labels) -> None:
    painter.setPen(QPen(mark.color, 2))
    for dx in (4.0, -4.0):
        painter.drawLine(point - QPointF(dx, 4), point + QPointF(dx, 4))
    _write(painter, _beside(point, mark.label, labels, above=6), mark.label, mark.color)


def _beside(point: QPointF, text: str, labels: _Labels, above: float) -> QRectF:
    """A free rectangle for a text above a point, or below it where there is no room."""
    height, area = labels.metrics.height(), labels.area
    width = labels.metrics.horizontalAdvance(text)
    left = min(point.x() - 4, area.right() - width)
    top = point.y() - height - above if point.y() - height - above >= area.top() else point.y() + above
    return labels.below(QRectF(left, top, width, height))


def _draw_edge(painter: QPainter, mark: Edge, x: float, area: QRectF) -> None:
    tip, base = (area.top() + 2, area.top() + 11) if mark.at == "top" else (area.bottom() - 2, area.bottom() - 11)
    painter.setPen(QPen(mark.ring, 1))
    painter.setBrush(mark.fill)
    painter.drawPolygon(QPolygonF([QPointF(x - 4.5, base), QPointF(x, tip), QPointF(x + 4.5, base)]))


def _write(painter: QPainter, spot: QRectF | None, text: str, color: QColor) -> None:
    if spot is not None:
        painter.setPen(color)
        painter.drawText(spot, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip), text)
