"""The table of all data: what they are, what fetching costs, and whether they are here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from explorer.gui.widgets.labels import plain_tip
from explorer.gui.widgets.table_look import look_plain
from explorer.infos import DatasetInfo
from explorer.number_text import size
from explorer.runs.folders import FOLDER
from explorer.wording import marked, tr

_COLUMNS = marked(("Data", "Images", "Size", "Classes", "Download", "Downloaded"))
_RIGHT = (1, 4)
_ROWS = 7  # on show without scrolling


class DataTable(QTableWidget):
    """Lists datasets; `chosen` carries the name of the one in the row that was gone to."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(_COLUMNS), parent)
        self.setObjectName("dataTable")
        self.setAccessibleName(tr("All datasets"))
        self.setToolTip(tr("Select a dataset to see samples; ↑ ↓ select previous / next"))
        self.setHorizontalHeaderLabels([tr(title) for title in _COLUMNS])
        look_plain(self)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setStyleSheet("QTableView { outline: 0; } QTableView::item { padding: 0 3px; border: none; }")
        row = self.verticalHeader().defaultSectionSize()
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in _RIGHT:
            title = QTableWidgetItem(tr(_COLUMNS[column]))
            title.setTextAlignment(_RIGHTWARDS)
            self.setHorizontalHeaderItem(column, title)
        self.setFixedHeight(header.sizeHint().height() + _ROWS * row + 4)
        self._names: list[str] = []
        self.currentCellChanged.connect(self._tell)

    @property
    def name(self) -> str:
        """The dataset that is chosen, empty where none is."""
        row = self.currentRow()
        return self._names[row] if 0 <= row < len(self._names) else ""

    def set_datasets(self, datasets: Sequence[DatasetInfo]) -> None:
        """Show these; the chosen one stays chosen, without an echo."""
        name = self.name
        self.blockSignals(True)
        self._names = [data.name for data in datasets]
        self.setRowCount(len(datasets))
        for row, data in enumerate(datasets):
            for column, text in enumerate(_texts(data)):
                item = QTableWidgetItem(text)
                item.setToolTip(plain_tip(f"{text}\n{data.license}"))
                if column in _RIGHT:
                    item.setTextAlignment(_RIGHTWARDS)
                self.setItem(row, column, item)
        if name in self._names:
            self.setCurrentCell(self._names.index(name), 0)
        self.blockSignals(False)

    def choose(self, name: str) -> None:
        """Go to a dataset; `chosen` tells it. Without effect where it is not listed."""
        if name in self._names:
            self.setCurrentCell(self._names.index(name), 0)

    def _tell(self, row: int, _column: int, before: int) -> None:
        if row >= 0 and row != before:
            self.chosen.emit(self._names[row])


_RIGHTWARDS = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def _texts(data: DatasetInfo) -> tuple[str, ...]:
    channels, height, width = data.shape
    return (
        data.title,
        f"{data.train_size + data.test_size:,}",
        f"{height}×{width} {'color' if channels == 3 else 'gray' if channels == 1 else f'× {channels}'}",
        f"{len(data.classes):,}",
        size(data.download_bytes) if data.download_bytes else "–",
        tr("your folder") if data.name.startswith(FOLDER) else tr("yes") if data.present else tr("not yet"),
    )
