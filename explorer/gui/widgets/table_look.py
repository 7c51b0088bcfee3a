"""How every table looks."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QTableView


def look_plain(table: QTableView) -> None:
    """Rows of one height in alternating colors, without grid and row numbers; Tab leaves the table."""
    table.setAlternatingRowColors(True)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 9)
    table.horizontalHeader().setHighlightSections(False)


def sort_by_key(table: QTableView) -> None:
    """Have S do what a click on the heading of the current cell's column does."""
    keys = QShortcut(QKeySequence("S"), table, context=Qt.ShortcutContext.WidgetShortcut)
    keys.activated.connect(partial(_sort, table))


def _sort(table: QTableView) -> None:
    header, column = table.horizontalHeader(), max(table.currentIndex().column(), 0)
    up = header.sortIndicatorSection() != column or header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
    table.sortByColumn(column, Qt.SortOrder.AscendingOrder if up else Qt.SortOrder.DescendingOrder)


def show_lines(table: QTableView) -> None:
    """As `look_plain`, for a model of many rows that are selected as a whole: a cell is one line and cannot be edited
    by a click, and columns fit the rows on screen, because all of 10,000 would take seconds."""
    look_plain(table)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setWordWrap(False)
    table.horizontalHeader().setResizeContentsPrecision(0)
