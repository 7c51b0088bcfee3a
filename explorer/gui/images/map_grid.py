"""All channels of one map in a grid, with the value under the pointer."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from explorer.desk.sides import Side
from explorer.gui.images.map_colors import picture
from explorer.gui.widgets.accessible import Role, tell
from explorer.gui.widgets.theme import DARK, Theme
from explorer.looks import ChannelMaps
from explorer.wording import tr

GAP = 3.0
_STEPS = {
    Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
}  # fmt: skip
_Point = tuple[int, int, int]
"""Channel, row, column."""


class MapGrid(QWidget):
    """`pointed` carries the value under the pointer, or at the keyboard's cursor, in words; empty beside the maps."""

    accessible_role = Role.Graphic

    pointed = Signal(str)

    def __init__(self, side: Side, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self.setObjectName(f"mapGrid{side}")
        self.setAccessibleName(tr("Channels of {side}", side=side))
        self.setAccessibleDescription(
            tr("Arrow keys move from value to value, Page Up and Page Down between channels.")
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(160, 160)
        self.maps: ChannelMaps | None = None
        self._top = 1.0
        self._message = ""
        self._point: _Point | None = None
        self._theme = DARK

    def set_maps(self, maps: ChannelMaps | None, top: float, message: str = "") -> None:
        """Draw maps, `top` being white; without maps, a message."""
        self.maps, self._top, self._message = maps, top, message
        if self._point is not None:
            there = maps is not None and all(at < n for at, n in zip(self._point, maps.values.shape, strict=True))
            self._show(self._point if there else None)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(380, 380)

    def areas(self) -> list[QRectF]:
        """Where each channel stands: as large as fits."""
        if self.maps is None:
            return []
        count, height, width = self.maps.values.shape
        columns = max(1, min(count, math.ceil(math.sqrt(count * self.width() * height / (self.height() * width)))))
        rows = math.ceil(count / columns)
        pixel = min((self.width() / columns - GAP) / width, (self.height() / rows - GAP) / height)
        across, down = max(1.0, pixel * width), max(1.0, pixel * height)
        return [
            QRectF((i % columns) * (across + GAP), (i // columns) * (down + GAP), across, down) for i in range(count)
        ]

    def point_at(self, position: QPointF) -> _Point | None:
        """The value at a position."""
        for channel, area in enumerate(self.areas()):
            if area.contains(position) and self.maps is not None:
                _, height, width = self.maps.values.shape
                row = min(height - 1, int((position.y() - area.top()) / area.height() * height))
                return channel, row, min(width - 1, int((position.x() - area.left()) / area.width() * width))
        return None

    def text_at(self, point: _Point) -> str:
        """A value in words."""
        assert self.maps is not None
        channel, row, column = point
        value = float(self.maps.values[channel, row, column])
        mean = "" if self.maps.values.shape[1:] == self.maps.size else tr(" (mean of a part)")
        place = tr(
            "channel {channel} of {count} · row {row}, column {column}",
            channel=channel + 1,
            count=self.maps.count,
            row=row + 1,
            column=column + 1,
        )
        return f"{self._side} · {place}: {value:.5g}{mean}"

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw every channel."""
        painter = QPainter(self)
        if self.maps is None:
            painter.setPen(QColor(self._theme.muted))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._message)
            return
        areas = self.areas()
        for values, area in zip(self.maps.values, areas, strict=True):
            painter.drawImage(area, picture(values, self._top))
        if self._point is not None and self._point[0] < len(areas):
            painter.setPen(QPen(QColor(self._theme.accent), 2))
            painter.drawRect(self._pixel(areas[self._point[0]], self._point))

    def _pixel(self, area: QRectF, point: _Point) -> QRectF:
        assert self.maps is not None
        _, height, width = self.maps.values.shape
        across, down = area.width() / width, area.height() / height
        return QRectF(area.left() + point[2] * across, area.top() + point[1] * down, across, down)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell the value under the pointer."""
        self._show(self.point_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Tell nothing."""
        self._show(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the cursor."""
        key = Qt.Key(event.key())
        if self.maps is None or (key not in _STEPS and key not in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)):
            super().keyPressEvent(event)
            return
        most = [n - 1 for n in self.maps.values.shape]
        by = {Qt.Key.Key_PageUp: (-1, 0, 0), Qt.Key.Key_PageDown: (1, 0, 0)}.get(key) or (0, *_STEPS[key])
        now = self._point or (0, 0, 0)
        moved = [min(max(at + step, 0), last) for at, step, last in zip(now, by, most, strict=True)]
        self._show((moved[0], moved[1], moved[2]))

    def _show(self, point: _Point | None) -> None:
        self._point = point
        text = "" if point is None else self.text_at(point)
        self.pointed.emit(text)
        if text:
            tell(self, text)
        self.update()
