"""A column of widgets that scrolls up and down."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget


class _Column(QScrollArea):
    """As wide as what is in it needs, beside a scroll bar: it scrolls up and down alone."""

    def minimumSizeHint(self) -> QSize:
        """The width of the widest widget."""
        inside = self.widget()
        needed = 0 if inside is None else inside.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return super().minimumSizeHint().expandedTo(QSize(needed, 0))


def scrolled(name: str, *widgets: QWidget) -> QScrollArea:
    """An area without a frame that shows widgets below one another, as wide as its room; it takes no focus."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(4, 4, 8, 4)
    column.setSpacing(10)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    area = _Column()
    area.setObjectName(name)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area
