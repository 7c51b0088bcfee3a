"""Connecting to an engine on another machine: where it is, and the file of its key."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from explorer import paths
from explorer.engine.remote.address import PORT, Address, AddressError, parse_address
from explorer.gui.widgets.labels import Label, ProblemLine
from explorer.wording import tr

_ABOUT = (
    "On the other machine type residual-explorer serve. On this one copy its key file, open a tunnel, and connect to "
    "the tunnel's end:"
)
_TUNNEL = f"ssh -L {PORT}:localhost:{PORT} USER@MACHINE"


class ConnectDialog(QDialog):
    """Emits `wanted` with an Address that can be used; what is wrong with one is said in the dialog."""

    wanted = Signal(Address)

    def __init__(self, address: str, key_file: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("connectDialog")
        self.setWindowTitle(tr("Connect to an engine"))
        self.setMinimumWidth(520)
        about = Label(tr(_ABOUT))
        about.setWordWrap(True)
        self._address = self._line(
            "connectAddress", tr("Address"), tr("Host and port of the tunnel's end on this machine")
        )
        self._address.setText(address or f"localhost:{PORT}")
        self._key = self._line(
            "connectKey", tr("Key file"), tr("The copy of the engine's key file; only you may read it")
        )
        self._key.setText(key_file or str(paths.key_file()))
        self._wrong = ProblemLine("connectProblem")
        page = QVBoxLayout(self)
        page.setSpacing(12)
        page.addWidget(about)
        page.addWidget(self._command())
        page.addLayout(self._grid())
        page.addWidget(self._wrong)
        page.addWidget(self._buttons())

    def accept(self) -> None:
        """Connect, where the address is one."""
        key = Path(self._key.text().strip()).expanduser()
        try:
            address = parse_address(self._address.text(), key)
            if not key.is_file():
                raise AddressError(tr("There is no key file {key}. Copy it from the machine of the engine.", key=key))
        except AddressError as error:
            self._wrong.tell(str(error))
            return
        self.wanted.emit(address)
        super().accept()

    def _grid(self) -> QGridLayout:
        browse = QPushButton(tr("Browse…"))
        browse.setObjectName("connectBrowse")
        browse.setToolTip(tr("Choose the key file"))
        browse.setAccessibleName(tr("Choose the key file"))
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        grid = QGridLayout()
        for row, line in enumerate((self._address, self._key)):
            label = Label(line.accessibleName())
            label.setBuddy(line)
            grid.addWidget(label, row, 0)
            grid.addWidget(line, row, 1)
        grid.addWidget(browse, 1, 2)
        return grid

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        connect = buttons.addButton(tr("Connect"), QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        for button, name, tip in (
            (connect, "connectConnect", tr("Use the engine there; the one of this machine ends")),
            (cancel, "connectCancel", tr("Close and keep the present engine")),
        ):
            button.setObjectName(name)
            button.setToolTip(tip)
            button.setAccessibleName(button.text())
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _browse(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Key file"), self._key.text())
        if chosen:
            self._key.setText(chosen)

    @staticmethod
    def _line(name: str, title: str, tip: str) -> QLineEdit:
        made = QLineEdit()
        made.setObjectName(name)
        made.setAccessibleName(title)
        made.setToolTip(tip)
        return made

    @staticmethod
    def _command() -> QLineEdit:
        """The command that opens a tunnel, to be copied."""
        made = QLineEdit(_TUNNEL)
        made.setObjectName("connectTunnel")
        made.setAccessibleName(tr("Command that opens a tunnel"))
        made.setToolTip(tr("Type it in a terminal, with your user and machine"))
        made.setReadOnly(True)
        return made
