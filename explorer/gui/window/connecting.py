"""Using an engine on another machine: the entries of the menu Train, the dialog, and what is said about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction

from explorer.engine.remote.address import Address
from explorer.engine.remote.choosing import EngineState
from explorer.engine.remote.link import LOST
from explorer.engine.worker import NO_ENGINE
from explorer.gui.window.connect_dialog import ConnectDialog
from explorer.wording import tr

if TYPE_CHECKING:
    from explorer.gui.window.main_window import MainWindow

BUSY = "A run is training on this machine. Stop it before you connect to another engine."


class Connecting(QObject):
    """Asks for an address, remembers it, and tells how the connection is. Knows no socket: the worker connects."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.connect_action = self._action(
            "connect", tr("Connect to an engine…"), tr("Train on another machine, through an SSH tunnel"), self.open
        )
        self.disconnect_action = self._action(
            "disconnect", tr("Disconnect"), tr("Use this machine's engine again; what trains there goes on"),
            window.worker.disconnect_engine,
        )  # fmt: skip
        window.menu.add_training(self.connect_action, self.disconnect_action)
        window.worker.connection_changed.connect(self._show, Qt.ConnectionType.QueuedConnection)
        window.worker.gave_up.connect(self._offer, Qt.ConnectionType.QueuedConnection)
        self._shown = EngineState()
        self._show()

    def open(self) -> None:
        """Ask where the engine is, unless a run trains here."""
        window = self._window
        if window.bench.trainer.training and window.worker.connection.connection == "local":
            window.messages.show_message(tr(BUSY), kind="warning")
            return
        dialog = ConnectDialog(window.settings.engine_address, window.settings.engine_key, window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.wanted.connect(self._connect)
        dialog.open()

    def _connect(self, address: Address) -> None:
        settings = self._window.settings
        settings.engine_address, settings.engine_key = str(address), str(address.key_file)
        self._window.messages.withdraw(NO_ENGINE)
        self._window.worker.connect_to(address)

    def _offer(self, why: str) -> None:
        """There is no engine on this machine: offer another."""
        if why == NO_ENGINE:
            self._window.messages.show_message(why, kind="warning", action=tr("Connect…"), on_action=self.open)

    def _show(self) -> None:
        now, messages = self._window.worker.connection, self._window.messages
        self.disconnect_action.setEnabled(now.connection in ("connected", "lost"))
        if now == self._shown:
            return
        if now.connection == "lost":
            messages.show_message(LOST, kind="warning")
        else:
            messages.withdraw(LOST)
        messages.withdraw(self._shown.failure)
        if now.failure:
            messages.show_message(now.failure, kind="warning")
        if now.connection == "connecting":
            self._window.statusBar().showMessage(tr("Connecting to {address}…", address=now.address))
        elif now.connection == "connected" and self._shown.connection == "lost":
            self._window.statusBar().showMessage(tr("Connected to {address} again.", address=now.address))
        elif self._shown.connection == "connecting":
            self._window.statusBar().clearMessage()
        self._shown = now

    def _action(self, name: str, text: str, tip: str, act: object) -> QAction:
        made = QAction(text, self)
        made.setObjectName(name)
        made.setToolTip(tip)
        made.triggered.connect(act)
        return made
