"""A small box for a number: typed, or stepped with the arrow keys and the wheel."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QWidget

Step = Callable[[str, bool], str]


class NumberBox(QLineEdit):
    """Shows a text and emits `edited` with a new one on Enter, on leaving the box and at every step.

    `step` gives the text after one step up or down. Escape takes back what was typed; until it is confirmed the
    property `unconfirmed` is set, which the style sheet marks. What a text means, and whether it is allowed, is its
    owner's to say."""

    edited = Signal(str)

    def __init__(self, step: Step, digits: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step = step
        self._shown = self._sent = ""
        # the padding and the frame of the style sheet, and room for the cursor
        self.setFixedWidth(self.fontMetrics().horizontalAdvance("0" * digits) + 20)
        self.editingFinished.connect(self.commit)
        self.textChanged.connect(self._mark)

    def show_text(self, text: str) -> None:
        """Show a text that its owner holds; not echoed."""
        self._shown = self._sent = text
        self.setText(text)
        self._mark()
        self.setCursorPosition(0)

    def event(self, event: QEvent) -> bool:
        """Keep Escape from the window's shortcuts while there is something to take back."""
        override = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if override and event.key() == Qt.Key.Key_Escape and self.text() != self._shown:  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down step, Escape takes back."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._stepped(event.key() == Qt.Key.Key_Up)
        elif event.key() == Qt.Key.Key_Escape and self.text() != self._shown:
            self.setText(self._shown)
            self.commit()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Steps, but only in the box that has the focus: scrolling past must not edit."""
        if self.hasFocus() and event.angleDelta().y():
            self._stepped(event.angleDelta().y() > 0)
            event.accept()
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by keyboard selects all, ready to type over."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    def _stepped(self, up: bool) -> None:
        self.setText(self._step(self.text(), up))
        self.commit()

    def commit(self) -> None:
        """Confirm what is typed, if it was not yet."""
        if self.text() != self._sent:
            self._sent = self.text()
            self._mark()
            self.edited.emit(self._sent)

    def _mark(self) -> None:
        unconfirmed = self.text() != self._sent
        if bool(self.property("unconfirmed")) != unconfirmed:
            self.setProperty("unconfirmed", unconfirmed)
            self.style().polish(self)
