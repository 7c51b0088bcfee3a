"""The tabs of docks that share a place: reached by keyboard only while they are on show."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QMainWindow, QTabBar


class DockTabs(QObject):
    """Qt keeps the tab bar of hidden docks in the tab order, outside of the window, where it took the first focus."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take up new tab bars, and let each be focused where it is inside of the window."""
        if event.type() == QEvent.Type.ChildPolished:
            child = event.child()  # type: ignore[attr-defined]
            if isinstance(child, QTabBar):
                child.setObjectName("dockTabs")
                child.setAccessibleName("Docked panels")
                child.installEventFilter(self)
                self._allow(child)
        elif isinstance(watched, QTabBar) and event.type() in (QEvent.Type.Move, QEvent.Type.Show):
            self._allow(watched)
        return False

    def _allow(self, bar: QTabBar) -> None:
        inside = bar.window().rect().intersects(bar.geometry())
        bar.setFocusPolicy(Qt.FocusPolicy.TabFocus if inside else Qt.FocusPolicy.NoFocus)
