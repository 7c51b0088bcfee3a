"""A table of lines that are read anew all the time: what stays keeps its place and selection."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from explorer.gui.widgets.labels import plain_tip
from explorer.wording import tr

T = TypeVar("T")
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True)
class LineColumn(Generic[T]):
    """One column: its text; what its tooltip says where that is more. `figure` columns are aligned right."""

    title: str
    text: Callable[[T], str]
    tooltip: str
    figure: bool = False
    wide: bool = False
    detail: Callable[[T], str] | None = None


class LineModel(QAbstractTableModel, Generic[T]):
    """Lines in the order given; `key` tells which one a line is."""

    def __init__(self, columns: Sequence[LineColumn[T]], key: Callable[[T], object]) -> None:
        super().__init__()
        self.columns, self._key = tuple(columns), key
        self.lines: tuple[T, ...] = ()

    def set_lines(self, lines: Sequence[T]) -> None:
        """Replace all lines; where they are the same ones, their texts alone."""
        same = [self._key(line) for line in lines] == [self._key(line) for line in self.lines]
        if not same:
            self.beginResetModel()
        before, self.lines = self.lines, tuple(lines)
        if not same:
            self.endResetModel()
        elif before != self.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(self.columns) - 1))

    def place(self, key: object) -> int:
        """The row of a line, -1 where it is not there."""
        return next((row for row, line in enumerate(self.lines) if self._key(line) == key), -1)

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Lines."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """Columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, alignment and tooltip."""
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(line)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(column.figure)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip((column.detail or column.text)(line))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Titles and tooltips."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(column.title)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tr(column.tooltip)
        return _aligned(column.figure) if role == Qt.ItemDataRole.TextAlignmentRole else None


def _aligned(figure: bool) -> Qt.AlignmentFlag:
    return (Qt.AlignmentFlag.AlignRight if figure else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
