"""Asks what becomes of runs of an archive that are there already."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from explorer.exports import Existing
from explorer.gui.widgets.labels import Label

_CHOICES = (
    (Existing.COPY, "Keep both", "The runs of the archive get ids of their own"),
    (Existing.SKIP, "Skip", "Take only runs that are not there yet"),
    (Existing.REPLACE, "Replace", "The stored runs are lost: the archive's take their place"),
)


class ExistingDialog(QDialog):
    """`chosen` carries the answer (Existing); nothing is done where the dialog is closed without one."""

    chosen = Signal(object)

    def __init__(self, known: int, total: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("existingDialog")
        self.setWindowTitle("Import runs")
        one = total == 1
        said = "This run is stored already." if one else f"{known:,} of the {total:,} runs are stored already."
        self.said = Label(said)
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
