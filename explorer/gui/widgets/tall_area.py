"""A column that scrolls where the window is too low for it or, with large fonts, too narrow."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

NARROWEST = 390  # pixels: what the plots need with fonts of 9 points


class TallArea(QScrollArea):
    """Shows `inside` as wide as the room. What needs more than `narrowest` scrolls sideways in a narrower room: with
    large fonts the window must not become wider than the screen."""

    def __init__(self, name: str, inside: QWidget, parent: QWidget | None = None, narrowest: int = NARROWEST) -> None:
        super().__init__(parent)
        self._narrowest = narrowest
        self.setObjectName(name)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setWidget(inside)

    def minimumSizeHint(self) -> QSize:
        """As wide as the widget's own minimum, up to a limit, and a scroll bar."""
        inside = self.widget()
        wide = 0 if inside is None else inside.minimumSizeHint().width()
        return QSize(min(wide, self._narrowest) + self.verticalScrollBar().sizeHint().width(), 120)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What the widget needs may have changed."""
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


def column_of(*widgets: QWidget, tall: QWidget) -> QWidget:
    """Widgets below one another; `tall` takes the height that there is."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    for widget in widgets:
        column.addWidget(widget, 1 if widget is tall else 0)
    return made
