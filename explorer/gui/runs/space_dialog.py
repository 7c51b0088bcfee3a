"""The dialog for checkpoints: how much disk space they may take, and how often a run is saved."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QDoubleSpinBox, QFormLayout, QWidget

from explorer.gui.widgets.labels import Label
from explorer.runs.checkpoints import AUTOMATIC, NEVER
from explorer.wording import marked, tr

GIGABYTE = 10**9
_OFTEN = marked(((AUTOMATIC, "automatic, at most 1 % of the time"), (NEVER, "only before interventions and at the end"),
          *((steps, f"every {steps:,} steps") for steps in (10, 100, 1000, 10_000))))  # fmt: skip


def size_text(size: int) -> str:
    """Bytes for people: "120 MB", "2.5 GB"."""
    if size < GIGABYTE:
        return tr("{size:.0f} MB", size=size / 10**6) if size >= 10**6 else tr("{size:.0f} kB", size=size / 1000)
    return f"{size / GIGABYTE:.1f}".removesuffix(".0") + tr(" GB")


class SpaceDialog(QDialog):
    """Emits `chosen` with the budget in bytes and the steps between checkpoints."""

    chosen = Signal(object, int)

    def __init__(self, used: int, budget: int, every: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("spaceDialog")
        self.setWindowTitle(tr("Checkpoints"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.budget = QDoubleSpinBox()
        self.budget.setObjectName("checkpointBudget")
        self.budget.setAccessibleName(tr("Disk space for checkpoints"))
        self.budget.setToolTip(tr("Above this, interval checkpoints of ended runs are removed first, oldest first"))
        self.budget.setRange(0.001, 10_000)
        self.budget.setDecimals(3)
        self.budget.setSuffix(tr(" GB"))
        self.budget.setValue(budget / GIGABYTE)
        self.often = QComboBox()
        self.often.setObjectName("checkpointInterval")
        self.often.setAccessibleName(tr("How often a run is saved"))
        self.often.setToolTip(tr("Changes no result of a run; counts for runs that start from now on"))
        choices = {steps: tr(text, every=steps) for steps, text in _OFTEN}
        for steps, text in {**choices, every: choices.get(every, tr("every {every:,} steps", every=every))}.items():
            self.often.addItem(text, steps)
        self.often.setCurrentIndex(self.often.findData(every))
        form = QFormLayout(self)
        form.addRow(tr("In use"), Label(size_text(used)))
        form.addRow(tr("Budget"), self.budget)
        form.addRow(tr("Save a run"), self.often)
        buttons = QDialogButtonBox()
        for name, text, tip, role in (
            ("checkpointsKeep", tr("OK"), tr("Take these limits (Enter)"), QDialogButtonBox.ButtonRole.AcceptRole),
            ("checkpointsCancel", tr("Cancel"), tr("Close and keep the limits of now (Esc)"),
             QDialogButtonBox.ButtonRole.RejectRole),
        ):  # fmt: skip
            button = buttons.addButton(text, role)
            button.setObjectName(name)
            button.setToolTip(tip)
            button.setAccessibleName(text)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)

    def accept(self) -> None:
        """Tell what was chosen."""
        self.chosen.emit(round(self.budget.value() * GIGABYTE), int(self.often.currentData()))
        super().accept()
