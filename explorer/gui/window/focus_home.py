"""Where the keyboard goes when what had it closes: back to where the person was."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

_KEPT = 16


class FocusHome(QObject):
    """Follows the focus of one window. Where a list, a notice, a field or a dialog is closed while it has the
    keyboard, Qt gives it to whatever comes next in the tab order; this gives it to the last widget that had it and is
    still there, else to `first`, else to the window itself, where keys do nothing."""

    def __init__(self, window: QWidget, first: Callable[[], QWidget]) -> None:
        super().__init__(window)
        self._window, self._first = window, first
        self._been: list[QWidget] = []  # the newest last
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._move)  # a method: the connection ends with this object

    def leave(self, part: QWidget) -> None:
        """Give the keyboard back from a part of the window that stays."""
        self._been = [widget for widget in self._been if isValid(widget) and not part.isAncestorOf(widget)]
        self._home().setFocus(Qt.FocusReason.OtherFocusReason)

    def arrive(self) -> None:
        """Somebody gave the focus to a widget of this window while a dialog had it: there it is once that is closed."""
        if (new := self._window.focusWidget()) is not None:
            self._been.append(new)

    def _home(self) -> QWidget:
        return next(filter(self._takes, (*reversed(self._been), self._first())), self._window)

    def _move(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is None or new.window() is not self._window:
            return
        self._been = [widget for widget in self._been if isValid(widget)]
        if self._lost(old):
            home = self._home()
            if home is not new:
                home.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._been = [*[widget for widget in self._been if widget is not new][-_KEPT:], new]

    def _lost(self, old: QWidget | None) -> bool:
        """Whether nobody has moved the focus: what had it is gone, or was gone when the window became active."""
        if not self._been:
            return False
        if old is None:
            return not self._takes(self._been[-1])
        return isValid(old) and old.window() is self._window and not old.isVisible()

    def _takes(self, widget: QWidget) -> bool:
        return widget.isVisible() and widget.isEnabled() and widget.window() is self._window and not widget.isWindow()
