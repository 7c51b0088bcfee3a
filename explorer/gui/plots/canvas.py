"""The drawing surface of a plot: pyqtgraph's, with our axes and our mouse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from math import ceil, floor

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFontMetricsF, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QGraphicsItem, QGraphicsSceneResizeEvent, QWidget

from explorer.gui.widgets.accessible import Role
from explorer.gui.widgets.labels import plain_tip
from explorer.gui.widgets.theme import Theme
from explorer.number_text import power_of_ten

_AXIS_WIDTH = 54  # or what large fonts need; the same in every plot, so that their x axes lie under one another
_ZOOMS = {Qt.Key.Key_Plus: 0.8, Qt.Key.Key_Equal: 0.8, Qt.Key.Key_Minus: 1.25}
_PAN = 0.1  # of what is on show
_LogTicks = list[tuple[float | None, list[float]]]


def whole_parts(text: str, metrics: QFontMetricsF, room: float) -> str:
    """The first parts of a text, between "·" and commas, that have room; of a single one the first words."""
    words = text.split(" ")
    while words and metrics.horizontalAdvance(" ".join(words)) > room:
        words.pop()
    shown = " ".join(words)
    end = max(f"{shown} ".rfind(", "), shown.rfind("·"))
    return shown[:end].rstrip() if end > 0 and shown != text else shown


class Axis(pg.AxisItem):
    """An axis in the theme's colors; with `logarithmic` its values are exponents and its labels powers of ten."""

    _title = ""  # pyqtgraph's constructor resizes the axis

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation, maxTickLength=-4)
        self.steps: Sequence[float] = ()
        self.logarithmic, self.whole = False, False
        self.formatter: Callable[[float], str] | None = None
        self.enableAutoSIPrefix(False)
        # its text costs 2 ms a paint, and its grid makes it part of every paint of a curve
        self.setCacheMode(self.CacheMode.DeviceCoordinateCache)
        self.setStyle(maxTickLevel=1, maxTextLevel=1, tickTextOffset=4)

    def set_logarithmic(self, on: bool) -> None:
        """Label values as powers of ten (the data are exponents already)."""
        if on != self.logarithmic:
            self.logarithmic = on
            self.picture = None
            self.update()

    def set_whole(self, on: bool) -> None:
        """Whether it counts: ticks at whole numbers only."""
        self.whole = on

    def set_title(self, title: str) -> None:
        """The axis' title; costs nothing where it is the same."""
        if title != self._title:
            self._title = title
            self._fit_title()

    def resizeEvent(self, event: QGraphicsSceneResizeEvent | None = None) -> None:
        """Write as much of the title as there is room for."""
        self._fit_title()
        super().resizeEvent(event)

    def _fit_title(self) -> None:
        if self.label is None:  # pyqtgraph's close takes it away, and resizes once more
            return
        if not self._title:
            if self.labelText:
                self.setLabel("")
            return
        size = self.size()
        room = size.height() if self.orientation == "left" else size.width()
        shown = whole_parts(self._title, QFontMetricsF(self.label.font()), room - 8)
        if escape(shown) != self.labelText:
            self.setLabel(escape(shown))  # pyqtgraph writes titles as HTML
            self.setToolTip("" if shown == self._title else plain_tip(self._title))

    def set_steps(self, steps: Sequence[float]) -> None:
        """Label every so many units: the first of these, ascending, for whose labels there is room."""
        self.steps = steps

    def set_formatter(self, formatter: Callable[[float], str] | None) -> None:
        """Write labels with this function; None for plain numbers."""
        self.formatter = formatter
        self.picture = None
        self.update()

    def boundingRect(self) -> QRectF:
        """A little more than pyqtgraph's, so that labels at the ends of the axis are not left out."""
        return super().boundingRect().adjusted(-12, -8, 12, 8)

    def tickValues(self, low: float, high: float, size: float) -> _LogTicks:
        """Ticks of a log axis: whole decades, and 2–9 between them where there is room."""
        if not self.logarithmic:
            if self.steps:
                return self._stepped(low, high, size)
            levels = super().tickValues(low, high, size)[:2]
            if not self.whole:
                return levels
            return [(space, [v for v in values if float(v).is_integer()]) for space, values in levels]
        first, last = int(low // 1), int(high // 1) + 1
        per_label = 1 + int((last - first) * 16 // max(size, 1))
        decades = [float(d) for d in range(first, last + 1) if low <= d <= high and d % per_label == 0]
        if per_label > 1:
            return [(float(per_label), decades)]
        between = [d + x for d in range(first, last) for x in _BETWEEN if low <= d + x <= high]
        return [(1.0, decades), (None, between)]

    def _stepped(self, low: float, high: float, size: float) -> _LogTicks:
        line = QFontMetricsF(self.style["tickFont"] or self.label.font()).height()
        wanted = (high - low) * line / max(size, 1.0)
        step = next((step for step in self.steps if step >= wanted), self.steps[-1])
        return [(step, [n * step for n in range(ceil(low / step), floor(high / step) + 1)])]

    def tickStrings(self, values: list[float], scale: float, spacing: float | None) -> list[str]:
        """The labels of one level of ticks."""
        if self.logarithmic:
            few = self.range[1] - self.range[0] < 2
            return [_label(v, few) if spacing is None else power_of_ten(v) for v in values]
        if self.formatter is not None:
            return [self.formatter(v) for v in values]
        return [s.replace("-", "−") for s in super().tickStrings(values, scale, spacing)]


_BETWEEN = (0.30103, 0.47712, 0.60206, 0.69897, 0.77815, 0.8451, 0.90309, 0.95424)


def _label(exponent: float, few_decades: bool) -> str:
    """2 and 5 of a decade are written where there are few decades, the others never."""
    decade, part = divmod(exponent, 1)
    digit = round(10**part)
    if not few_decades or digit not in (2, 5):
        return ""
    return f"{digit * 10.0**decade:g}" if -3 <= decade < 4 else f"{digit}·{power_of_ten(decade)}"


class Canvas(pg.PlotWidget):
    """Curves over axes. Wheel zooms, drag pans, double click fits; its own menu is off, ours is asked for.

    Emits `hovered` with x in data units (None on leaving), `fit_wanted`, `menu_wanted` with the global position and
    `moved_by_user` after a zoom or a pan. Keyboard: arrows emit `nudged` with −1 or +1; with Shift they pan, + and −
    zoom."""

    accessible_role = Role.Chart

    hovered = Signal(object)
    fit_wanted = Signal()
    menu_wanted = Signal(QPoint)
    moved_by_user = Signal()
    nudged = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.left, self.bottom = Axis("left"), Axis("bottom")
        super().__init__(parent, axisItems={"left": self.left, "bottom": self.bottom}, enableMenu=False)
        self.plotItem.hideButtons()
        self.plotItem.setContentsMargins(0, 6, 12, 0)
        self.view = self.plotItem.getViewBox()
        self.view.disableAutoRange()
        self.view.setDefaultPadding(0)
        self.view.sigRangeChangedManually.connect(lambda _: self.moved_by_user.emit())
        self._lines = 2
        self.set_size(1.0)
        self.setMinimumHeight(84)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self.setBackground(theme.panel)
        grid = QColor(theme.grid)
        for axis in (self.left, self.bottom):
            axis.setPen(pg.mkPen(grid))
            axis.setTickPen(pg.mkPen(grid))
            axis.setTextPen(pg.mkPen(theme.muted))
            axis.setGrid(110)

    def add(self, item: QGraphicsItem) -> None:
        """Draw an item in data units; it does not take part in fitting."""
        self.view.addItem(item, ignoreBounds=True)

    def set_size(self, factor: float) -> None:
        """Write figures and titles of the axes so many times as large."""
        small = QApplication.font()
        small.setPointSizeF(factor * max(6.5, small.pointSizeF() - 1.5))
        for axis in (self.left, self.bottom):
            axis.setTickFont(small)
            axis.label.setFont(small)
        metrics = QFontMetricsF(small)
        self._line = metrics.height()
        self.left.setWidth(max(factor * _AXIS_WIDTH, metrics.horizontalAdvance("100 %") + self._line + 4))
        self.set_bottom_lines(self._lines)

    def set_bottom_lines(self, lines: int) -> None:
        """Keep room below the curves for the x axis' figures and its title (2), or for its figures alone (1)."""
        self._lines = lines
        self.bottom.setHeight(round((1.6 if lines == 1 else 2.6) * self._line))

    def set_titles(self, left: str, bottom: str) -> None:
        """The axes' titles."""
        self.left.set_title(left)
        self.bottom.set_title(bottom)

    def show_range(self, x: tuple[float, float], y: tuple[float, float]) -> None:
        """Show this part of the data; costs nothing where it is on show already."""
        shown = self.view.viewRange()
        if tuple(shown[0]) != x or tuple(shown[1]) != y:
            self.view.setRange(xRange=x, yRange=y, padding=0)
            self.view.prepareForPaint()  # done while painting, as pyqtgraph does it, it asks for a second paint

    def x_at(self, position: QPointF) -> float | None:
        """x in data units under a position in the widget, None outside the curves' area."""
        scene = self.mapToScene(position.toPoint())
        inside = self.view.sceneBoundingRect().contains(scene)
        return float(self.view.mapSceneToView(scene).x()) if inside else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say where the mouse is."""
        super().mouseMoveEvent(event)
        self.hovered.emit(self.x_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep the press: what lies behind the plot has no use for it."""
        super().mousePressEvent(event)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep the release, too."""
        super().mouseReleaseEvent(event)
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Say that the mouse is gone."""
        super().leaveEvent(event)
        self.hovered.emit(None)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for the whole picture."""
        self.fit_wanted.emit()
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu."""
        self.menu_wanted.emit(event.globalPos())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the read-out, with Shift the view; + and − zoom, Home fits."""
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            by = -1 if key == Qt.Key.Key_Left else 1
            self._move_view(pan=by) if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else self.nudged.emit(by)
        elif key in _ZOOMS:
            self._move_view(zoom=_ZOOMS[Qt.Key(key)])
        elif key == Qt.Key.Key_Home:
            self.fit_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _move_view(self, pan: int = 0, zoom: float = 1.0) -> None:
        low, high = self.view.viewRange()[0]
        middle, half = (low + high) / 2 + pan * _PAN * (high - low), zoom * (high - low) / 2
        self.view.setXRange(middle - half, middle + half, padding=0)
        self.moved_by_user.emit()
