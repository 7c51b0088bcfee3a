"""Which of several results of a model are its class scores."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QWidget

from explorer.gui.widgets.labels import plain_tip
from explorer.infos import Result
from explorer.wording import tr

_TIP = "The output that holds the class scores, by key or number"
_AUTOMATIC = "automatic"


class ScoresChooser(QComboBox):
    """A key or number to type, empty for automatic; once a model was read, a list of its results, too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setObjectName("ownModelScores")
        self.setAccessibleName(tr("Class scores"))
        self.setToolTip(tr("{about}. Empty: the only one with that shape, otherwise you are asked", about=tr(_TIP)))
        line = self.lineEdit()
        assert line is not None
        line.setObjectName("ownModelScoresText")
        line.setAccessibleName(tr("Class scores"))
        line.setPlaceholderText(_AUTOMATIC)

    @property
    def output(self) -> str:
        """The key or number; empty for automatic."""
        text = self.currentText().strip()
        at = self.findText(text)
        return text if at < 0 else str(self.itemData(at))

    def offer(self, results: Sequence[Result], chosen: str) -> None:
        """List the results, those that can be class scores to choose from."""
        self.clear()
        for result in results:
            self.addItem(f"{result.name} · {result.about}", result.name)
            self.setItemData(self.count() - 1, plain_tip(result.about), Qt.ItemDataRole.ToolTipRole)
            model = self.model()
            if not result.fits and isinstance(model, QStandardItemModel):
                model.item(self.count() - 1).setEnabled(False)
        self.setCurrentIndex(self.findData(chosen))
        self.setFocus()

    def forget(self) -> None:
        """Another model is chosen: what was listed and typed was of the one before."""
        self.clear()
        self.clearEditText()
