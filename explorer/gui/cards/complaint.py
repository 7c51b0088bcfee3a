"""What is wrong with a field, told right below it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtWidgets import QWidget

from explorer.gui.widgets.labels import Label
from explorer.gui.widgets.theme import DARK, Theme

_APART = 3  # pixels below the field


class Complaint(Label):
    """Lies over what stands below the field, in the parent of its card: nothing moves when it comes or goes."""

    def __init__(self, card: QWidget) -> None:
        super().__init__(parent=card)
        self._card = card
        self._field: QWidget | None = None
        self.setProperty("role", "warning")
        self.setWordWrap(True)
        self.hide()
        card.installEventFilter(self)
        self.set_theme(DARK)

    def tell(self, text: str, field: QWidget | None) -> None:
        """Say what is wrong with a field; nothing is wrong where the text is empty."""
        self._field = field
        self.setText(text)
        self.setVisible(bool(text))
        self._put()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self.setStyleSheet(
            f"QLabel {{ background: {theme.raised}; color: {theme.warning}; border: 1px solid {theme.warning};"
            " border-radius: 4px; padding: 3px 6px; }"
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The field moves with its card, whose rows wrap."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.LayoutRequest):
            self._put()
        return super().eventFilter(watched, event)

    def _put(self) -> None:
        if not self.text() or self._field is None:
            return
        over = self._card.parentWidget() or self._card
        if self.parentWidget() is not over:
            self.setParent(over)
            self.show()
        at = self._field.mapTo(over, QPoint(0, self._field.height() + _APART))
        line = self.fontMetrics().horizontalAdvance(self.text()) + 2 * 12  # its padding and border
        wide = min(line, over.width())
        self.setGeometry(max(0, min(at.x(), over.width() - wide)), at.y(), wide, self.heightForWidth(wide))
        self.raise_()
