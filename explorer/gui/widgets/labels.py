"""Labels and tooltips whose text is shown as it is: names, paths and class names of a user are never read as HTML."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QLabel, QWidget
from superqt import QElidingLabel


def plain_tip(text: str) -> str:
    """A tooltip that shows `text` letter by letter. Qt guesses the format of a tooltip and cannot be told."""
    if "<" not in text and "&lt;" not in text:
        return text
    return f"<span style='white-space: pre-wrap'>{escape(text)}</span>"


class Label(QLabel):
    """A label of plain text. What is to be HTML says so with `setTextFormat` and escapes what it did not write."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)


class ProblemLine(Label):
    """A line of its own below a field, as many rows as it takes, for what is wrong with the field's text. It takes no
    room while there is nothing to say, and never any from the field: a dialog that is too low for both grows."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName(name)
        self.setProperty("role", "muted")
        self.setWordWrap(True)
        self.hide()

    def tell(self, problem: str) -> None:
        """Say what is wrong; nothing: it is not."""
        self.setText(problem)
        self.setVisible(bool(problem))
        dialog = self.window()
        layout = dialog.layout()
        if problem and layout is not None and isinstance(dialog, QDialog):
            # a layout enforces the minimum of its widgets, but not the rows that words take at a width
            dialog.resize(dialog.width(), max(dialog.height(), layout.totalMinimumHeightForWidth(dialog.width())))


class ElidedLabel(QElidingLabel):
    """A line of plain text that is shortened where the room is too small; its tooltip is the whole text. It asks for
    as much room as the whole text takes, and as `room` would: what stands beside it then does not jump."""

    def __init__(
        self,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
        room: str = "",
    ) -> None:
        super().__init__(parent)
        self._about, self._room = "", room
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setElideMode(mode)

    def setText(self, text: str) -> None:
        """Show this text, and all of it in the tooltip."""
        super().setText(text)
        self._tell()
        self.updateGeometry()

    def set_about(self, about: str) -> None:
        """Say more in the tooltip, below the text."""
        self._about = about
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the text to what is between the margins; the base class takes the whole width and clips its end."""
        margins = self.contentsMargins()
        self.setEllipsesWidth(2 + margins.left() + margins.right())
        super().resizeEvent(event)

    def _tell(self) -> None:
        text = self.text()
        self.setToolTip(plain_tip(f"{text}\n{self._about}" if text and self._about else text))

    def sizeHint(self) -> QSize:
        """The room of the whole text; the base class asks for that of the shortened one, and so never grows."""
        hint: QSize = super().sizeHint()
        margins = self.contentsMargins()
        text = max(self.fontMetrics().horizontalAdvance(each) for each in (self.text(), self._room))
        wide = text + margins.left() + margins.right() + 4
        return QSize(wide, hint.height())
