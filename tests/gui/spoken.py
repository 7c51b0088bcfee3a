"""What a screen reader is told of each widget: asked of Qt, as a screen reader does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QDockWidget,
    QFocusFrame,
    QHeaderView,
    QLabel,
    QMenu,
    QMenuBar,
    QScrollArea,
    QScrollBar,
    QTableView,
    QTabWidget,
    QWidget,
)

Role, Text = QAccessible.Role, QAccessible.Text
GENERIC = {Role.NoRole, Role.Client, Role.Border, Role.Grip}


def every(root: QWidget) -> Iterator[QWidget]:
    """Each widget of a window that stands for itself, closed parts of it among them."""
    for widget in (root, *root.findChildren(QWidget)):
        inner = QComboBox | QAbstractSpinBox
        parents = _above(widget)
        own = widget.objectName().startswith("qt_") or isinstance(widget, QHeaderView | QScrollBar | QFocusFrame)
        if not own and not any(isinstance(parent, inner) for parent in parents):
            yield widget


def _above(widget: QWidget) -> list[QWidget]:
    found = []
    while (parent := widget.parentWidget()) is not None:
        found.append(parent)
        widget = parent
    return found


def _painted(widget: QWidget) -> bool:
    """Whether the program, not Qt, draws it."""
    ours = (kind for kind in type(widget).__mro__ if kind.__module__.startswith("explorer."))
    return isinstance(widget, pg.GraphicsView) or any("paintEvent" in vars(kind) for kind in ours)


def _focusable(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None


def unspoken(root: QWidget) -> list[str]:
    """What a screen reader could not say of the widgets in `root`, a line each."""
    wrong = []
    for widget in every(root):
        told = QAccessible.queryAccessibleInterface(widget)
        of = f"{type(widget).__name__} {widget.objectName() or '(no object name)'}"
        name = told.text(Text.Name)
        titled = widget.isWindow() or isinstance(widget, QDockWidget)
        if not (titled or _painted(widget) or _focusable(widget)) or isinstance(widget, QMenu):
            continue
        if isinstance(widget, QLabel) and not widget.isVisible():
            continue  # its name is its text, which it may not have yet
        if not name.strip() or name in (type(widget).__name__, widget.objectName()):
            wrong.append(f"{of}: its name is {name!r}")
        if isinstance(widget, QScrollArea | QTabWidget) or titled:
            continue
        if told.role() in GENERIC:
            wrong.append(f"{of}: it has no role but {told.role().name}")
        spoken = told.role() == Role.StaticText  # its name is what it shows
        if _painted(widget) and not spoken and not (told.text(Text.Description) or told.text(Text.Value)):
            wrong.append(f"{of}: nothing is said of what it shows")
    return wrong


def out_of_reach(root: QWidget) -> list[str]:
    """What takes the mouse in `root` and not the keyboard."""
    wrong = []
    for widget in every(root):
        ours = [kind for kind in type(widget).__mro__ if kind.__module__.startswith("explorer.")]
        takes = any("mousePressEvent" in vars(kind) or "mouseReleaseEvent" in vars(kind) for kind in ours)
        if takes and not any(_focusable(each) for each in (widget, *_above(widget))):
            wrong.append(f"{type(widget).__name__} {widget.objectName()}")
    return wrong


def menus(bar: QMenuBar) -> list[QMenu]:
    """The menus of a menu bar, and those in them."""
    return bar.findChildren(QMenu)


def same_mnemonics(bar: QMenuBar) -> list[str]:
    """Letters that two entries of one menu are chosen by, or an entry of the bar without one."""
    wrong = []
    for title, actions in (("the bar", bar.actions()), *((menu.title(), menu.actions()) for menu in menus(bar))):
        letters = Counter(_letter(action.text()) for action in actions if not action.isSeparator())
        wrong += [f"{title}: {letter} {count} times" for letter, count in letters.items() if letter and count > 1]
        if bar.actions() is actions and letters[""]:
            wrong.append(f"{title}: an entry without a letter")
    return wrong


def _letter(text: str) -> str:
    plain = text.replace("&&", "")
    return plain[plain.index("&") + 1].upper() if "&" in plain else ""


def same_shortcuts(window: QWidget) -> list[str]:
    """Keys that two actions or shortcuts of a window answer to in one place: Qt then does neither."""
    found: dict[tuple[str, QWidget | None], set[str]] = {}
    for action in window.findChildren(QAction):
        for keys in action.shortcuts():
            local = action.shortcutContext() in (
                Qt.ShortcutContext.WidgetShortcut,
                Qt.ShortcutContext.WidgetWithChildrenShortcut,
            )
            owner = action.parent() if local else None
            found.setdefault((_portable(keys), owner), set()).add(action.objectName() or action.text())
    for made in window.findChildren(QShortcut):
        local = made.context() in (Qt.ShortcutContext.WidgetShortcut, Qt.ShortcutContext.WidgetWithChildrenShortcut)
        owner = made.parent() if local or made.parent().window() is not window else None
        found.setdefault((_portable(made.key()), owner), set()).add(f"shortcut of {made.parent().objectName()}")
    return [f"{keys}: {sorted(names)}" for (keys, _), names in found.items() if len(names) > 1]


def _portable(keys: QKeySequence) -> str:
    return keys.toString(QKeySequence.SequenceFormat.PortableText)


def sorted_by_mouse_alone(root: QWidget) -> list[str]:
    """Tables whose rows a click on a heading sorts, and no key."""
    tables = (widget for widget in every(root) if isinstance(widget, QTableView) and widget.isSortingEnabled())
    return [table.objectName() for table in tables if not table.findChildren(QShortcut)]
