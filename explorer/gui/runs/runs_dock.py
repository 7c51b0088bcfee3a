"""The runs dock: every stored run, to be found, opened in A or B, renamed and deleted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDockWidget,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from explorer.desk.sides import Side
from explorer.gui.runs.runs_menu import RunsMenu
from explorer.gui.runs.runs_model import NAME, RunsModel
from explorer.gui.runs.runs_table import RunsTable
from explorer.gui.widgets.icons import icon
from explorer.gui.widgets.labels import ElidedLabel, ProblemLine
from explorer.gui.widgets.message_bar import MessageBar
from explorer.gui.widgets.notice_place import NoticePlace
from explorer.gui.widgets.offers import offer
from explorer.gui.widgets.shortcuts import sequences, tooltip
from explorer.gui.widgets.theme import DARK, Theme
from explorer.runs.rows import RunRow
from explorer.wording import tr, tr_count

_UNDO_MS = 20_000


class RunsDock(QDockWidget):
    """Lists RunRows and emits wishes; it changes nothing itself: after a wish was met, `set_rows` brings the new
    list. A deletion that was met can be taken back in the dock's banner for some seconds (`restore_wanted`)."""

    open_wanted = Signal(str, str)  # run id, side
    rename_wanted = Signal(str, str)  # run id, name
    delete_wanted = Signal(list)  # of run ids
    restore_wanted = Signal(list)  # of run ids
    space_wanted = Signal()
    compare_wanted = Signal(list)  # of run ids
    reference_wanted = Signal(str)  # run id, "" for none
    sweep_wanted = Signal(str)  # a sweep's id
    tags_wanted = Signal(list, str)  # of run ids, tags
    notes_wanted = Signal(list, str)  # of run ids, text

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Runs"), parent)
        self.setObjectName("runsDock")
        self._model = RunsModel()
        self._model.setParent(self)
        self._model.rename_wanted.connect(self.rename_wanted)
        self._icons: dict[QAction, str] = {}
        self.menu = RunsMenu(self)
        self._build()
        self.setFocusProxy(self._table)
        self._connect_menu()
        self._kept: list[str] = []
        self._place = -1  # the row of the keyboard
        self._typing = False
        self._offers: dict[tuple[str, ...], str] = {}
        self._table.selectionModel().selectionChanged.connect(self._offer)
        self._model.modelAboutToBeReset.connect(self._remember)
        self._model.modelReset.connect(self._restore)
        self._offer()
        self.set_theme(DARK)

    # ── what others set ─────────────────────────────────────────────────────────────────────────

    def set_rows(self, rows: Sequence[RunRow]) -> None:
        """Show these runs; selected ones that are still there stay selected."""
        self._model.set_rows(rows)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self.banner.set_theme(theme)
        self._table.setStyleSheet("QTableView::item { padding: 0 3px; }")
        for action, name in self._icons.items():
            action.setIcon(icon(name, theme))
        self.open_a.setIcon(icon("open", theme, theme.a))
        self.open_b.setIcon(icon("open", theme, theme.b))

    @property
    def selected(self) -> list[str]:
        """Ids of the selected runs, from the top."""
        places = sorted(index.row() for index in self._table.selectionModel().selectedRows())
        return [self._model.row(place).id for place in places]

    @property
    def selected_rows(self) -> list[RunRow]:
        """The selected runs, from the top."""
        return [self._model.row(place) for place in self._model.places(self.selected)]

    def rows_of(self, run_ids: Sequence[str]) -> list[RunRow]:
        """These runs as they are listed, those that are."""
        return [self._model.row(place) for place in self._model.places(run_ids)]

    def name_of(self, run_id: str) -> str:
        """The name under which a run is listed; empty where it is not."""
        return next((self._model.row(place).name for place in self._model.places([run_id])), "")

    def called(self, run_ids: Sequence[str]) -> str:
        """What runs are called in a sentence: one by its name, several by their number."""
        return f"“{self.name_of(run_ids[0])}”" if len(run_ids) == 1 else tr("{count} runs", count=len(run_ids))

    def offer_undo(self, run_ids: Sequence[str]) -> None:
        """Say that these runs, still listed, are deleted, and offer them back; none is nothing to say."""
        if run_ids:
            told = tr("Deleted {called}.", called=self.called(run_ids))
            self._offers[tuple(run_ids)] = told
            back = partial(self.restore_wanted.emit, list(run_ids))
            self.banner.show_message(told, action=tr("Undo"), on_action=back)

    def withdraw_undo(self, run_ids: Sequence[str]) -> None:
        """These runs are back: nothing is left to offer."""
        self.banner.withdraw(self._offers.pop(tuple(run_ids), ""))

    def show_space(self, used: str) -> None:
        """Show how much disk space checkpoints take, as "120 MB of 2 GB"."""
        self.space.setText(used or tr("Checkpoints"))
        what = tr("Checkpoints take {used}. ", used=used) if used else ""
        self.space.setToolTip(tr("{what}Set their disk space, and how often a run is saved", what=what))

    def focus_search(self) -> None:
        """Show the dock and type into its search."""
        self.show()
        self.raise_()
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    # ── building ────────────────────────────────────────────────────────────────────────────────

    def _build(self) -> None:
        self._search = self._make_search()
        self._count = ElidedLabel()
        self._count.setObjectName("runsCount")
        self._count.setProperty("role", "muted")
        self._problem = ProblemLine("runsProblem")
        self._table = RunsTable(self._model)
        self._table.doubleClicked.connect(lambda: self._open("A"))
        self._table.customContextMenuRequested.connect(self._open_menu)
        self._table.columns_wanted.connect(self.menu.choose_columns)
        self._make_actions()
        self.banner = MessageBar(news_ms=_UNDO_MS)
        row = QHBoxLayout()
        row.addWidget(self._search, 1)
        row.addWidget(self._count)
        for action in (self.open_a, self.open_b, self.compare, self.rename, self.delete, self.space):
            row.addWidget(self._button(action))
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(8, 6, 8, 6)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self._problem)
        column.addWidget(self._table, 1)
        column.addWidget(NoticePlace(self.banner, body))
        self.setWidget(body)

    def _make_actions(self) -> None:
        self.open_a = self._action("open_a", "open", tr("Open in A"), lambda: self._open("A"))
        self.open_b = self._action("open_b", "open", tr("Open in B"), lambda: self._open("B"))
        self.rename = self._action("rename_run", "rename", tr("Rename"), self._rename)
        self.delete = self._action("delete_runs", "discard", tr("Delete"), self._delete)
        self.compare = self._action("compare_runs", "compare", tr("Compare"), self._compare)
        self.space = QAction(tr("Checkpoints"), self)
        self.space.setObjectName("checkpoint_space")
        self.space.triggered.connect(self.space_wanted)
        self._icons[self.space] = "checkpoint"
        self.show_space("")
        self.search_action = QAction(tr("Search runs"), self)
        self.search_action.setObjectName("search_runs")
        self.search_action.setShortcuts(sequences("search_runs"))
        self.search_action.setToolTip(tooltip("search_runs"))
        self.search_action.triggered.connect(self.focus_search)
        self.addAction(self.search_action)

    def _make_search(self) -> QLineEdit:
        search = QLineEdit()
        search.setObjectName("runsSearch")
        search.setPlaceholderText(tr("Search runs"))
        about = tr(
            "Name, network, data, skips, tags, status or date; every word must match. Conditions on any setting or "
            "result: norm=none depth>=20 test_error<10%."
        )
        search.setToolTip(f"{about} {tooltip('search_runs')}")
        search.setAccessibleName(tr("Search runs"))
        search.setClearButtonEnabled(True)
        search.setMinimumWidth(110)
        search.textChanged.connect(self._search_for)
        return search

    def _connect_menu(self) -> None:
        menu = self.menu
        for mine, wish in (
            (self.compare_wanted, menu.compare_wanted),
            (self.reference_wanted, menu.reference_wanted),
            (self.sweep_wanted, menu.sweep_wanted),
            (self.tags_wanted, menu.tags_wanted),
            (self.notes_wanted, menu.notes_wanted),
        ):
            wish.connect(mine)
        menu.group_chosen.connect(self._table.group_by)
        menu.columns_chosen.connect(self._table.show_columns)

    def _action(self, name: str, icon_name: str, text: str, wish: Callable[[], None]) -> QAction:
        action = QAction(text, self)
        action.setObjectName(name)
        action.setToolTip(tooltip(name))
        action.setShortcuts(sequences(name))
        # only with the focus in the table itself: Return and Del mean something else in the search and while renaming
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(wish)
        self._icons[action] = icon_name
        self._table.addAction(action)
        return action

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setObjectName(f"runs_{action.objectName()}")
        button.setAccessibleName(action.text())
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if action in (self.open_a, self.open_b, self.compare, self.space):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        return button

    # ── wishes ──────────────────────────────────────────────────────────────────────────────────

    def _remember(self) -> None:
        self._kept, self._place = self.selected, self._table.currentIndex().row()
        self._typing = self._table.state() == QAbstractItemView.State.EditingState

    def _restore(self) -> None:
        self._select(self._kept)
        if not self.selected and self._place >= 0:  # they are gone: the keyboard goes on where they were
            beside = self._model.index(min(self._place, self._model.rowCount() - 1), 0)
            self._table.selectionModel().setCurrentIndex(beside, QItemSelectionModel.SelectionFlag.NoUpdate)
        if self._typing:  # the editor is gone, and Qt gives the keyboard to what comes next
            self._table.setFocus()
        self._tell_count()

    def _select(self, run_ids: Sequence[str]) -> None:
        selection = QItemSelection()
        for place in self._model.places(run_ids):
            selection.select(self._model.index(place, 0), self._model.index(place, len(self._model.columns) - 1))
        self._table.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if selection.indexes():
            self._table.selectionModel().setCurrentIndex(
                selection.indexes()[0], QItemSelectionModel.SelectionFlag.NoUpdate
            )
        self._offer()

    def _offer(self) -> None:
        count = len(self._table.selectionModel().selectedRows())
        focused = QApplication.focusWidget()
        for action in (self.open_a, self.open_b, self.rename):
            offer(action, tooltip(action.objectName()), "" if count == 1 else tr("Select one run first."))
        offer(self.delete, tooltip("delete_runs"), "" if count else tr("Select a run first."))
        offer(self.compare, tooltip("compare_runs"), "" if count else tr("Select runs first: Shift or Ctrl and click."))
        if isinstance(focused, QToolButton) and self.isAncestorOf(focused) and not focused.isEnabled():
            self._table.setFocus()

    def _open(self, side: Side) -> None:
        for run_id in self.selected[:1]:
            self.open_wanted.emit(run_id, side)

    def _rename(self) -> None:
        places = self._model.places(self.selected[:1])
        if places and self._table.state() != QAbstractItemView.State.EditingState:
            self._table.edit(self._model.index(places[0], NAME))

    def _delete(self) -> None:
        self.delete_wanted.emit(self.selected)

    def _compare(self) -> None:
        self.compare_wanted.emit(self.selected)

    def _search_for(self, text: str) -> None:
        self._model.search(text)
        self._tell_count()

    def _tell_count(self) -> None:
        """How many runs there are and match, or what is wrong with the search."""
        shown, total = self._model.rowCount(), self._model.total
        every = tr_count("{count:,} run", "{count:,} runs", total)
        told = every if shown == total else tr("{shown:,} of {total:,}", shown=shown, total=total)
        self._count.setText(told)
        self._problem.tell(self._model.problem)

    def _open_menu(self, at: QPoint) -> None:
        actions = (self.open_a, self.open_b, self.compare, self.rename, self.delete)
        self.menu.open(self.selected_rows, actions, self._table.viewport().mapToGlobal(at))
