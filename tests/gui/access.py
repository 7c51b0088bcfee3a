"""What every control owes its users: a tooltip, a name for screen readers, a name for tests."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QMenu,
    QScrollBar,
    QTabBar,
    QTableView,
    QWidget,
)

_CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QAbstractSpinBox, QAbstractSlider, QAbstractItemView)


def _inside(widget: QWidget, kinds: tuple[type, ...]) -> bool:
    parent: QObject | None = widget.parent()
    while parent is not None:
        if isinstance(parent, kinds):
            return True
        parent = parent.parent()
    return False


def _interactive(widget: QWidget) -> bool:
    if widget.objectName().startswith("qt_") or isinstance(widget, QHeaderView | QScrollBar | QMenu):
        return False  # Qt's own parts
    if _inside(widget, (QComboBox, QLineEdit, QAbstractSpinBox)):
        return False  # a popup's list, a clear button, a spin box's line
    if isinstance(widget, QAbstractButton) and isinstance(widget.parent(), QTableView):
        return False  # the corner of a table
    if isinstance(widget.parent(), QTabBar):
        return False  # the arrows of a tab bar that is too narrow
    return isinstance(widget, _CONTROLS)


def controls(root: QWidget) -> list[QWidget]:
    """Every control in `root`, itself included."""
    return [w for w in (root, *root.findChildren(QWidget)) if _interactive(w)]


def lacking(root: QWidget) -> list[str]:
    """What controls and actions in `root` lack, a line each; empty where all is well."""
    complaints = []
    for widget in controls(root):
        name = f"{type(widget).__name__} {widget.objectName() or '(no object name)'}"
        if not widget.objectName():
            complaints.append(f"{name} in {widget.parent()}: no object name")
        if not widget.toolTip():
            complaints.append(f"{name}: no tooltip")
        if not widget.accessibleName():
            complaints.append(f"{name}: no accessible name")
        if isinstance(widget, QAbstractItemView | QLineEdit) and widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            complaints.append(f"{name}: not reachable by keyboard")
    for action in root.findChildren(QAction):
        keys = action.shortcut().toString(action.shortcut().SequenceFormat.NativeText)
        if keys and keys not in action.toolTip():
            complaints.append(f"action {action.objectName() or action.text()}: tooltip does not say {keys}")
        if keys and not action.objectName():
            complaints.append(f"action {action.text()}: no object name")
    return complaints
