"""How many of its skips are on, written at the apex of an arc that stands for several."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from explorer.gui.picture.arc_shapes import ArcShapes
from explorer.gui.picture.scaled_item import Scale
from explorer.gui.widgets.theme import Theme

FONT_PX = 10
SPARE = 8.0  # pixels between a label and its arc's sides


def paint_labels(
    painter: QPainter, scale: Scale, shapes: ArcShapes, labels: Mapping[int, str], theme: Theme
) -> None:  # fmt: skip
    """Paint the labels that fit into their arcs ("7 of 9", else "7/9"), on a painter that paints in pixels."""
    if not labels:
        return
    font = QFont()
    font.setPixelSize(FONT_PX)
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    for index, label in labels.items():
        room = float(shapes.x1[index] - shapes.x0[index]) * scale.x_factor - SPARE
        texts = (label, label.replace(" of ", "/"))
        text = next((text for text in texts if metrics.horizontalAdvance(text) + 8 <= room), None)
        if text is None:
            continue
        box = QRectF(0, 0, metrics.horizontalAdvance(text) + 10, metrics.height() + 1)
        x, y = scale.x(shapes.middle[index]), scale.y(shapes.base - shapes.height[index])
        box.moveCenter(QRectF(x, y, 0, 0).topLeft())
        painter.setPen(QColor(theme.skip))
        painter.setBrush(QColor(theme.panel))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setPen(QColor(theme.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
