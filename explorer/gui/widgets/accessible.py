"""What screen readers are told of widgets that paint themselves: a role, and what the keyboard is on.

Qt takes any widget that it does not know for a container and gives it no value.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

Role = QAccessible.Role
_TOLD = "told"


class _Painted(QAccessibleWidget):
    """A widget whose class names its role as `accessible_role`; its value is what was last told of it."""

    def text(self, kind: QAccessible.Text) -> str:
        """The value, and for all else what the widget says."""
        if kind == QAccessible.Text.Value:
            return told(self.widget())
        return super().text(kind)


def _interface(_class_name: str, made: QObject) -> QAccessibleInterface | None:
    role = getattr(made, "accessible_role", None)
    return _Painted(made, role) if role is not None and isinstance(made, QWidget) else None


QAccessible.installFactory(_interface)  # Qt asks it only while a screen reader is there, or a test


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say this now."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def tell(widget: QWidget, text: str) -> None:
    """Say what the keyboard is on in a widget; it stays the widget's value. Without the focus nothing is announced."""
    if text != widget.property(_TOLD):
        widget.setProperty(_TOLD, text)
        if widget.hasFocus():
            announce(widget, text)


def told(widget: QWidget) -> str:
    """What was last told of a widget."""
    return str(widget.property(_TOLD) or "")
