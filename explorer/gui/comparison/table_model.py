"""The table of only what differs between runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from explorer.comparison.table import Cell, Table
from explorer.gui.widgets.labels import plain_tip
from explorer.runs.rows import RunRow
from explorer.runs.values import RESULTS, order
from explorer.wording import tr

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
NAME, SKIPS, FIRST = 0, 1, 2
SKIPS_ROLE = Qt.ItemDataRole.UserRole + 1


class TableModel(QAbstractTableModel):
    """Name, skips, and a column for each thing that differs. The reference has a star."""

    def __init__(self) -> None:
        super().__init__()
        self.table = Table((), (), ())
        self.skips: Mapping[str, tuple[bool, ...]] = {}
        self._places: list[int] = []

    def set_table(self, table: Table, skips: Mapping[str, tuple[bool, ...]]) -> None:
        """Show another table; `skips` says for each run which of its skips are on."""
        self.beginResetModel()
        self.table, self.skips = table, skips
        self._places = list(range(len(table.rows)))
        self.endResetModel()

    def row(self, place: int) -> RunRow:
        """The run in a row."""
        return self.table.rows[self._places[place]]

    def cell(self, place: int, column: int) -> Cell:
        """What differs, in a row and a column from FIRST on."""
        return self.table.cells[self._places[place]][column - FIRST]

    def sort(self, column: int, order_: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; −1 is the table's own order."""
        self.beginResetModel()
        places = list(range(len(self.table.rows)))
        if column == NAME:
            places.sort(key=lambda place: self.table.rows[place].name.casefold())
        elif column == SKIPS:
            places.sort(key=lambda place: sum(self.skips.get(self.table.rows[place].id, ())))
        elif column >= FIRST:
            places.sort(key=lambda place: order(self.table.cells[place][column - FIRST].value))
        self._places = places[::-1] if order_ == Qt.SortOrder.DescendingOrder and column >= 0 else places
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Runs."""
        return 0 if parent.isValid() else len(self.table.rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """Name, skips and what differs."""
        return 0 if parent.isValid() else FIRST + len(self.table.names)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, alignment, tooltip and skips of a cell."""
        if not index.isValid():
            return None
        row = self.row(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(index.row(), index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(row.skips if index.column() == SKIPS else self._text(index.row(), index.column()))
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() >= FIRST:
            figure = self.table.names[index.column() - FIRST] in RESULTS
            side = Qt.AlignmentFlag.AlignRight if figure else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return self.skips.get(row.id, ()) if role == SKIPS_ROLE else None

    def _text(self, place: int, column: int) -> str:
        row = self.row(place)
        if column == NAME:
            return f"★ {row.name}" if row.id == self.table.reference else row.name
        if column == SKIPS:
            return ""
        cell = self.cell(place, column)
        return f"{cell.text}  ({cell.difference})" if cell.difference else cell.text

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Titles of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        known = ("run", "skips")
        name = known[section] if section < FIRST else self.table.titles[section - FIRST]
        if role == Qt.ItemDataRole.DisplayRole:
            return name[:1].upper() + name[1:]
        return (
            tr("{name}. Click to sort", name=name[:1].upper() + name[1:])
            if role == Qt.ItemDataRole.ToolTipRole
            else None
        )
