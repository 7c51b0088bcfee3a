"""The frames behind the strip: which layers share one map size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from explorer.graph.layout import StageFrame
from explorer.gui.picture.scaled_item import ScaledItem, in_pixels, mixed
from explorer.gui.widgets.theme import DARK, Theme
from explorer.wording import tr

LABEL = 17.0  # pixels kept free for the labels at the strip's top
FONT_PX = 11


def label_for(frame: StageFrame, room: float, metrics: QFontMetricsF) -> str:
    """The longest label of a stage that fits into `room` pixels; empty where none does."""
    for text in (tr("stage {stage} · {size}", stage=frame.stage, size=frame.size), frame.size):
        if metrics.horizontalAdvance(text) <= room:
            return text
    return ""


class StagesItem(ScaledItem):
    """A quiet rounded frame for each stage, with its number and map size at the top."""

    def __init__(self) -> None:
        super().__init__()
        self.frames: Sequence[StageFrame] = ()
        self.labeled = True
        self._theme = DARK

    def set_frames(self, frames: Sequence[StageFrame]) -> None:
        """Replace the frames."""
        self.frames = frames
        self.update()

    def set_labeled(self, labeled: bool) -> None:
        """Write each stage's label, or leave it to its box."""
        self.labeled = labeled
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self.update()

    def paint(self, painter: QPainter, *_: Any) -> None:
        """Paint the frames on screen."""
        seen, extent = self.seen(), self.boundingRect()
        scale = in_pixels(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont()
        font.setPixelSize(FONT_PX)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        fill = mixed(self._theme.panel, self._theme.raised, 0.6)  # opaque: blending the whole strip costs 2 ms
        for frame in self.frames:
            if frame.x1 < seen.left() or frame.x0 > seen.right():
                continue
            left, right = scale.x(frame.x0) + 0.5, scale.x(frame.x1) - 0.5
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(fill)
            top = scale.y(extent.top())
            painter.drawRoundedRect(QRectF(left, top, right - left, scale.y(extent.bottom()) - top), 5, 5)
            if not self.labeled:
                continue
            # the label stays in view while its stage is
            shown = QRectF(max(left, scale.x(seen.left())) + 6, top + 1, 0, LABEL)
            shown.setRight(min(right, scale.x(seen.right())) - 4)
            painter.setPen(QColor(self._theme.muted))
            painter.drawText(
                shown,
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                label_for(frame, shown.width(), metrics),
            )
