"""The dock of sweeps: the queue, each sweep's progress, and its runs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QDockWidget,
    QHBoxLayout,
    QSizePolicy,
    QSplitter,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from explorer.desk.experiments import ExperimentsState, SweepLine
from explorer.gui.experiments.line_model import LineModel
from explorer.gui.experiments.line_table import LineTable
from explorer.gui.experiments.sweep_columns import CELL_COLUMNS, SWEEP_COLUMNS
from explorer.gui.widgets.icons import icon
from explorer.gui.widgets.labels import Label
from explorer.gui.widgets.offers import offer
from explorer.gui.widgets.theme import DARK, Theme
from explorer.number_text import time_left
from explorer.runs.cells import Cell
from explorer.wording import marked, tr, tr_count

_TIPS = marked(
    {
        "queue_start": "Train the waiting runs, one after another, while neither A nor B trains",
        "queue_stop": "Save the run that trains and stop the queue; it can go on later",
        "sweep_new": "Make a sweep: choose what varies, or open a file",
        "sweep_pause": "Train no runs of this sweep for now",
        "sweep_resume": "Train the unfinished runs of this sweep",
        "sweep_cancel": "Train no more runs of this sweep; those that are done stay. It can be resumed",
        "sweep_compare": "Compare the runs of this sweep: charts, curves, differences",
        "sweep_forget": "Take this sweep off the list; its runs stay in the list of runs",
        "cell_up": "Train the selected runs earlier",
        "cell_down": "Train the selected runs later",
        "cell_retry": "Put the selected runs, failed or skipped, into the queue again",
        "cell_skip": "Leave the selected runs out",
        "cell_remove": "Take the selected runs out of the sweep; what was trained stays in the list of runs",
        "cell_open_a": "Show the selected run in A",
        "cell_open_b": "Show the selected run in B",
    }
)
_CELLS = ("cell_up", "cell_down", "cell_retry", "cell_skip", "cell_remove", "cell_open_a", "cell_open_b")
_IN_WORDS = ("queue_start", "queue_stop", "sweep_new", "cell_open_a", "cell_open_b")
_STATES = marked(
    {
        "cell_up": ("waiting",),
        "cell_down": ("waiting",),
        "cell_retry": ("failed", "skipped"),
        "cell_skip": ("waiting", "running", "failed"),
        "cell_remove": ("waiting", "running", "failed", "skipped", "done"),
    }
)


class SweepsDock(QDockWidget):
    """Draws an ExperimentsState and emits wishes."""

    queue_wanted = Signal(bool)
    new_wanted = Signal()
    chosen = Signal(str)  # a sweep's id
    state_wanted = Signal(str, str)  # a sweep's id, its new state
    forget_wanted = Signal(str)
    compare_wanted = Signal(str)  # a sweep's id
    retry_wanted = Signal(list)  # of cells' ids
    skip_wanted = Signal(list)
    remove_wanted = Signal(list)
    move_wanted = Signal(list, int)
    open_wanted = Signal(str, str)  # run id, side

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Sweeps"), parent)
        self.setObjectName("sweepsDock")
        self._state = ExperimentsState()
        self._icons: dict[QToolButton, str] = {}
        self._buttons: dict[str, QToolButton] = {}
        self._sweeps = LineModel[SweepLine](SWEEP_COLUMNS, lambda line: line.sweep.id)
        self._cells = LineModel[Cell](CELL_COLUMNS, lambda cell: cell.id)
        self.sweeps = LineTable(
            "sweepsTable", tr("Sweeps"), tr("Select a sweep to see its runs"), self._sweeps, many=False
        )
        self.cells = LineTable(
            "cellsTable", tr("Runs of the sweep"), tr("Double-click opens a run in A"), self._cells, many=True
        )
        for model in (self._sweeps, self._cells):
            model.setParent(self)
        self._build()
        self.setFocusProxy(self.sweeps)
        self.sweeps.selectionModel().selectionChanged.connect(self._choose)
        self.cells.selectionModel().selectionChanged.connect(self._offer)
        self.cells.doubleClicked.connect(lambda: self._open("A"))
        self.set_theme(DARK)
        self._offer()

    # ── what others set ─────────────────────────────────────────────────────────────────────────

    def set_state(self, state: ExperimentsState) -> None:
        """Show these sweeps and cells; what is selected stays so while it is there."""
        selected, before, self._state = self._selected(), self._state, state
        with QSignalBlocker(self.sweeps.selectionModel()):
            self._sweeps.set_lines(state.lines)
            row = self._sweeps.place(state.chosen)
            if row >= 0 and self.sweeps.rows != [row]:
                self.sweeps.selectRow(row)
        self._cells.set_lines(state.cells)
        if not self.cells.rows and selected:
            self._select(selected)
        if (state.chosen, len(state.cells)) != (before.chosen, len(before.cells)):
            self._show_next()
        self._status.setText(self._told())
        self._offer()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        for button, name in self._icons.items():
            color = {"cell_open_a": theme.a, "cell_open_b": theme.b}.get(button.objectName(), "")
            button.defaultAction().setIcon(icon(name, theme, color))

    def open(self) -> None:
        """Show the dock in front."""
        self.show()
        self.raise_()

    # ── building ────────────────────────────────────────────────────────────────────────────────

    def _build(self) -> None:
        self._status = Label()
        self._status.setObjectName("queueStatus")
        self._status.setProperty("role", "muted")
        self._status.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        top = QHBoxLayout()
        bar = self._bar("queueBar")
        self._button(bar, "queue_start", "train", tr("Start queue"), lambda: self.queue_wanted.emit(True))
        self._button(bar, "queue_stop", "stop", tr("Stop queue"), lambda: self.queue_wanted.emit(False))
        self._button(bar, "sweep_new", "new", tr("New sweep…"), self.new_wanted.emit)
        bar.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)  # the status stands beside it
        top.addWidget(bar)
        top.addWidget(self._status, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setObjectName("sweepsSplit")
        split.setChildrenCollapsible(False)
        split.addWidget(self._sweep_side())
        split.addWidget(self._cell_side())
        split.setSizes([360, 640])
        split.setStretchFactor(1, 1)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(8, 6, 8, 6)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(split, 1)
        self.setWidget(body)

    def _sweep_side(self) -> QWidget:
        bar = self._bar("sweepBar")
        self._button(bar, "sweep_pause", "pause", tr("Pause sweep"), lambda: self._set_sweep("paused"))
        self._button(bar, "sweep_resume", "train", tr("Resume sweep"), lambda: self._set_sweep("active"))
        self._button(bar, "sweep_cancel", "stop", tr("Cancel sweep"), lambda: self._set_sweep("canceled"))
        self._button(
            bar, "sweep_compare", "compare", tr("Compare"), lambda: self.compare_wanted.emit(self._state.chosen)
        )
        self._button(
            bar, "sweep_forget", "discard", tr("Forget sweep"), lambda: self.forget_wanted.emit(self._state.chosen)
        )
        return self._below(bar, self.sweeps)

    def _cell_side(self) -> QWidget:
        bar = self._bar("cellBar")
        self._button(bar, "cell_up", "fold-open", tr("Move up"), lambda: self.move_wanted.emit(self._selected(), -1))
        self._button(
            bar, "cell_down", "fold-closed", tr("Move down"), lambda: self.move_wanted.emit(self._selected(), 1)
        )
        self._button(bar, "cell_retry", "redo", tr("Retry"), lambda: self.retry_wanted.emit(self._selected()))
        self._button(bar, "cell_skip", "step", tr("Skip"), lambda: self.skip_wanted.emit(self._selected()))
        self._button(bar, "cell_remove", "discard", tr("Remove"), lambda: self.remove_wanted.emit(self._selected()))
        self._button(bar, "cell_open_a", "open", tr("Open in A"), lambda: self._open("A"))
        self._button(bar, "cell_open_b", "open", tr("Open in B"), lambda: self._open("B"))
        return self._below(bar, self.cells)

    @staticmethod
    def _bar(name: str) -> QToolBar:
        """A row of buttons; those that have no room are in the table's menu."""
        bar = QToolBar()
        bar.setObjectName(name)
        bar.setIconSize(QSize(16, 16))
        bar.setStyleSheet("QToolBar { background: transparent; border: none; padding: 0; spacing: 2px; }")
        return bar

    def _button(self, bar: QToolBar, name: str, icon_name: str, text: str, wish: Callable[[], object]) -> None:
        action = QAction(text, self)
        action.triggered.connect(wish)
        button = QToolButton()  # the bar's own buttons come and go with its layout
        button.setDefaultAction(action)
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if name in _IN_WORDS:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        bar.addWidget(button)
        self._icons[button] = icon_name
        self._buttons[name] = button

    def _below(self, bar: QToolBar, table: LineTable) -> QWidget:
        """A table below its buttons, which are in its context menu as well."""
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        table.addActions([button.defaultAction() for button in self._buttons.values() if bar.isAncestorOf(button)])
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(bar)
        column.addWidget(table, 1)
        return made

    # ── wishes ──────────────────────────────────────────────────────────────────────────────────

    def _choose(self) -> None:
        for row in self.sweeps.rows[:1]:
            self.chosen.emit(self._sweeps.lines[row].sweep.id)

    def _chosen_cells(self) -> list[Cell]:
        return [self._cells.lines[row] for row in self.cells.rows]

    def _selected(self) -> list[int]:
        return [cell.id for cell in self._chosen_cells()]

    def _select(self, ids: list[int]) -> None:
        model = self.cells.selectionModel()
        for row in (self._cells.place(cell) for cell in ids):
            if row >= 0:
                model.select(self._cells.index(row, 0), model.SelectionFlag.Select | model.SelectionFlag.Rows)

    def _show_next(self) -> None:
        """Scroll to the run that trains, or to the next one."""
        left = (row for row, cell in enumerate(self._state.cells) if cell.state in ("running", "waiting"))
        self.cells.executeDelayedItemsLayout()  # of lines that have just come
        self.cells.scrollTo(self._cells.index(next(left, 0), 0), self.cells.ScrollHint.PositionAtCenter)

    def _set_sweep(self, state: str) -> None:
        self.state_wanted.emit(self._state.chosen, state)

    def _open(self, side: str) -> None:
        for cell in self._chosen_cells()[:1]:
            if cell.outcome is not None:
                self.open_wanted.emit(cell.run_id, side)

    # ── what can be done ────────────────────────────────────────────────────────────────────────

    def _told(self) -> str:
        waiting = self._state.unfinished
        if not waiting:
            return tr("No runs wait")
        active = [line for line in self._state.lines if line.sweep.state == "active" and line.sweep.unfinished]
        left = None if any(line.left is None for line in active) else sum(line.left or 0 for line in active)
        runs = tr_count("{count} run left", "{count} runs left", waiting)
        return runs if left is None else tr("{runs}, about {left}", runs=runs, left=time_left(left))

    def _offer(self) -> None:
        on, waiting = self._state.on, self._state.unfinished
        self._allow("queue_start", tr("The queue is on.") if on else "" if waiting else tr("No runs wait."))
        self._allow("queue_stop", "" if on else tr("The queue is off."))
        self._allow("sweep_new", "")
        line = next((line for line in self._state.lines if line.sweep.id == self._state.chosen), None)
        state = line.sweep.state if line else ""
        none = "" if line else tr("Select a sweep first.")
        over = "" if line is None or line.sweep.unfinished else tr("None of its runs waits.")
        self._allow(
            "sweep_pause", none or over or ("" if state == "active" else tr("The sweep is {state}.", state=tr(state)))
        )
        self._allow("sweep_resume", none or (tr("The sweep is not paused.") if state == "active" else ""))
        self._allow("sweep_cancel", none or over or (tr("The sweep is canceled.") if state == "canceled" else ""))
        self._allow("sweep_forget", none)
        self._allow("sweep_compare", none or ("" if line and line.sweep.counts["done"] else tr("No run is done yet.")))
        cells = self._chosen_cells()
        for name in _CELLS:
            fitting = [cell for cell in cells if cell.state in _STATES.get(name, ())]
            if name.startswith("cell_open"):
                fitting = [cell for cell in cells if cell.outcome is not None] if len(cells) == 1 else []
            need = tr("Select one run that was trained.") if name.startswith("cell_open") else tr("Select a run first.")
            self._allow(name, "" if fitting else need if not cells else need if "open" in name else _not_now(name))

    def _allow(self, name: str, obstacle: str) -> None:
        button = self._buttons[name]
        offer(button.defaultAction(), tr(_TIPS[name]), obstacle)


def _not_now(name: str) -> str:
    return tr("Only for runs that are {states}.", states=tr(" or ").join(map(tr, _STATES[name])))
