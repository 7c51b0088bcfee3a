"""The bar between A and B: swap, copy, and the line that proves what differs."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from explorer.gui.cards.buttons import tool_button
from explorer.gui.widgets.icons import icon, show_icon
from explorer.gui.widgets.labels import ElidedLabel, Label
from explorer.gui.widgets.theme import DARK, Theme
from explorer.wording import tr


class PairBar(QFrame):
    """Emits `swap_wanted` and `copy_wanted`; shows the proof line, whole in its tooltip where it is too long."""

    swap_wanted = Signal()
    copy_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pairBar")
        self.setProperty("panel", True)
        self._same = False
        self._theme = DARK
        self._swap = tool_button("pairSwap", tr("Swap"), tr("Swap A and B: exchange settings and runs"))
        self._copy = tool_button("pairCopy", "A → B", tr("Copy A to B: B gets all of A's settings"))
        self._swap.clicked.connect(self.swap_wanted)
        self._copy.clicked.connect(self.copy_wanted)
        self._mark = Label()
        self._proof = ElidedLabel()
        self._proof.setObjectName("pairProof")
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 4, 10, 4)
        row.setSpacing(6)
        for widget in (self._swap, self._copy, self._mark):
            row.addWidget(widget)
        row.addWidget(self._proof, 1)
        self.set_theme(DARK)

    def set_proof(self, text: str, same: bool) -> None:
        """Show what differs between A and B; `same` says that all else is equal: a controlled pair."""
        self._same = same
        self._mark.setVisible(bool(text))
        self._proof.setText(text)
        self._proof.setAccessibleName(text)
        self._show_mark()

    @property
    def proof(self) -> str:
        """The proof line in full."""
        return self._proof.text()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self._swap.setIcon(icon("swap", theme))
        self._copy.setIcon(icon("copy", theme))
        self._show_mark()

    def _show_mark(self) -> None:
        meaning = tr("A controlled pair") if self._same else tr("More than one setting differs")
        color = self._theme.skip if self._same else self._theme.warning
        show_icon(self._mark, "controlled" if self._same else "uncontrolled", self._theme, color)
        self._mark.setToolTip(meaning)
        self._mark.setAccessibleName(meaning)
