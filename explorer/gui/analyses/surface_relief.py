"""A surface as hills, turned with the mouse or the arrow keys; painted, so that no graphics driver is needed."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from explorer.choices.figures.surface import Surface
from explorer.gui.analyses.surface_data import ZScale, band, band_colors, refined
from explorer.gui.widgets.accessible import Role
from explorer.gui.widgets.theme import DARK, Theme
from explorer.wording import tr

_PATCHES = 40  # quadrilaterals on either axis at most
_HEIGHT, _TALL = 260, 0.9  # pixels at least; a full scale's height against the base's side
_DEGREES = 0.5  # a pixel of dragging
Doubles = NDArray[np.float64]


@dataclass(frozen=True)
class Turn:
    """From where one looks: `around` and `above`, in degrees."""

    around: float = -32.0
    above: float = 34.0

    def by(self, around: float, above: float) -> Turn:
        """Turned further; never seen from below or from straight above."""
        return Turn((self.around + around) % 360, min(85.0, max(8.0, self.above + above)))

    def seen(self, x: Doubles, y: Doubles, z: Doubles) -> tuple[Doubles, Doubles, Doubles]:
        """Right, up and toward the eye of points in −1 to 1, in parallel projection."""
        turn, tilt = math.radians(self.around), math.radians(self.above)
        right = x * math.cos(turn) - y * math.sin(turn)
        back = x * math.sin(turn) + y * math.cos(turn)
        up = z * math.cos(tilt) + back * math.sin(tilt)
        return right, up, z * math.sin(tilt) - back * math.cos(tilt)


class SurfaceRelief(QWidget):
    """Patches in the map's colors, nearer ones over farther ones. `turned` carries the new Turn, so that A and B
    are seen from one side."""

    accessible_role = Role.Chart

    turned = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumHeight(_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(tr("Drag or press the arrow keys to rotate the surface; Home resets the view"))
        self.turn = Turn()
        self._theme = DARK
        self._surface: Surface | None = None
        self._scale = ZScale(0.0, 1.0, False)
        self._grid: tuple[Doubles, Doubles, Doubles] = (np.empty(0), np.empty(0), np.empty((0, 0)))
        self._pressed: QPointF | None = None

    def show_surface(self, surface: Surface, scale: ZScale, theme: Theme) -> None:
        """Draw this surface, its height and colors by this scale."""
        self._surface, self._scale, self._theme = surface, scale, theme
        x, y, z = refined(surface, scale.log)
        every = max(1, math.ceil(max(z.shape) / _PATCHES))
        self._grid = _unit(x[::every]), _unit(y[::every]), scale.shares(z[::every, ::every])
        self.update()

    def set_turn(self, turn: Turn) -> None:
        """Look from there; emits nothing."""
        self.turn = turn
        self.update()

    # ── hands ───────────────────────────────────────────────────────────────────────────────────

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to turn."""
        self._pressed = event.position()
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Turn."""
        if self._pressed is not None:
            moved, self._pressed = event.position() - self._pressed, event.position()
            self._wish(self.turn.by(-moved.x() * _DEGREES, moved.y() * _DEGREES))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._pressed = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows turn, Home turns back."""
        keys = Qt.Key
        turns = {keys.Key_Left: (6, 0), keys.Key_Right: (-6, 0), keys.Key_Up: (0, 4), keys.Key_Down: (0, -4)}
        if event.key() in turns:
            self._wish(self.turn.by(*turns[Qt.Key(event.key())]))
        elif event.key() == keys.Key_Home:
            self._wish(Turn())
        else:
            super().keyPressEvent(event)

    def _wish(self, turn: Turn) -> None:
        self.set_turn(turn)
        self.turned.emit(turn)

    # ── drawing ─────────────────────────────────────────────────────────────────────────────────

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the base, the patches and the axes' names."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(self._theme.panel))
        if self._grid[2].size:
            self._paint_base(painter)
            self._paint_patches(painter)
            self._paint_names(painter)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QPen(QColor(self._theme.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _at(self, x: Doubles, y: Doubles, share: Doubles) -> tuple[Doubles, Doubles, Doubles]:
        """Pixels right and down, and nearness, of points of the unit box."""
        right, up, near = self.turn.seen(x, y, (share * 2 - 1) * _TALL)
        size = min(self.width() / 2.95, self.height() / 3.25)
        return self.width() / 2 + right * size, self.height() / 2 - up * size, near

    def _paint_base(self, painter: QPainter) -> None:
        corners = np.array([-1.0, 1.0, 1.0, -1.0]), np.array([-1.0, -1.0, 1.0, 1.0]), np.zeros(4)
        right, down, near = self._at(*corners)
        painter.setPen(QPen(QColor(self._theme.grid), 1))
        painter.drawPolygon(QPolygonF([QPointF(*point) for point in zip(right, down, strict=True)]))
        far = int(near.argmin())
        top = self._at(corners[0], corners[1], np.ones(4))
        painter.drawLine(QPointF(right[far], down[far]), QPointF(top[0][far], top[1][far]))

    def _paint_names(self, painter: QPainter) -> None:
        if self._surface is not None:
            painter.setPen(QColor(self._theme.muted))
            for name, x, y, beside in (
                (self._surface.x_label, 0.0, -1.25, 0.5),
                (self._surface.y_label, -1.15, 0.0, 1),
            ):
                at = self._at(np.array([x]), np.array([y]), np.zeros(1))
                width = painter.fontMetrics().horizontalAdvance(name)
                left = min(max(4.0, float(at[0][0]) - width * beside), self.width() - 4.0 - width)
                painter.drawText(QPointF(left, min(float(at[1][0]), self.height() - 5.0)), name)

    def _paint_patches(self, painter: QPainter) -> None:
        x, y, share = self._grid
        across, along = np.meshgrid(x, y)
        right, down, _ = self._at(across, along, share)
        middle = _corners(share).mean(axis=0)
        order = np.argsort(_corners(self._at(across, along, np.zeros_like(share))[2]).mean(axis=0), axis=None)
        points = np.stack([_corners(right), _corners(down)], axis=-1)  # (4, n, m, 2)
        colors = band_colors()[band(np.nan_to_num(middle))]
        light = _light(share)
        for place in order:
            row, column = divmod(int(place), middle.shape[1])
            if not np.isfinite(middle[row, column]):
                continue
            color = QColor(*colors[row, column].tolist())
            shade = color.darker(round(100 / light[row, column]))
            painter.setBrush(shade)
            painter.setPen(QPen(shade, 0.8))  # without it, hairlines of the ground show between patches
            painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in points[:, row, column]]))


def _unit(places: Doubles) -> Doubles:
    low, high = float(places[0]), float(places[-1])
    return (places - low) / (high - low) * 2 - 1 if high != low else np.zeros_like(places)


def _corners(grid: Doubles) -> Doubles:
    """The four corners of every patch, shape (4, rows − 1, columns − 1)."""
    return np.stack([grid[:-1, :-1], grid[:-1, 1:], grid[1:, 1:], grid[1:, :-1]])


def _light(share: Doubles) -> Doubles:
    """How bright each patch is, 0.7–1: those that face left and the front are brighter."""
    slope_x = np.nan_to_num(np.diff(share, axis=1)[:-1])
    slope_y = np.nan_to_num(np.diff(share, axis=0)[:, :-1])
    return np.clip(0.87 + 1.6 * (slope_x - slope_y), 0.7, 1.0)
