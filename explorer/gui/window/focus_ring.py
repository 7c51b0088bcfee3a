"""The ring around whatever has the keyboard: keys go nowhere unseen."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QFocusFrame,
    QLineEdit,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)
from shiboken6 import isValid

from explorer.gui.widgets.theme import DARK, Theme

WIDTH = 1.5  # pixels
_RADIUS = 6.0


class FocusRing(QObject):
    """Rings the focused widget of any window of the program. Fields for text have a frame and a cursor of their own."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._frame: _Frame | None = None
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
        if self._frame is not None and isValid(self._frame):  # it dies with the parent of what it rings
            self._frame.setWidget(None)  # type: ignore[arg-type]
            self._frame.deleteLater()
        self._frame = None
        if new is not None and new.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(new, QLineEdit):
            self._frame = _Frame(new, self._theme)


class _Above(QProxyStyle):
    """Has Qt put a frame above the contents of the window; among the siblings a splitter would make room for it."""

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        answer: QStyleHintReturn | None = None,
    ) -> int:
        """Above, not below; all else as ever."""
        if hint == QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1
        return super().styleHint(hint, option, widget, answer)


class _Frame(QFocusFrame):
    """A rounded line just outside of one widget; Qt keeps it there."""

    def __init__(self, widget: QWidget, theme: Theme) -> None:
        super().__init__(widget.window())
        self._above = _Above()
        self.setStyle(self._above)
        self._color = QColor(theme.text if widget.property("role") == "primary" else theme.accent)
        self.setWidget(widget)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line, inside of the frame's own edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._color, WIDTH))
        inset = WIDTH / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), _RADIUS, _RADIUS)
