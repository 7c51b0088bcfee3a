"""The drawing of histograms: bins × time for A and B, and beside them the spread at one step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QEvent, QLineF, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.desk.sides import SIDES, Side
from explorer.gui.plots.histogram_data import UNIT, Spread, bin_text, bins_shown, columns_at, top_share
from explorer.gui.widgets.accessible import Role
from explorer.gui.widgets.colors import indices, lookup
from explorer.gui.widgets.theme import DARK, Theme
from explorer.runs.snapshot import ABSENT, Scale
from explorer.wording import marked, tr

_LEFT, _RIGHT, _TOP, _BOTTOM, _GAP = 38.0, 12.0, 18.0, 17.0, 10.0  # pixels
_BESIDE = 0.27  # of the width: the spread at the step on show
_LEFT_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT_MIDDLE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MOVES = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip
NO_RUN = "not trained"
ROWS: Mapping[Scale, str] = marked({"decades": "rows: size, by decades", "multiples": "rows: {unit}"})
_LABEL_ROOM = 13.0  # pixels between two labels of rows


@dataclass(frozen=True)
class Drawn:
    """What is drawn: a spread for each side that has one, the last step of all, the step on show (None: newest),
    why a side with a run has no spread, and what the bins are."""

    spreads: Mapping[Side, Spread] = field(default_factory=dict)
    last: int = 0
    step: int | None = None
    lacking: Mapping[Side, str] = field(default_factory=dict)
    scale: Scale = "decades"

    def why_empty(self, side: Side) -> str:
        """What stands in the place of a side that has no spread."""
        return self.lacking.get(side, tr(NO_RUN))


class HistogramCanvas(QWidget):
    """Emits `pointed` with the step (None beside the pictures) and the bin under the pointer (None: no bin), and
    `menu_wanted` with a global position; the arrow keys point as well. Rows are bins, the largest numbers on top; one
    color scale for both."""

    accessible_role = Role.Chart

    pointed = Signal(object, object)
    menu_wanted = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("histogramCanvas")
        self.setAccessibleName(tr("Histogram"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(110)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        font = self.font()
        font.setPointSizeF(max(6.5, font.pointSizeF() - 1.5))
        self.setFont(font)
        self._theme = DARK
        self.drawn = Drawn()
        self._at: tuple[int, int] | None = None  # step and row that the keyboard is on
        self.bins: list[int] = []
        self.top = 1.0

    def sizeHint(self) -> QSize:
        """As a plot."""
        return QSize(420, 180)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self.update()

    def draw(self, drawn: Drawn) -> None:
        """Draw this from now on."""
        self.drawn = drawn
        found = list(drawn.spreads.values())
        self.bins, self.top = bins_shown(found), top_share(found)
        self.update()

    # ── where things stand ──────────────────────────────────────────────────────────────────────

    def area(self, side: Side) -> QRectF:
        """The picture of a side."""
        width = (self.width() - _LEFT - _RIGHT) * (1 - _BESIDE) / 2 - _GAP
        left = _LEFT + (width + _GAP) * SIDES.index(side)
        return QRectF(left, _TOP, width, self.height() - _TOP - _BOTTOM)

    def beside(self) -> QRectF:
        """The spread at the step on show."""
        width = (self.width() - _LEFT - _RIGHT) * _BESIDE
        return QRectF(self.width() - _RIGHT - width, _TOP, width, self.height() - _TOP - _BOTTOM)

    def _row(self, index: int) -> float:
        """The upper edge of a row."""
        area = self.beside()
        return area.top() + area.height() * index / max(len(self.bins), 1)

    # ── painting ────────────────────────────────────────────────────────────────────────────────

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint axes, both pictures and the spread."""
        painter = QPainter(self)
        self._paint_rows(painter)
        for side in SIDES:
            self._paint_side(painter, side)
        self._paint_spread(painter)
        painter.end()

    def _paint_rows(self, painter: QPainter) -> None:
        metrics, last = QFontMetricsF(self.font()), -np.inf
        painter.setPen(QColor(self._theme.muted))
        for index, which in enumerate(self.bins):
            middle = (self._row(index) + self._row(index + 1)) / 2
            if middle - last >= _LABEL_ROOM:
                place = QRectF(0, middle - metrics.height() / 2, _LEFT - 5, metrics.height())
                painter.drawText(place, _RIGHT_MIDDLE, bin_text(which, True, self.drawn.scale))
                last = middle

    def _paint_side(self, painter: QPainter, side: Side) -> None:
        area, found = self.area(side), self.drawn.spreads.get(side)
        painter.setPen(QPen(QColor(self._theme.border), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area)
        above = QRectF(area.left(), 0, area.width(), _TOP)
        painter.setPen(self._theme.side(side))
        painter.drawText(above, _LEFT_MIDDLE, side)
        painter.setPen(QColor(self._theme.muted))
        if side == SIDES[0]:
            text = tr(ROWS[self.drawn.scale], unit=UNIT)
            letter = QFontMetricsF(self.font()).horizontalAdvance(f"{side}  ")
            room = above.adjusted(letter, 0, 0, 0)
            if QFontMetricsF(self.font()).horizontalAdvance(text) <= room.width():
                painter.drawText(room, _LEFT_MIDDLE, text)
        if found is None:
            text = self.drawn.why_empty(side)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)
            return
        self._paint_picture(painter, area, found)
        below = QRectF(area.left(), area.bottom() + 1, area.width(), _BOTTOM)
        painter.drawText(below, _LEFT_MIDDLE, tr("step 0"))
        painter.drawText(below, _RIGHT_MIDDLE, f"{self.drawn.last:,}")
        if self.drawn.step is not None:
            x = area.left() + (self.drawn.step + 0.5) / (self.drawn.last + 1) * area.width()
            for color, width in ((QColor(0, 0, 0, 150), 3.0), (QColor("white"), 1.0)):
                painter.setPen(QPen(color, width))
                painter.drawLine(QLineF(x, area.top(), x, area.bottom()))

    def _paint_picture(self, painter: QPainter, area: QRectF, found: Spread) -> None:
        at = columns_at(found, self.drawn.last, max(1, round(area.width() * self.devicePixelRatioF())))
        shares = found.shares[at][:, self.bins].T
        shades = indices(np.where(shares > 0, shares, ABSENT), 0.0, self.top, linear=True)
        pixels = np.ascontiguousarray(lookup(self._theme)[shades])
        image = QImage(pixels.data, pixels.shape[1], pixels.shape[0], pixels.strides[0], QImage.Format.Format_RGB32)
        painter.drawImage(area.adjusted(1, 1, 0, 0), image)

    def _paint_spread(self, painter: QPainter) -> None:
        area, metrics = self.beside(), QFontMetricsF(self.font())
        painter.setPen(QPen(QColor(self._theme.border), 1))
        painter.drawRect(area)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for side, found in self.drawn.spreads.items():
            color = self._theme.side(side)
            fill = QColor(color)
            fill.setAlphaF(0.16)
            outline = [QPointF(area.left(), area.top())]
            for index, share in enumerate(found.at(self.drawn.step)[self.bins]):
                x = area.left() + area.width() * min(1.0, float(share) / self.top)
                outline += [QPointF(x, self._row(index)), QPointF(x, self._row(index + 1))]
            painter.setPen(QPen(color, 1.4))
            painter.setBrush(fill)
            painter.drawPolygon([*outline, QPointF(area.left(), area.bottom())])
        painter.setPen(QColor(self._theme.muted))
        above = QRectF(area.left() - _GAP, 0, area.width() + _GAP + _RIGHT, _TOP)
        step = "newest" if self.drawn.step is None else tr("step {step:,}", step=self.drawn.step)
        text = metrics.elidedText(tr("share at {step}", step=step), Qt.TextElideMode.ElideRight, above.width())
        painter.drawText(above, Qt.AlignmentFlag.AlignCenter, text)
        below = QRectF(area.left(), area.bottom() + 1, area.width(), _BOTTOM)
        painter.drawText(below, _LEFT_MIDDLE, "0")
        painter.drawText(below, _RIGHT_MIDDLE, f"{self.top:.0%}")

    # ── pointer ─────────────────────────────────────────────────────────────────────────────────

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what the pointer means."""
        at = event.position()
        area = self.beside()
        row = int((at.y() - area.top()) / max(area.height(), 1) * len(self.bins))
        inside = area.top() <= at.y() < area.bottom() and 0 <= row < len(self.bins)
        self.pointed.emit(self._step_at(at), self.bins[row] if inside else None)

    def _step_at(self, at: QPointF) -> int | None:
        for side in SIDES:
            area = self.area(side)
            if area.contains(at) and side in self.drawn.spreads:
                return min(self.drawn.last, int((at.x() - area.left()) / area.width() * (self.drawn.last + 1)))
        return None

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at any more."""
        self.pointed.emit(None, None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right point at the step before or after, up and down at the bin above or below."""
        key = Qt.Key(event.key())
        if key not in _MOVES or not self.bins:
            super().keyPressEvent(event)
            return
        step, row = self._at or (self.drawn.last, 0)
        if self._at is not None:
            step, row = step + _MOVES[key][0], row + _MOVES[key][1]
        self._at = min(max(step, 0), self.drawn.last), min(max(row, 0), len(self.bins) - 1)
        self.pointed.emit(self._at[0], self.bins[self._at[1]])

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nothing is pointed at any more."""
        super().focusOutEvent(event)
        if self._at is not None:
            self._at = None
            self.pointed.emit(None, None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu."""
        self.menu_wanted.emit(event.globalPos())
        event.accept()
