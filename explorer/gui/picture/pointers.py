"""The pointer over a skip: a hand where a click edits, a bolt where it acts on the running network."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QCursor, QPainter, QPen, QPixmap, QPolygonF

from explorer.gui.widgets.icons import icon
from explorer.gui.widgets.theme import Theme

_SIZE, _BOLT = 32, 18  # pixels
_ARROW = ((1, 1), (1, 17), (5, 13.4), (7.8, 19.6), (10.4, 18.4), (7.6, 12.4), (12.6, 12.4))


@cache
def intervention_pointer(theme: Theme, ratio: float) -> QCursor:
    """An arrow with a bolt beside it, sharp at this pixel ratio."""
    image = QPixmap(QSize(_SIZE, _SIZE) * ratio)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor("white"), 1.2))
    painter.setBrush(QColor("black"))
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in _ARROW]))
    icon("intervention", theme, theme.warning).paint(painter, 12, 13, _BOLT, _BOLT)
    painter.end()
    return QCursor(image, 1, 1)
