"""The second border of what is kept as it is written: a part of a user's code that is one call, or runs in a region."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

INSET, NARROWEST = 2.5, 9.0  # pixels between the borders; what is narrower has no room for two


def double(painter: QPainter, box: QRectF, radius: float, color: QColor) -> None:
    """Draw a border inside `box`, whose own has corners of this radius; the painter's pen and brush are then others."""
    if min(box.width(), box.height()) < NARROWEST:
        return
    painter.setPen(QPen(color, 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inner = max(1.0, radius - INSET)
    painter.drawRoundedRect(box.adjusted(INSET, INSET, -INSET, -INSET), inner, inner)
