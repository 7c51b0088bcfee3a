"""The parts of a picture's widget and how they lie: header above, message or canvas below, overview in its margin."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from explorer.desk.sides import Side
from explorer.gui.picture import keyboard
from explorer.gui.picture.gestures import GestureCanvas
from explorer.gui.picture.header import PictureHeader
from explorer.gui.picture.minimap import Minimap
from explorer.gui.widgets.accessible import Role
from explorer.gui.widgets.labels import Label
from explorer.wording import tr


class PictureFrame(QWidget):
    """Header, message and canvas of one side; it shows and zooms, and does nothing else yet."""

    accessible_role = Role.Canvas

    def __init__(self, side: Side, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.side = side
        self.setObjectName(f"network{side}")
        self.setAccessibleName(tr("Network {side}", side=side))
        self.setAccessibleDescription(tr(keyboard.KEYS))
        self.setProperty("panel", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.header = PictureHeader(side)
        self.message = _message(side)
        self.canvas = GestureCanvas()
        self.canvas.setObjectName(f"canvas{side}")
        self.canvas.setAccessibleName(tr("Layers, skips and readings of {side}", side=side))
        self.canvas.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.message)
        self.pages.addWidget(self.canvas)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.pages, 1)
        self.minimap = Minimap(self.canvas)
        self.minimap.setObjectName(f"minimap{side}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom into the middle of what is on show."""
        by = keyboard.ZOOMS.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
        else:
            self.canvas.zoom_by(by, time=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def set_header(self, title: str, details: str) -> None:
        """Set the network's name and the muted line beside it."""
        self.header.set_texts(title, details)


def _message(side: Side) -> QLabel:
    """What is said while there is no network."""
    label = Label()
    label.setObjectName(f"message{side}")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setWordWrap(True)
    label.setProperty("role", "muted")
    return label
