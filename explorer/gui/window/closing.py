"""Closing the window: what runs is saved first, however long that takes, unless the person does not want to wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from explorer import log
from explorer.engine.events import Problem
from explorer.gui.widgets.labels import Label
from explorer.gui.widgets.motion import show_busy
from explorer.gui.window import window_memory
from explorer.runs.store_errors import StoreError
from explorer.wording import tr

if TYPE_CHECKING:
    from explorer.gui.window.main_window import MainWindow

GRACE_MS = 500
"""Saving that takes no longer is not told."""

_log = log.get(__name__)


class SavingDialog(QDialog):
    """Says that runs are being saved until the engine is gone, or what could not be saved."""

    def __init__(self, parent: MainWindow) -> None:
        super().__init__(parent)
        self.setObjectName("savingDialog")
        self.setWindowTitle(tr("Saving…"))
        self.setMinimumWidth(420)
        self._worker = parent.worker
        self._text = Label()
        self._text.setObjectName("savingText")
        self._text.setWordWrap(True)
        self._bar = QProgressBar()
        show_busy(self._bar)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Saving"))
        self._button = QPushButton()
        self._button.setAutoDefault(False)
        self._button.clicked.connect(self.hurry)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self._button)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        for widget in (self._text, self._bar):
            column.addWidget(widget)
        column.addLayout(row)

    def wait(self) -> None:
        """Block until the worker is done, or given up."""
        self._text.setText(tr("Saving runs… Waiting for the current step to finish, which is slow for this network."))
        self._offer("closeWithoutSaving", tr("Close without saving"), tr(_LOST))
        self._worker.finished.connect(self.accept)
        if not self._worker.isFinished():
            self.setFocus()  # not the button: Space is pressed in other places
            self.exec()

    def tell(self, problems: list[str]) -> None:
        """Block until the person has read what could not be saved."""
        self.setWindowTitle(tr("Not everything was saved"))
        self._text.setText("\n\n".join(problems))
        self._bar.hide()
        self._offer("closeAfterProblems", tr("Close"), tr("Close the window"))
        self.exec()

    def hurry(self) -> None:
        """Wait no longer."""
        if self._worker.isFinished():
            self.accept()
        else:
            self._button.setEnabled(False)
            self._worker.abandon()

    def reject(self) -> None:
        """Esc does nothing: the runs have been ended already, and the button says what closing now costs."""

    def _offer(self, name: str, text: str, tooltip: str) -> None:
        self._button.setObjectName(name)
        self._button.setText(text)
        self._button.setToolTip(tooltip)
        self._button.setAccessibleName(text)
        self._button.setEnabled(True)


_LOST = "Force quit the training engine now. Runs keep what was stored until the last second, without weights"


def close_or_hurry(window: QWidget) -> None:
    """Close a window or, where it is being closed, wait no longer: Ctrl-C in the terminal and `kill`."""
    dialog = window.findChild(SavingDialog)
    if dialog is not None and dialog.isVisible():
        dialog.hurry()
    else:
        window.close()


def save_and_end(window: MainWindow) -> None:
    """Save and end everything behind the window."""
    window.refresher.stop()
    window.reading.close()
    window.comparing.close()
    window.helping.end()
    window.handing_on.close()
    window_memory.keep(window)
    window.worker.finish()
    if not window.worker.wait(GRACE_MS):
        _dialog(window).wait()
    events = window.worker.take()
    problems = [event.message for event in events if isinstance(event, Problem)]
    problems += window.findings.noting.finish(events)
    try:
        window.store.close()
    except StoreError as error:
        problems.append(str(error))
    if problems:
        _log.warning("not everything was saved: %s", " ".join(problems))
        _dialog(window).tell(problems)
    window.failures.close()


def _dialog(window: MainWindow) -> SavingDialog:
    dialog = SavingDialog(window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog
