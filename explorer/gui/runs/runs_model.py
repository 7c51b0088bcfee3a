"""The table of stored runs: sorted and searched here, because 10,000 rows through a proxy's callbacks take seconds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QByteArray, QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal

from explorer.gui.widgets.labels import plain_tip
from explorer.number_text import percent
from explorer.registry import SpecError
from explorer.runs.filters import Filter, read
from explorer.runs.rows import RunRow
from explorer.runs.short_names import data_name
from explorer.runs.values import NAMES, RESULTS, order, title, value, value_text
from explorer.wording import marked, tr

MIME = "application/x-residual-explorer-run"
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True)
class Column:
    """One column: what it shows of a row, and what it sorts by. `figure` columns are aligned right; `wide` ones
    share the room that the others leave."""

    title: str
    text: Callable[[RunRow], str]
    key: Callable[[RunRow], Any]
    figure: bool = False
    tooltip: str = ""
    wide: bool = False
    detail: Callable[[RunRow], str] | None = None  # what a cell's tooltip says, where that is more than its text


def _number(value: float | None) -> float:
    return -1.0 if value is None else value


def _test_detail(row: RunRow) -> str:
    """Test accuracy and the chance level."""
    text, majority = percent(row.outcome.test_accuracy), row.outcome.majority
    return text if majority is None else tr("{text}; chance level: {majority}", text=text, majority=percent(majority))


def _named(row: RunRow) -> str:
    return f"↳ {row.name}" if row.parent else row.name


def _name_detail(row: RunRow) -> str:
    """The name and, of a fork, what it is a fork of."""
    return (
        tr(
            "{name}\nFork of run {parent} from step {parent_step:,}",
            name=row.name,
            parent=row.parent,
            parent_step=row.parent_step,
        )
        if row.parent
        else row.name
    )


COLUMNS = marked((
    Column("Name", _named, lambda r: r.name.casefold(), tooltip="F2 renames; ↳ marks a fork", wide=True,
           detail=_name_detail),
    Column("Network", lambda r: r.network, lambda r: r.network),
    Column("Skips", lambda r: r.skips, lambda r: (r.skips_on, r.skips_total), tooltip="Skips before step 0"),
    Column("Data", lambda r: data_name(r.dataset), lambda r: r.dataset),
    Column("Train", lambda r: percent(r.outcome.train_accuracy), lambda r: _number(r.outcome.train_accuracy),
           True, "Training accuracy of the last finished epoch"),
    Column("Test", lambda r: percent(r.outcome.test_accuracy), lambda r: _number(r.outcome.test_accuracy),
           True, "Test accuracy of the last finished epoch", detail=_test_detail),
    Column("Status", lambda r: r.status, lambda r: r.status),
    Column("Verdict", lambda r: tr(r.verdict), lambda r: r.verdict, tooltip="Final verdict",
           wide=True),
    Column("Steps", lambda r: f"{r.outcome.steps:,}", lambda r: r.outcome.steps, True, "Steps trained"),
    Column("Date", lambda r: f"{r.created.astimezone():%Y-%m-%d %H:%M}", lambda r: r.created),
))  # fmt: skip
NAME = 0
DATE = len(COLUMNS) - 1
_FIXED = {
    "network",
    "skips",
    "dataset",
    "train_accuracy",
    "test_accuracy",
    "status",
    "verdict",
    "steps",
    "created",
    "id",
}
EXTRA = tuple(name for name in NAMES if name not in _FIXED)
"""Settings and results that can be shown in columns of their own, after the usual ones."""


def extra_column(name: str) -> Column:
    """A column for any setting or result."""
    said = title(name)
    return Column(
        said[:1].upper() + said[1:],
        lambda row: value_text(name, value(row, name)),
        lambda row: order(value(row, name)),
        name in RESULTS or name in ("lr", "depth", "seed", "epochs", "width", "batch_size"),
        f"{said[:1].upper() + said[1:]} ({name})",
    )


def dragged_run(mime: QMimeData) -> str | None:
    """The id of the (first) run that is dragged, None where it is something else."""
    if not mime.hasFormat(MIME):
        return None
    return bytes(mime.data(MIME).data()).decode().split("\n")[0]


class RunsModel(QAbstractTableModel):
    """Rows of the store in the chosen order, those that match the search: words, and conditions such as norm=none.
    Renaming is a wish (`rename_wanted` with id and name): the model changes when the store's rows come back.

    `columns` are the usual ones and those chosen besides. Grouped by a setting, the rows of each of its values stand
    together, and the first of them has the value in the vertical header. `problem` says what is wrong with the search,
    which then changes nothing."""

    rename_wanted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._all: Sequence[RunRow] = ()
        self._shown: list[RunRow] = []
        self._search = ""
        self._order: tuple[int, bool] = (DATE, True)
        self._filter = Filter()
        self.columns: tuple[Column, ...] = COLUMNS
        self.group = ""
        self.problem = ""

    def set_rows(self, rows: Sequence[RunRow]) -> None:
        """Replace all rows."""
        self._all = rows
        self._arrange()

    def search(self, text: str) -> None:
        """Show the rows for which every condition in `text` holds and in which each of its words occurs."""
        try:
            wanted = read(text)
        except SpecError as error:
            self.problem = str(error)
            return
        self.problem = ""
        # typing words on: only what still matches can go on matching
        narrower = wanted.conditions == self._filter.conditions and text.startswith(self._search)
        self._search, self._filter = text, wanted
        self._arrange(self._shown if narrower else None)

    def show_columns(self, names: Sequence[str]) -> None:
        """Show these settings and results, names of EXTRA, besides the usual columns."""
        self.beginResetModel()
        self.columns = (*COLUMNS, *map(extra_column, names))
        if self._order[0] >= len(self.columns):
            self._order = (DATE, True)
        self.endResetModel()

    def group_by(self, name: str) -> None:
        """Group by a setting or result; empty for no groups."""
        self.group = name
        self._arrange()

    def group_of(self, place: int) -> str:
        """What a row's group is called."""
        return value_text(self.group, value(self._shown[place], self.group))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; equal ones stay in the store's order."""
        self._order = (column, order == Qt.SortOrder.DescendingOrder)
        self._arrange()

    def row(self, index: int) -> RunRow:
        """The run in a row of the table."""
        return self._shown[index]

    def places(self, run_ids: Iterable[str]) -> list[int]:
        """The rows in which these runs stand, those that are shown."""
        wanted = set(run_ids)
        return [place for place, row in enumerate(self._shown) if row.id in wanted]

    @property
    def total(self) -> int:
        """How many runs there are, matching or not."""
        return len(self._all)

    def _arrange(self, among: Sequence[RunRow] | None = None) -> None:
        column, descending = self._order
        self.beginResetModel()
        matching = self._all if among is None else among
        if self._filter != Filter():
            matching = [row for row in matching if self._filter.matches(row)]
        key = self.columns[column].key
        self._shown = sorted(matching, key=key, reverse=descending) if column >= 0 else list(matching)
        if self.group:
            self._shown.sort(key=lambda row: order(value(row, self.group)))
        self.endResetModel()

    # ── Qt's questions ──────────────────────────────────────────────────────────────────────────

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Shown runs."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """The usual columns and those chosen besides."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, alignment and tooltip of a cell."""
        if not index.isValid():
            return None
        row, column = self._shown[index.row()], self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole and row.reference and index.column() == NAME:
            return f"★ {column.text(row)}"
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return column.text(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.figure else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(row.problem or row.outcome.message or (column.detail or column.text)(row))
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Wish for a new name; an empty or unchanged one is none."""
        name = str(value).strip()
        row = self._shown[index.row()]
        if role != Qt.ItemDataRole.EditRole or index.column() != NAME or not name or name == row.name:
            return False
        self.rename_wanted.emit(row.id, name)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Titles and tooltips of the columns; in the vertical header the name of each group at its first row."""
        if orientation != Qt.Orientation.Horizontal:
            return self._group_heading(section) if self.group and role == Qt.ItemDataRole.DisplayRole else None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(column.title)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tr("{about}. Click to sort", about=tr(column.tooltip or column.title))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.figure else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def _group_heading(self, place: int) -> str:
        first = place == 0 or self.group_of(place - 1) != self.group_of(place)
        return self.group_of(place) if first else ""

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Rows can be selected and dragged, names edited."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == NAME else flags

    def mimeTypes(self) -> list[str]:
        """Runs by id."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The ids of the dragged rows, one a line."""
        ids = dict.fromkeys(self._shown[index.row()].id for index in indexes)
        mime = QMimeData()
        mime.setData(MIME, QByteArray("\n".join(ids).encode()))
        return mime
