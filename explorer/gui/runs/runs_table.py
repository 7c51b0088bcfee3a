"""The table of stored runs as it is seen: its columns, and the headings of its groups."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from explorer.gui.runs.runs_model import DATE, RunsModel
from explorer.gui.widgets.table_look import show_lines, sort_by_key
from explorer.wording import tr

_WIDEST_GROUP = 220


class RunsTable(QTableView):
    """Shows a RunsModel; groups have their names in the vertical header. `columns_wanted` carries the place of a menu
    at the header."""

    columns_wanted = Signal(QPoint)

    def __init__(self, model: RunsModel) -> None:
        super().__init__()
        self._model = model
        self.setObjectName("runsTable")
        self.setAccessibleName(tr("Stored runs"))
        self.setToolTip(tr("Double-click opens a run in A; or drag it onto the card of A or B. Right-click for more"))
        self.setModel(model)
        show_lines(self)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        header = self.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda at: self.columns_wanted.emit(header.mapToGlobal(at)))
        self._size_columns()
        self.setSortingEnabled(True)
        sort_by_key(self)
        self.sortByColumn(DATE, Qt.SortOrder.DescendingOrder)

    def show_columns(self, names: Sequence[str]) -> None:
        """Show these settings and results besides the usual columns."""
        self._model.show_columns(names)
        self._size_columns()

    def group_by(self, name: str) -> None:
        """Group the rows by a setting or result; empty for no groups."""
        self._model.group_by(name)
        header = self.verticalHeader()
        header.setVisible(bool(name))
        names = {self._model.group_of(place) for place in range(self._model.rowCount())} if name else set()
        widest = max((self.fontMetrics().horizontalAdvance(text) for text in names), default=0)
        header.setFixedWidth(min(widest + 24, _WIDEST_GROUP))

    def _size_columns(self) -> None:
        header, mode = self.horizontalHeader(), QHeaderView.ResizeMode
        for place, column in enumerate(self._model.columns):
            header.setSectionResizeMode(place, mode.Stretch if column.wide else mode.ResizeToContents)
