"""Marks of many on one axis: predictions of a class, one's own, and what the runs gave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from statistics import median

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.desk.lesson_gaps import Strip
from explorer.gui.widgets.theme import DARK, Theme
from explorer.lessons.wording import written
from explorer.wording import tr, tr_count

_EDGE = 18  # pixels left and right of the axis
_DOT = 6.0  # pixels
_STACK = 56  # pixels above the axis for the dots of a class; higher stacks are pressed together
_MARKS, _HALF = 18, 8  # pixels for one's own marks above the axis, and for half of a run's


class MarkStrip(QWidget):
    """Shows a Strip: gray dots are the class, stacked where they are close; filled triangles one's own marks, diamonds
    on the axis the runs. Its accessible description says the same in words."""

    def __init__(self, strip: Strip, theme: Theme = DARK, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.strip, self._theme = strip, theme
        self.setObjectName(f"markStrip_{strip.side}_{strip.measure}")
        self.setAccessibleName(tr("Predictions and results of {side}", side=strip.side))
        self.setAccessibleDescription(summary(strip))
        self.setToolTip(tr("Gray dots: the class. Triangles: your marks. Diamonds: what runs gave, one for each seed"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its dots, marks and figures."""
        return QSize(200, (_STACK if self.strip.others else 0) + _MARKS + self._below())

    def dots(self) -> Iterator[QPointF]:
        """The centers of the dots of the class."""
        columns = Counter(self._columns())
        apart = min(_DOT, _STACK / max(columns.values(), default=1))
        for column, count in columns.items():
            for place in range(count):
                yield QPointF(_EDGE + column * _DOT, self._line() - _MARKS - apart * (place + 0.5))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the axis and what is on it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        y = self._line()
        self._draw_axis(painter, y)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.muted))
        for center in self.dots():
            painter.drawEllipse(center, 0.45 * _DOT, 0.45 * _DOT)
        color = self._theme.side(self.strip.side)
        painter.setBrush(color)
        for value in self.strip.own:
            x = self._x(value)
            painter.drawPolygon(QPolygonF([QPointF(x, y - 2), QPointF(x - 6, y - 14), QPointF(x + 6, y - 14)]))
        painter.setPen(QPen(color, 1.5))
        painter.setBrush(QColor(self._theme.text))
        for value in self.strip.runs:
            x = self._x(value)
            points = ((0, -7), (6, 0), (0, 7), (-6, 0))
            painter.drawPolygon(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in points]))

    def _draw_axis(self, painter: QPainter, y: int) -> None:
        painter.setPen(QPen(QColor(self._theme.muted), 1))
        painter.drawLine(QPointF(_EDGE, y), QPointF(self.width() - _EDGE, y))
        for part in range(5):
            value = self.strip.low + part * (self.strip.high - self.strip.low) / 4
            text = written(value, self.strip.measure) if part == 4 else f"{value:g}".replace("-", "−")
            width = painter.fontMetrics().horizontalAdvance(text) + 2
            left = min(max(self._x(value) - width / 2, 0), self.width() - width)
            place = QRectF(left, y + _HALF, width, self.height() - y - _HALF)
            painter.drawText(place, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, text)

    def _columns(self) -> list[int]:
        return [round((self._x(value) - _EDGE) / _DOT) for value in self.strip.others]

    def _line(self) -> int:
        return self.height() - self._below()

    def _below(self) -> int:
        """Pixels below the axis."""
        return _HALF + self.fontMetrics().height() + 4

    def _x(self, value: float) -> float:
        part = (value - self.strip.low) / (self.strip.high - self.strip.low)
        return _EDGE + min(max(part, 0.0), 1.0) * max(self.width() - 2 * _EDGE, 1)


def summary(strip: Strip) -> str:
    """What is on a strip, in words."""

    def told(name: str, values: tuple[float, ...]) -> str:
        return f"{name}: {', '.join(written(value, strip.measure) for value in sorted(values))}." if values else ""

    count = len(strip.others)
    marks = tr_count("{count} mark", "{count} marks", count)
    middle = (
        tr("The class: {marks}, median {median}.", marks=marks, median=written(median(strip.others), strip.measure))
        if count
        else ""
    )
    parts = (middle, told(tr("Your marks"), strip.own), told(tr("Runs"), strip.runs))
    return " ".join(part for part in parts if part) or tr("Nothing is on it.")
