"""The status bar: what does not fit beside the color scale ends in an ellipsis, with the whole in the tooltip."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStatusBar, QWidget

from explorer.desk.pending import Delay
from explorer.gui.widgets.labels import plain_tip

_MARGIN = 16  # pixels: before the text, and between it and what stands at the right


class StatusLine(QStatusBar):
    """A status bar whose `currentMessage` is the whole message, shown as far as there is room at the left of the
    notices, and of what stands at the right."""

    def __init__(self, left: QWidget, notices: QWidget, right: QWidget) -> None:
        super().__init__()
        self._text, self._beside, self._right = "", notices, right
        self.addWidget(left, 1)  # where messages stand, too
        for widget in (notices, right):
            self.addPermanentWidget(widget)
        notices.installEventFilter(self)
        self._again = Delay(0, self)
        self._again.due.connect(self._renew)
        self.setSizeGripEnabled(False)
        self.messageChanged.connect(self._forget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A notice takes no room from what stands at the right."""
        self._beside.setMaximumWidth(max(0, event.size().width() - self._right.sizeHint().width() - 2 * _MARGIN))
        super().resizeEvent(event)

    def showMessage(self, text: str, /, timeout: int | None = 0) -> None:
        """Show a message, shortened where it is too long."""
        room = self._beside.x() - _MARGIN
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
        super().showMessage(shown, timeout or 0)
        self._text = text
        self.setToolTip("" if shown == text else plain_tip(text))

    def currentMessage(self) -> str:
        """The whole message on show; empty where there is none."""
        return self._text

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Shorten anew where what stands beside it has moved; the message then stays until the next one."""
        if watched is self._beside and event.type() in (QEvent.Type.Move, QEvent.Type.Resize) and self._text:
            self._again.start()  # not within the layout that moves it
        return super().eventFilter(watched, event)

    def _renew(self) -> None:
        if self._text:
            self.showMessage(self._text)

    def _forget(self, shown: str) -> None:
        if not shown:
            self._text = ""
            self.setToolTip("")
