"""The ring around whatever has the keyboard: keys go nowhere unseen."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid

from explorer.gui.widgets.theme import DARK, Theme
from explorer.gui.widgets.widget_frame import WidgetFrame

WIDTH = 1.5  # pixels


class FocusRing(QObject):
    """Rings the focused widget of any window of the program. Fields for text have a frame and a cursor of their own."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._frame: WidgetFrame | None = None
        self._theme = DARK
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._move)  # a method: the connection ends with this object

    @property
    def ringed(self) -> QWidget | None:
        """The widget with the ring."""
        frame = self._frame
        return frame.widget() if frame is not None and isValid(frame) and frame.isVisible() else None

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self._move(None, QApplication.focusWidget())

    def _move(self, _old: QWidget | None, new: QWidget | None) -> None:
        if QApplication.closingDown():  # it tells of windows that it destroys
            return
        if self._frame is not None and isValid(self._frame):  # it dies with the parent of what it rings
            self._frame.setWidget(None)  # type: ignore[arg-type]
            self._frame.deleteLater()
        self._frame = None
        if new is not None and new.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(new, QLineEdit):
            primary = new.property("role") == "primary"
            color = QColor(self._theme.text if primary else self._theme.accent)
            self._frame = WidgetFrame(new, color, WIDTH)
