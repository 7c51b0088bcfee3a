"""The choice where a sweep's runs are trained."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from explorer.gui.widgets.labels import Label, plain_tip
from explorer.gui.widgets.offers import offer
from explorer.wording import marked, tr

_TIP = "Where the runs are trained. Workers of a Ray cluster send their readings back: runs show here as they train"
_ADDRESS_TIP = "The cluster's address, HOST:PORT, as `ray start --head` tells it"
_TITLES = marked({"": "This machine", "ray": "Ray on this machine", "ray:": "Ray cluster at…"})
_NO_TOGETHER = "Seeds together are trained on this machine alone."


class RunPlace(QWidget):
    """Shows and gives a target: empty for the engine's machine, "ray", or "ray:ADDRESS"."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice = QComboBox()
        self._choice.setObjectName("sweepPlace")
        self._choice.setAccessibleName(tr("Run on"))
        for kind, title in _TITLES.items():
            self._choice.addItem(tr(title), kind)
        self._choice.currentIndexChanged.connect(self._chosen)
        self._address = QLineEdit()
        self._address.setObjectName("sweepAddress")
        self._address.setAccessibleName(tr("Address of the Ray cluster"))
        self._address.setPlaceholderText("10.0.0.1:6379")
        self._address.textChanged.connect(self.changed)
        label = Label(tr("Run on"))
        label.setBuddy(self._choice)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (label, self._choice, self._address):
            row.addWidget(widget)
        self.set_cluster("")
        self._chosen()

    @property
    def target(self) -> str:
        """What is chosen."""
        kind = str(self._choice.currentData())
        return kind + self._address.text().strip() if kind.endswith(":") else kind

    def obstacle(self, *, together: bool) -> str:
        """Why a sweep cannot be trained there; empty where it can."""
        if self.target and together:
            return tr(_NO_TOGETHER)
        return tr("Type the address of the cluster, such as 10.0.0.1:6379.") if self.target == "ray:" else ""

    def set_cluster(self, obstacle: str) -> None:
        """Offer clusters, or say why there are none."""
        model = self._choice.model()
        assert isinstance(model, QStandardItemModel)
        for row in range(1, model.rowCount()):
            item = model.item(row)
            item.setEnabled(not obstacle)
            item.setToolTip(plain_tip(obstacle or tr(_TIP)))
        if obstacle:
            self._choice.setCurrentIndex(0)
        self._choice.setToolTip(plain_tip(f"{tr(_TIP)}\n{obstacle}" if obstacle else tr(_TIP)))

    def _chosen(self) -> None:
        at = self._choice.currentData() == "ray:"
        offer(self._address, tr(_ADDRESS_TIP), "" if at else tr("Choose “{place}” first.", place=tr(_TITLES["ray:"])))
        if at:
            self._address.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()
