"""The window that compares many runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QMenu, QTabWidget, QVBoxLayout, QWidget

from explorer.desk.background import Doing
from explorer.desk.sides import SIDES
from explorer.gui.comparison.chart_view import ChartView
from explorer.gui.comparison.curves_view import CurvesView
from explorer.gui.comparison.gradients_view import GradientsView
from explorer.gui.comparison.heatmaps_view import HeatmapsView
from explorer.gui.comparison.scope_bar import SELECTED, SWEEP, Scope, ScopeBar
from explorer.gui.comparison.table_view import DifferenceTable
from explorer.gui.comparison.view_menu import ViewMenu
from explorer.gui.widgets.icons import icon
from explorer.gui.widgets.labels import Label
from explorer.gui.widgets.theme import DARK, Theme
from explorer.runs.rows import RunRow
from explorer.runs.store import RunStore, StoreError
from explorer.wording import tr

FIRST_SIZE = (1180, 760)
_LOOK_MS = 2000
Listing = tuple[tuple[int, int], Sequence[RunRow], Mapping[str, str]]


class CompareWindow(QWidget):
    """Charts, curves, gradients and what differs, of the runs in its scope. It looks for changes in the store every two
    seconds while it is on show, and reads in the background. Only the tab on show is brought up to date.

    `open_wanted` carries a run and a side, `reference_wanted` a run, or "" for none."""

    open_wanted = Signal(str, str)
    reference_wanted = Signal(str)

    def __init__(self, store: RunStore, doing: Doing, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("compareWindow")
        self.setWindowTitle(tr("Compare runs"))
        self.setAccessibleName(tr("Compare runs"))
        self._store, self._doing, self._token = store, doing, 0
        self._stamp: tuple[int, int] | None = None
        self._all: Sequence[RunRow] = ()
        self.rows: list[RunRow] = []
        self._names: Mapping[str, str] = {}
        self._build()
        self._stale = set(self._views)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self.resize(*FIRST_SIZE)
        self.set_theme(DARK)

    def _build(self) -> None:
        overviews = self._store.overviews
        self.scope = ScopeBar()
        self.chart = ChartView(overviews, self._doing)
        self.curves = CurvesView(overviews, self._doing)
        self.gradients = GradientsView(overviews, self._doing)
        self.table = DifferenceTable(overviews, self._doing)
        self.heatmaps = HeatmapsView(overviews, self._doing)
        self._views = (self.chart, self.curves, self.gradients, self.heatmaps, self.table)
        self.tabs = self._tabs()
        self.problem = Label()
        self.problem.setObjectName("compare_problem")
        self.problem.setProperty("role", "warning")
        self.problem.setWordWrap(True)
        self.problem.setContentsMargins(8, 0, 8, 0)
        self.problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self.scope, self.problem, self.tabs):
            column.addWidget(widget, 1 if widget is self.tabs else 0)
        self._connect()

    def _tabs(self) -> QTabWidget:
        made = QTabWidget()
        made.setObjectName("compare_tabs")
        made.tabBar().setObjectName("compare_tab_bar")
        made.setDocumentMode(True)
        made.tabBar().setDrawBase(False)
        for view, title, tip in (
            (self.chart, tr("Chart"), tr("A result against any setting, such as error against depth")),
            (self.curves, tr("Curves"), tr("Error or loss while training")),
            (self.gradients, tr("Gradients"), tr("Gradients of every layer, at step 0 and at the end")),
            (self.heatmaps, tr("Heatmaps"), tr("The heatmaps of several runs, on one color scale")),
            (self.table, tr("Differences"), tr("Only what differs between the runs")),
        ):
            made.setTabToolTip(made.addTab(view, title), tip)
            view.run_wanted.connect(self._offer_run)
        return made

    def _connect(self) -> None:
        self.menu = ViewMenu(self)
        self.menu.run_wanted.connect(self._offer_run)
        self.menu.failed.connect(self._tell)
        self.scope.more.clicked.connect(self._open_menu)
        for view in (self.chart, self.curves, self.gradients):
            view.grid.menu_wanted.connect(partial(self.menu.open, view))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self, self._open_menu)
        self.scope.changed.connect(lambda _: self._show_scope())
        self.tabs.currentChanged.connect(lambda _: self._update())
        QShortcut(QKeySequence(QKeySequence.StandardKey.Close), self, self.close)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)

    # ── what others set ─────────────────────────────────────────────────────────────────────────

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self.setStyleSheet(f"#compareWindow {{ background: {theme.window}; }}")
        self.scope.more.setIcon(icon("save", theme))
        self.menu.theme = theme
        for view in self._views:
            view.set_theme(theme)

    def compare(self, run_ids: Iterable[str]) -> None:
        """Show the window with these runs; with none, as it was."""
        wanted = frozenset(run_ids)
        if wanted:
            self.scope.set_scope(Scope(SELECTED, wanted))
        self._open()

    def compare_sweep(self, sweep: str) -> None:
        """Show the window with the runs of a sweep."""
        self.scope.set_scope(Scope(f"{SWEEP}{sweep}"))
        self._open()

    def look(self) -> None:
        """Read the list of runs anew if anything in the store has changed since."""
        self._doing.drop(self._token)
        self._token = self._doing.run(partial(_listing, self._store, self._stamp), self._listed)

    def _open(self) -> None:
        self.show()
        self.raise_()
        self.activateWindow()
        self._show_scope()
        self.look()

    # ── the runs ────────────────────────────────────────────────────────────────────────────────

    def _listed(self, answer: Future[Listing | None]) -> None:
        try:
            found = answer.result()
        except StoreError as error:
            self._tell(str(error))
            return
        self.problem.hide()
        if found is not None:
            self._stamp, self._all, self._names = found
            self._show_scope()

    def _show_scope(self) -> None:
        self.rows = self.scope.scope.rows(self._all)
        sweeps = {sweep: self._names.get(sweep, sweep) for row in self._all for sweep in row.sweeps}
        self.scope.offer(sweeps, len(self.rows), len(self._all))
        self._stale = set(self._views)
        self._update()

    def _update(self) -> None:
        view = self._views[self.tabs.currentIndex()]
        if view in self._stale and self.isVisible():
            self._stale.discard(view)
            view.set_rows(self.rows)

    def _open_menu(self) -> None:
        """The menu of the tab on show, below its button."""
        button = self.scope.more
        self.menu.open(self._views[self.tabs.currentIndex()], button.mapToGlobal(QPoint(0, button.height())))

    def _tell(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.show()

    def _offer_run(self, run_id: str, place: QPoint) -> None:
        """A menu of what can be done with a run."""
        row = next((row for row in self.rows if row.id == run_id), None)
        if row is None:
            return
        menu = QMenu(self)
        menu.setObjectName("compare_run_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addSection(row.name)
        for side in SIDES:
            menu.addAction(tr("Open in {side}", side=side), partial(self.open_wanted.emit, run_id, side))
        menu.addSeparator()
        text, wanted = (tr("Not the reference any more"), "") if row.reference else (tr("Make reference"), run_id)
        menu.addAction(text, partial(self.reference_wanted.emit, wanted))
        menu.popup(place)

    def showEvent(self, event: QShowEvent) -> None:
        """Look for changes from now on."""
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look no more."""
        self._timer.stop()
        super().hideEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Hide: the window is shown again as it is."""
        event.accept()


def _listing(store: RunStore, known: tuple[int, int] | None) -> Listing | None:
    stamp = store.overviews.stamp()
    if stamp == known:
        return None
    return stamp, store.rows(), {sweep.id: sweep.name for sweep in store.sweeps.all()}
