"""The tabs of docks that share a place: on show, and reached by keyboard, only while one of these docks is open."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabBar

from explorer.wording import tr

_AWAY = QPoint(-2000, -2000)  # where Qt itself puts tab bars that it does not use


class DockTabs(QObject):
    """Qt keeps the tab bar of hidden docks: in the tab order, where it took the first focus, and at its last place in
    the window, where its edge showed beside what covers it. `watch` takes up a dock."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._docks: list[QDockWidget] = []
        window.installEventFilter(self)

    def watch(self, dock: QDockWidget) -> None:
        """Follow a dock as it opens and closes."""
        self._docks.append(dock)
        dock.visibilityChanged.connect(self._settle)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take up new tab bars, and let each be focused where it is inside of the window."""
        if event.type() == QEvent.Type.ChildPolished:
            child = event.child()  # type: ignore[attr-defined]
            if isinstance(child, QTabBar):
                child.setObjectName("dockTabs")
                child.setAccessibleName(tr("Docked panels"))
                child.installEventFilter(self)
                self._allow(child)
        elif isinstance(watched, QTabBar) and event.type() in (QEvent.Type.Move, QEvent.Type.Show):
            self._allow(watched)
        return False

    def _settle(self) -> None:
        for bar in self._window.findChildren(QTabBar, "dockTabs", Qt.FindChildOption.FindDirectChildrenOnly):
            self._allow(bar)

    def _allow(self, bar: QTabBar) -> None:
        inside = bar.window().rect().intersects(bar.geometry())
        if inside and not self._needed(bar):
            bar.move(_AWAY)  # comes here again
            return
        bar.setFocusPolicy(Qt.FocusPolicy.TabFocus if inside else Qt.FocusPolicy.NoFocus)

    def _needed(self, bar: QTabBar) -> bool:
        titles = {bar.tabText(place) for place in range(bar.count())}
        return any(dock.windowTitle() in titles and not dock.isHidden() for dock in self._docks)
