"""The banner for news and errors: it stays out of the way and never asks for an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from explorer.desk.pending import Delay
from explorer.gui.widgets.accessible import Role, announce
from explorer.gui.widgets.icons import icon, show_icon
from explorer.gui.widgets.labels import Label
from explorer.gui.widgets.theme import DARK, Theme
from explorer.wording import tr, tr_count

Kind = Literal["info", "warning", "error"]
_MARGINS = (10, 5, 6, 5)  # pixels
_SPACING = 8
_EDGE = 3  # the colored line at the left


@dataclass(frozen=True)
class _Message:
    text: str
    kind: Kind
    action: str = ""
    on_action: Callable[[], None] | None = None
    stays: bool = False

    @property
    def leaves(self) -> bool:
        """Whether it closes by itself."""
        return self.kind == "info" and not self.stays


class MessageBar(QFrame):
    """Shows the newest message; closing it shows the one before. News leave by themselves after `news_ms`
    milliseconds on top, or when others come, but not while they have the keyboard; warnings, errors and what is said
    to stay leave when they are closed. A message can offer one action, such as Undo: it then waits under newer ones
    for its own time. `changed` is emitted when it shows something else; a NoticePlace then gives it its place."""

    accessible_role = Role.Notification

    changed = Signal()

    def __init__(self, parent: QWidget | None = None, news_ms: int = 8000) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        self.setProperty("panel", True)
        self._open: list[_Message] = []
        self._theme = DARK
        self._leave = Delay(news_ms, self)
        self._leave.due.connect(self._leave_or_wait)
        self._icon = Label()
        self._text = Label()
        self._text.setObjectName("messageText")
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._count = Label()
        self._count.setProperty("role", "muted")
        self._action = QPushButton()
        self._action.setObjectName("messageAction")
        self._action.setToolTip(tr("Run the suggested action"))
        self._action.setAccessibleName(tr("Run the suggested action"))
        self._action.clicked.connect(self._act)
        self._close = QToolButton()
        self._close.setObjectName("messageClose")
        self._close.setToolTip(tr("Close this message (Esc while it has the keyboard)"))
        self._close.setAccessibleName(tr("Close this message"))
        self._close.clicked.connect(self.close_message)
        self._beside = (self._icon, self._count, self._action, self._close)
        row = QHBoxLayout(self)
        row.setContentsMargins(*_MARGINS)
        row.setSpacing(_SPACING)
        for widget, stretch in ((self._icon, 0), (self._text, 1), *((each, 0) for each in self._beside[1:])):
            row.addWidget(widget, stretch)
        self.set_theme(DARK)

    @property
    def text(self) -> str:
        """The message on show; empty while the bar is hidden."""
        return self._open[-1].text if self._open else ""

    def natural_width(self) -> int:
        """The width at which the text is one line."""
        beside = [widget.sizeHint().width() for widget in self._beside if not widget.isHidden()]
        text = max(self.fontMetrics().horizontalAdvance(line) for line in (self.text or " ").splitlines())
        edges = _MARGINS[0] + _MARGINS[2] + 2 * _EDGE + 2 * _SPACING
        return text + sum(beside) + _SPACING * len(beside) + edges

    def focus_first(self) -> None:
        """Give the keyboard to what the message offers, else to its close button."""
        (self._close if self._action.isHidden() else self._action).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_message(
        self,
        text: str,
        kind: Kind = "info",
        action: str = "",
        on_action: Callable[[], None] | None = None,
        stays: bool = False,
    ) -> None:
        """Show a message, with a button `action` that calls `on_action` and closes it; one that `stays` is true until
        it is used, closed or withdrawn. A text that is already waiting is not shown twice."""
        self._open = [m for m in self._open if m.text != text and (not m.leaves or m.action)]
        self._open.append(_Message(text, kind, action, on_action, stays))
        self._show()

    def withdraw(self, text: str) -> None:
        """Take a message away that is no longer true; without effect where it is not open."""
        self._open = [message for message in self._open if message.text != text]
        self._show()

    def close_message(self) -> None:
        """Close the message on show."""
        if self._open:
            self._open.pop()
        self._show()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self._close.setIcon(icon("close", theme))
        self._show()

    def event(self, event: QEvent) -> bool:
        """Esc closes the message where it has the keyboard, whatever else Esc does in the window."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.KeyPress:
                self.close_message()
            event.accept()
            return True
        return super().event(event)

    def _leave_or_wait(self) -> None:
        """Close the message on show, unless it has the keyboard."""
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self._leave.start()
        else:
            self.close_message()

    def _act(self) -> None:
        done = self._open[-1].on_action
        self.close_message()
        if done is not None:
            done()

    def _show(self) -> None:
        self.setVisible(bool(self._open))
        self._leave.cancel()
        if self._open:
            self._show_newest(self._open[-1])
        self.changed.emit()

    def _show_newest(self, message: _Message) -> None:
        theme, waiting = self._theme, len(self._open) - 1
        color = theme.accent if message.kind == "info" else theme.warning
        show_icon(self._icon, message.kind, theme, color)
        self.setStyleSheet(
            f"#messageBar {{ background: {theme.raised}; border-left: {_EDGE}px solid {color}; }}"
            "#messageClose { background: transparent; border-color: transparent; padding: 2px; }"
            f"#messageClose:hover, #messageClose:focus {{ border-color: {theme.accent}; }}"
        )
        if message.text != self._text.text():
            announce(self, message.text)
        self._text.setText(message.text)
        self._count.setText(tr("{waiting} more", waiting=waiting) if waiting else "")
        self._count.setVisible(bool(waiting))
        older = tr_count("{count} older message", "{count} older messages", waiting)
        self._count.setToolTip(tr("{older} below this one: close it to see the next", older=older))
        self._action.setVisible(bool(message.action))
        self._action.setText(message.action)
        if message.leaves:
            self._leave.start()
