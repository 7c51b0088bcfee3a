"""Asks what becomes of runs of an archive that are there already."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from explorer.exports import Existing
from explorer.gui.widgets.labels import Label

_NAMED = 4  # runs; a longer list is cut
_CHOICES = (
    (Existing.COPY, "Keep both", "The runs of the archive get ids of their own"),
    (Existing.SKIP, "Skip", "Take only runs that are not there yet"),
    (Existing.REPLACE, "Replace", "The stored runs are lost: the archive's take their place"),
)


class ExistingDialog(QDialog):
    """`known` are the names of the runs that are there. `chosen` carries the answer (Existing); nothing is done where
    the dialog is closed without one."""

    chosen = Signal(object)

    def __init__(self, known: Sequence[str], total: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("existingDialog")
        self.setWindowTitle("Import runs")
        one = total == 1
        self.said = Label(_said(known, total))
        self.said.setWordWrap(True)
        self.said.setObjectName("existingText")
        question = Label("What should become of it?" if one else "What should become of them?")
        question.setProperty("role", "muted")
        buttons = QDialogButtonBox()
        for existing, text, tip in _CHOICES:
            button = buttons.addButton(text, QDialogButtonBox.ButtonRole.ActionRole)
            button.setObjectName(f"existing_{existing}")
            button.setToolTip(tip)
            button.setAccessibleName(text)
            button.clicked.connect(partial(self._answer, existing))
        cancel = buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        cancel.setObjectName("existing_cancel")
        cancel.setToolTip("Import nothing")
        cancel.setAccessibleName("Cancel")
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (self.said, question, buttons):
            column.addWidget(widget)

    def _answer(self, existing: Existing) -> None:
        self.accept()
        self.chosen.emit(existing)


def _said(known: Sequence[str], total: int) -> str:
    if total == 1:
        return f"{known[0]} is stored already."
    names = [*known[:_NAMED], *([f"{len(known) - _NAMED:,} more"] if len(known) > _NAMED else [])]
    return f"{len(known):,} of the {total:,} runs are stored already: {', '.join(names)}."
