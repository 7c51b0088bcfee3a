"""An axis on which runs are placed before they are trained: one mark for each seed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.gui.widgets.accessible import Role, tell
from explorer.gui.widgets.theme import DARK, Theme
from explorer.wording import tr

_EDGE = 18  # pixels left and right of the axis
_HEIGHT = 70
_STEPS, _PAGE = 100, 10
_KEYS = {
    Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_PageUp: _PAGE, Qt.Key.Key_PageDown: -_PAGE,
}  # fmt: skip


class MarkAxis(QWidget):
    """Click, or Space, adds a mark until there are enough; the mouse or the arrow keys move them, Up and Down choose
    one. `placed` carries all values once there are enough of them."""

    accessible_role = Role.Slider

    placed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("markAxis")
        self.setAccessibleName(tr("Axis of your prediction"))
        self.setToolTip(
            tr("Click to place a mark, drag to move it. Keys: Space adds, left and right move, up and down choose")
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._low, self._high, self._unit, self._count = 0.0, 1.0, "", 3
        self._values: list[float] = []
        self._chosen = 0
        self._theme, self._color = DARK, QColor(DARK.a)
        self._dragging = False

    @property
    def values(self) -> tuple[float, ...]:
        """Where the marks are."""
        return tuple(self._values)

    def set_axis(self, low: float, high: float, unit: str, count: int) -> None:
        """The axis, and how many marks belong on it."""
        if (low, high, unit, count) != (self._low, self._high, self._unit, self._count):
            self._values, self._chosen = [], 0
        self._low, self._high, self._unit, self._count = low, high, unit, count
        self.update()

    def set_values(self, values: Sequence[float], color: QColor) -> None:
        """Show these marks, in a run's color; marks that are not enough yet stay."""
        self._color = color
        if values or len(self._values) == self._count:
            self._values = list(values)
            self._chosen = min(self._chosen, max(len(values) - 1, 0))
        self._describe()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """As high as marks, line and figures."""
        return QSize(200, _HEIGHT)

    # ── hands ───────────────────────────────────────────────────────────────────────────────────

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Add a mark, or take the nearest."""
        x = event.position().x()
        if len(self._values) < self._count:
            self._add(self._value(x))
        else:
            self._chosen = min(range(self._count), key=lambda k: abs(self._x(self._values[k]) - x))
            self._put(self._value(x))
        self._dragging = True

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move it."""
        if self._dragging:
            self._put(self._value(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let it go."""
        self._dragging = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space adds, left and right move, up and down choose."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Space and len(self._values) < self._count:
            self._add(self._values[-1] if self._values else (self._low + self._high) / 2)
        elif key in _KEYS and self._values:
            self._put(self._values[self._chosen] + _KEYS[key] * (self._high - self._low) / _STEPS)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self._values:
            self._chosen = (self._chosen + (1 if key == Qt.Key.Key_Up else -1)) % len(self._values)
            self._describe()
            self.update()
        else:
            super().keyPressEvent(event)

    def _add(self, value: float) -> None:
        self._values.append(value)
        self._chosen = len(self._values) - 1
        self._put(value)

    def _put(self, value: float) -> None:
        self._values[self._chosen] = min(max(value, self._low), self._high)
        self._describe()
        self.update()
        if len(self._values) == self._count:
            self.placed.emit(self.values)

    def _describe(self) -> None:
        told = ", ".join(f"{value:g} {self._unit}".strip() for value in self._values) or tr("no mark yet")
        tell(self, tr("{placed} of {all} marks: {told}", placed=len(self._values), all=self._count, told=told))

    # ── drawing ─────────────────────────────────────────────────────────────────────────────────

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw line, figures and marks."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        y = 0.55 * self.height()
        painter.setPen(QPen(QColor(self._theme.muted), 1))
        painter.drawLine(QPointF(_EDGE, y), QPointF(self.width() - _EDGE, y))
        for part in range(5):
            value = self._low + part * (self._high - self._low) / 4
            x = self._x(value)
            painter.drawLine(QPointF(x, y - 3), QPointF(x, y + 3))
            text = f"{value:g}".replace("-", "−") + (f" {self._unit}" if part == 4 and self._unit else "")
            width = painter.fontMetrics().horizontalAdvance(text) + 2
            left = min(max(x - width / 2, 0), self.width() - width)
            painter.drawText(QRectF(left, y + 5, width, 20), Qt.AlignmentFlag.AlignCenter, text)
        for place, value in enumerate(self._values):
            self._draw_mark(painter, self._x(value), y, place == self._chosen and self.hasFocus())

    def _draw_mark(self, painter: QPainter, x: float, y: float, chosen: bool) -> None:
        painter.setBrush(self._color)
        painter.setPen(QPen(QColor(self._theme.text), 2.5) if chosen else Qt.PenStyle.NoPen)
        painter.drawPolygon(QPolygonF([QPointF(x, y - 1), QPointF(x - 7, y - 15), QPointF(x + 7, y - 15)]))

    def _x(self, value: float) -> float:
        return _EDGE + (value - self._low) / (self._high - self._low) * max(self.width() - 2 * _EDGE, 1)

    def _value(self, x: float) -> float:
        part = (x - _EDGE) / max(self.width() - 2 * _EDGE, 1)
        raw = self._low + min(max(part, 0.0), 1.0) * (self._high - self._low)
        step = (self._high - self._low) / 200
        return round(raw / step) * step
