"""The view of a table of lines."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from explorer.gui.experiments.line_model import LineModel
from explorer.gui.widgets.table_look import show_lines


class LineTable(QTableView):
    """Rows are selected; columns are as wide as what they show, and the wide one takes the rest."""

    def __init__(self, name: str, called: str, tip: str, model: LineModel[Any], many: bool) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(called)
        self.setToolTip(tip)
        self.setModel(model)
        show_lines(self)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if many else mode.SingleSelection)
        self.setStyleSheet("QTableView { outline: 0; } QTableView::item { padding: 0 3px; }")
        header = self.horizontalHeader()
        for place, column in enumerate(model.columns):
            how = QHeaderView.ResizeMode
            header.setSectionResizeMode(place, how.Stretch if column.wide else how.ResizeToContents)

    @property
    def rows(self) -> list[int]:
        """The selected rows, from the top."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())
