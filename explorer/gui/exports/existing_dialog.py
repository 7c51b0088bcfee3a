"""Asks what becomes of runs of an archive that are there already."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from explorer.exports import Existing
from explorer.gui.widgets.labels import Label
from explorer.wording import marked, tr

_NAMED = 4  # runs; a longer list is cut
_CHOICES = marked(
    (
        (Existing.COPY, "Keep both", "The runs of the archive get ids of their own"),
        (Existing.SKIP, "Skip", "Take only runs that are not there yet"),
        (Existing.REPLACE, "Replace", "The stored runs are lost: the archive's take their place"),
    )
)


class ExistingDialog(QDialog):
    """`known` are the names of the runs that are there. `chosen` carries the answer (Existing); nothing is done where
    the dialog is closed without one."""

    chosen = Signal(object)

    def __init__(self, known: Sequence[str], total: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("existingDialog")
        self.setWindowTitle(tr("Import runs"))
        one = total == 1
        self.said = Label(_said(known, total))
        self.said.setWordWrap(True)
        self.said.setObjectName("existingText")
        question = Label(tr("What should become of it?") if one else tr("What should become of them?"))
        question.setProperty("role", "muted")
        buttons = QDialogButtonBox()
        for existing, text, tip in _CHOICES:
            button = buttons.addButton(tr(text), QDialogButtonBox.ButtonRole.ActionRole)
            button.setObjectName(f"existing_{existing}")
            button.setToolTip(tr(tip))
            button.setAccessibleName(tr(text))
            button.clicked.connect(partial(self._answer, existing))
        cancel = buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        cancel.setObjectName("existing_cancel")
        cancel.setToolTip(tr("Import nothing"))
        cancel.setAccessibleName(tr("Cancel"))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (self.said, question, buttons):
            column.addWidget(widget)

    def _answer(self, existing: Existing) -> None:
        self.accept()
        self.chosen.emit(existing)


def _said(known: Sequence[str], total: int) -> str:
    if total == 1:
        return tr("{known} is stored already.", known=known[0])
    names = [*known[:_NAMED], *([tr("{count:,} more", count=len(known) - _NAMED)] if len(known) > _NAMED else [])]
    return tr(
        "{count:,} of the {total:,} runs are stored already: {names}.",
        count=len(known),
        total=total,
        names=", ".join(names),
    )
