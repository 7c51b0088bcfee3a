"""The search over all pages of the guide: a field, and the matches one after the other."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from explorer.gui.widgets.icons import icon
from explorer.gui.widgets.labels import Label
from explorer.gui.widgets.theme import Theme
from explorer.wording import tr


class GuideSearch(QWidget):
    """`changed` carries what is searched for, `move_wanted` 1 for the next match and −1 for the previous one."""

    changed = Signal(str)
    move_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setObjectName("guideSearch")
        self.field.setPlaceholderText(tr("Search all pages"))
        self.field.setToolTip(tr("Search titles and texts of all pages (Ctrl+F)"))
        self.field.setAccessibleName(tr("Search the guide"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self.changed)
        self.count = Label()
        self.count.setObjectName("guideMatches")
        self.count.setProperty("role", "muted")
        self._back = self._button("guidePrevious", tr("Previous match (Shift+F3)"), -1)
        self._forward = self._button("guideNext", tr("Next match (F3 or Enter)"), 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.field, 1)
        for widget in (self.count, self._back, self._forward):
            row.addWidget(widget)
        self.tell("")

    @property
    def text(self) -> str:
        """What is searched for."""
        return self.field.text().strip()

    def tell(self, count: str, found: bool = False) -> None:
        """Say how many matches there are."""
        self.count.setText(count)
        for button in (self._back, self._forward):
            button.setEnabled(found)

    def start(self) -> None:
        """Type here."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._back.setIcon(icon("match-back", theme))
        self._forward.setIcon(icon("match-forward", theme))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the field: the next match; with Shift, the previous one."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.move_wanted.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    def _button(self, name: str, tip: str, way: int) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setToolTip(tip)
        button.setAccessibleName(tip.partition(" (")[0])
        button.clicked.connect(lambda: self.move_wanted.emit(way))
        return button
