"""One order under way: its side, how far it is, and a button that gives it up."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from explorer.desk.analyses_state import Job
from explorer.desk.sides import Side
from explorer.gui.widgets.labels import Label
from explorer.gui.widgets.theme import DARK, Theme
from explorer.wording import tr

_FINE = 1000


class JobRow(QWidget):
    """Hidden while there is no order; emits `cancel_wanted` with the order's token."""

    cancel_wanted = Signal(int)

    def __init__(self, side: Side, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side: Side = side
        self._job: Job | None = None
        self._letter = Label(side)
        self._bar = QProgressBar()
        self._bar.setObjectName(f"analysisProgress{side}")
        self._bar.setAccessibleName(tr("Progress of the analysis of {side}", side=side))
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        self._words = Label()
        self._words.setObjectName(f"analysisWords{side}")
        self._words.setProperty("role", "muted")
        self._cancel = QPushButton(tr("Cancel"))
        self._cancel.setObjectName(f"analysisCancel{side}")
        self._cancel.setToolTip(tr("Cancel analysis of {side}", side=side))
        self._cancel.setAccessibleName(tr("Cancel analysis of {side}", side=side))
        self._cancel.clicked.connect(self._give_up)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._letter)
        row.addWidget(self._bar, 1)
        row.addWidget(self._words)
        row.addWidget(self._cancel)
        self.set_theme(DARK)
        self.set_job(None)

    def set_job(self, job: Job | None) -> None:
        """Show this order."""
        self._job = job
        self.setVisible(job is not None)
        if job is not None:
            self._bar.setRange(0, _FINE)
            self._bar.setValue(round(_FINE * (job.fraction or 0.0)))
            self._words.setText(job.words)
            self._cancel.setEnabled(not job.canceling)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._letter.setStyleSheet(f"color: {theme.side(self._side).name()}; font-weight: 600;")

    def _give_up(self) -> None:
        if self._job is not None:
            self.cancel_wanted.emit(self._job.token)
