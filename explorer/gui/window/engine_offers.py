"""What the window offers where its engine does not start, or hangs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from explorer.engine.worker import NO_ENGINE
from explorer.wording import tr

if TYPE_CHECKING:
    from explorer.gui.window.main_window import MainWindow

SILENT = (
    "The training engine is not responding: a step is very slow, or the network's code hangs. Force quit? Runs "
    "become interrupted; what was saved is kept."
)


class EngineOffers(QObject):
    """Hears the worker's thread in the window's."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.worker.gave_up.connect(self.restart, Qt.ConnectionType.QueuedConnection)
        window.worker.silent.connect(self.end, Qt.ConnectionType.QueuedConnection)
        window.bench.trainer.silent.connect(self.end)

    def restart(self, message: str) -> None:
        """Say that no engine could be started, with a button that tries again, until one is ready."""
        if message == NO_ENGINE:
            return  # another one is offered
        window = self._window
        window.bench.ready.connect(lambda _: window.messages.withdraw(message), Qt.ConnectionType.SingleShotConnection)
        window.messages.show_message(message, kind="error", action=tr("Restart"), on_action=window.worker.restart)

    def end(self, silent: bool) -> None:
        """Offer to end an engine that does not answer, until it does."""
        if silent:
            self._window.messages.show_message(tr(SILENT), "error", tr("Force quit"), self._window.worker.end_engine)
        else:
            self._window.messages.withdraw(tr(SILENT))
