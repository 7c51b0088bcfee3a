"""Frames around groups of cells on the strip: the layers that a finding's evidence is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from explorer.gui.picture.scaled_item import LEFT, ScaledItem, in_pixels
from explorer.gui.widgets.theme import DARK, Theme

AROUND, NARROWEST = 4.0, 7.0  # pixels around the cells that a frame needs, and its least width
LINES = ((4.0, "panel"), (2.0, "text"))  # width in pixels and the theme's color: it shows on every color


class CellFramesItem(ScaledItem):
    """A frame around each group of neighboring cells (first and last, from 0), over the whole height of its extent."""

    def __init__(self) -> None:
        super().__init__()
        self.groups: tuple[tuple[int, int], ...] = ()
        self._theme = DARK

    def set_groups(self, groups: Sequence[tuple[int, int]]) -> None:
        """Frame these; () frames none."""
        if tuple(groups) != self.groups:
            self.groups = tuple(groups)
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self.update()

    def paint(self, painter: QPainter, *_: Any) -> None:
        """Paint the frames on screen."""
        if not self.groups:
            return
        seen, extent, scale = self.seen(), self.boundingRect(), in_pixels(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for first, last in self.groups:
            if last + 1 + LEFT < seen.left() or first + LEFT > seen.right():
                continue
            frame = QRectF(scale.x(first + LEFT), scale.y(extent.top()), 0, 0)
            frame.setRight(scale.x(last + 1 + LEFT))
            frame.setBottom(scale.y(extent.bottom()))
            spare = max(0.0, NARROWEST - frame.width()) / 2
            frame.adjust(-spare, AROUND / 2, spare, -AROUND / 2)
            for width, color in LINES:
                painter.setPen(QPen(QColor(getattr(self._theme, color)), width))
                painter.drawRoundedRect(frame, 4, 4)
