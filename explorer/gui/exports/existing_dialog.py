"""Asks what becomes of runs of an archive that are there already."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from explorer.exports import Existing

_CHOICES = (
    (Existing.COPY, "Keep both", "The runs of the archive get ids of their own"),
    (Existing.SKIP, "Skip", "Take only runs that are not there yet"),
    (Existing.REPLACE, "Replace", "The stored runs are lost: the archive's take their place"),
)


class ExistingDialog(QMessageBox):
    """`chosen` carries the answer (Existing); nothing is done where the dialog is closed without one."""

    chosen = Signal(object)

    def __init__(self, known: int, total: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("existingDialog")
        self.setWindowTitle("Import runs")
        self.setIcon(QMessageBox.Icon.Question)
        one = total == 1
        self.setText("This run is stored already." if one else f"{known:,} of the {total:,} runs are stored already.")
        self.setInformativeText("What should become of it?" if one else "What should become of them?")
        self._answers = {}
        for name, text, tip in _CHOICES:
            button = self.addButton(text, QMessageBox.ButtonRole.AcceptRole)
            button.setObjectName(f"existing_{name}")
            button.setToolTip(tip)
            button.setAccessibleName(text)
            self._answers[button] = name
        cancel = self.addButton(QMessageBox.StandardButton.Cancel)
        cancel.setObjectName("existing_cancel")
        cancel.setToolTip("Import nothing")
        cancel.setAccessibleName("Cancel")
        self.setEscapeButton(cancel)
        self.buttonClicked.connect(self._answer)

    def _answer(self) -> None:
        name = self._answers.get(self.clickedButton())  # type: ignore[call-overload]
        if name is not None:
            self.chosen.emit(name)
