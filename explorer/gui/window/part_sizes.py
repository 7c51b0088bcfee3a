"""The sizes of the window's parts, changed from the keyboard: what dragging an edge does with the mouse."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QSplitter, QWidget

from explorer.wording import tr

STEP = 40
"""Pixels by which a part grows or shrinks."""
NO_PART = "No panel can change its size in this direction. Click into a panel first, or reach one with Tab."
_SIDES = Qt.DockWidgetArea.LeftDockWidgetArea | Qt.DockWidgetArea.RightDockWidgetArea


def resize_part(window: QMainWindow, tell: Callable[[str], None], across: int, down: int) -> None:
    """Make the part that has the keyboard, the innermost that can be, so many steps wider or taller; its neighbor gives
    the room. What there is to say where none can be is told."""
    orientation, by = (Qt.Orientation.Horizontal, across) if across else (Qt.Orientation.Vertical, down)
    child = QApplication.focusWidget()
    while child is not None and child is not window:
        parent = child.parentWidget()
        if isinstance(child, QDockWidget) and _resized_dock(window, child, orientation, by * STEP):
            return
        if isinstance(parent, QSplitter) and _resized(parent, child, orientation, by * STEP):
            return
        child = parent
    tell(tr(NO_PART))


def _resized(split: QSplitter, part: QWidget, orientation: Qt.Orientation, by: int) -> bool:
    """The next part gives the room, or the one before where it is the last."""
    shown = [place for place, size in enumerate(split.sizes()) if size]
    own, sizes = split.indexOf(part), split.sizes()
    if split.orientation() != orientation or own not in shown or len(shown) < 2:
        return False
    after = [place for place in shown if place > own]
    neighbor = after[0] if after else shown[-2]
    sizes[own], sizes[neighbor] = (max(1, size) for size in (sizes[own] + by, sizes[neighbor] - by))  # 0 hides a part
    split.setSizes(sizes)
    return True


def _resized_dock(window: QMainWindow, dock: QDockWidget, orientation: Qt.Orientation, by: int) -> bool:
    beside = bool(window.dockWidgetArea(dock) & _SIDES)
    if dock.isFloating() or beside != (orientation == Qt.Orientation.Horizontal):
        return False
    window.resizeDocks([dock], [(dock.width() if beside else dock.height()) + by], orientation)
    return True
