"""What differs between runs, with the skips of each as a small strip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from explorer.comparison.table import Table, make_table
from explorer.desk.background import Doing
from explorer.gui.comparison.table_model import SKIPS, SKIPS_ROLE, TableModel
from explorer.gui.plots.export import csv_table
from explorer.gui.widgets.labels import Label
from explorer.gui.widgets.table_look import show_lines, sort_by_key
from explorer.gui.widgets.theme import DARK, Theme
from explorer.runs.overviews import Overviews
from explorer.runs.rows import RunRow
from explorer.wording import tr

_MOST_STRIPS = 200
MOST = 500
"""Runs in the table: more are narrowed with the filter first."""
_STRIP = QSize(120, 18)


class SkipStrip(QStyledItemDelegate):
    """Paints a run's skips from input to output: colored where on, faint where off."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = DARK

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the row's background, then a tick for each skip."""
        super().paint(painter, option, index)
        skips = index.data(SKIPS_ROLE) or ()
        rect = QRectF(option.rect).adjusted(4, 4, -4, -4)
        width = min(8.0, rect.width() / max(1, len(skips)))
        painter.setPen(Qt.PenStyle.NoPen)
        for place, on in enumerate(skips):
            painter.setBrush(QColor(self.theme.skip if on else self.theme.skip_off))
            thin = 0.0 if on else rect.height() * 0.35
            tick = QRectF(
                rect.left() + place * width, rect.top() + thin, max(1.0, width - 1.5), rect.height() - 2 * thin
            )
            painter.drawRect(tick)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The same for every run, so that strips can be compared."""
        return _STRIP


def find_table(rows: Sequence[RunRow], overviews: Overviews) -> tuple[Table, dict[str, tuple[bool, ...]]]:
    """The table, and for each run which skips are on."""
    rows = rows[:MOST]
    graphs = overviews.graphs([row.id for row in rows[:_MOST_STRIPS]])
    skips = {run_id: tuple(skip.enabled for skip in graph.skips) for run_id, graph in graphs.items()}
    return make_table(rows), skips


class DifferenceTable(QWidget):
    """A row for each run; sorted by a click on a heading, the reference first until then."""

    run_wanted = Signal(str, QPoint)

    def __init__(self, overviews: Overviews, doing: Doing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("differenceTable")
        self._overviews, self._doing, self._token = overviews, doing, 0
        self._total = 0
        self.model = TableModel()
        self.model.setParent(self)
        self.view = self._make_view()
        self.words = Label()
        self.words.setProperty("role", "muted")
        self.words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.view, 1)
        column.addWidget(self.words)

    def _make_view(self) -> QTableView:
        view = QTableView()
        view.setObjectName("difference_table")
        view.setAccessibleName(tr("What differs"))
        view.setToolTip(tr("Right-click a run to open it, or to make it the reference"))
        view.setModel(self.model)
        show_lines(view)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._menu)
        header = view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self._strip = SkipStrip(view)
        view.setItemDelegateForColumn(SKIPS, self._strip)
        view.setSortingEnabled(True)
        sort_by_key(view)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        return view

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._strip.theme = theme
        self.view.setStyleSheet("QTableView::item { padding: 0 3px; }")
        self.view.viewport().update()

    def set_rows(self, rows: Sequence[RunRow]) -> None:
        """Show these runs."""
        self._doing.drop(self._token)
        self._total = len(rows)
        self._token = self._doing.run(partial(find_table, tuple(rows), self._overviews), self._arrived)

    def table(self) -> str:
        """The table as it is sorted, without the skips."""
        model, columns = self.model, [n for n in range(self.model.columnCount()) if n != SKIPS]
        heading = Qt.Orientation.Horizontal
        shown = {
            str(model.headerData(n, heading)): [str(model.index(row, n).data()) for row in range(model.rowCount())]
            for n in columns
        }
        return csv_table(shown) if model.rowCount() else ""

    def _arrived(self, answer: Future[tuple[Table, Mapping[str, tuple[bool, ...]]]]) -> None:
        table, skips = answer.result()
        header = self.view.horizontalHeader()
        self.model.set_table(table, skips)
        self.model.sort(header.sortIndicatorSection(), header.sortIndicatorOrder())
        said = (
            tr("Only what differs is listed. ") if table.names else tr("These runs differ in nothing but their skips.")
        )
        about = tr("In brackets: the difference from the reference (★).") if table.reference else (
            tr("Right-click a run and choose Make reference to see differences from it.")
        )  # fmt: skip
        left = tr(" The first {most} of {total:,} runs: narrow them with the filter.", most=MOST, total=self._total) * (
            self._total > MOST
        )
        self.words.setText(said + (about if table.names else "") + left)

    def _menu(self, position: QPoint) -> None:
        index = self.view.indexAt(position)
        if index.isValid():
            self.run_wanted.emit(self.model.row(index.row()).id, self.view.viewport().mapToGlobal(position))
