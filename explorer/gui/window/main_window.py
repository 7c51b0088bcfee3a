"""The main window: what stands where, and drawing the workbench's state."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QIcon
from PySide6.QtWidgets import QMainWindow, QSplitter, QWidget

from explorer import paths
from explorer.desk.analyses import Analyses
from explorer.desk.background import Background
from explorer.desk.columns import stand_in
from explorer.desk.experiments import Experiments
from explorer.desk.findings import Findings
from explorer.desk.gates import confirmed
from explorer.desk.navigation import Navigation
from explorer.desk.pair_proof import proof
from explorer.desk.pane_state import pane_state
from explorer.desk.progress import training_progress, training_state
from explorer.desk.settings import Settings
from explorer.desk.sides import SIDES, Side
from explorer.desk.workbench import Workbench
from explorer.engine.events import Ready
from explorer.engine.worker import TrainingWorker
from explorer.gui.analyses.analyses_dock import AnalysesDock
from explorer.gui.analyses.picture_bars import PictureBars
from explorer.gui.cards.pair_bar import PairBar
from explorer.gui.data.data_desk import DataDesk
from explorer.gui.experiments.sweep_desk import SweepDesk
from explorer.gui.experiments.sweeps_dock import SweepsDock
from explorer.gui.exports.handing_on import HandingOn
from explorer.gui.findings.findings_panel import VerdictPanel
from explorer.gui.images.image_desk import ImageDesk
from explorer.gui.images.images_dock import ImagesDock
from explorer.gui.inspector.inspector_dock import InspectorDock
from explorer.gui.lessons.lessons_dock import LessonsDock
from explorer.gui.picture.color_bar import ColorBar
from explorer.gui.picture.levels import shared_levels
from explorer.gui.plots.column import PlotColumn
from explorer.gui.runs.run_shelf import RunShelf
from explorer.gui.runs.runs_dock import RunsDock
from explorer.gui.training.time_bar import TimeBar
from explorer.gui.training.training_bar import TrainingBar
from explorer.gui.widgets.colors import SHARES
from explorer.gui.widgets.message_bar import MessageBar
from explorer.gui.widgets.notice_place import NoticePlace
from explorer.gui.widgets.tall_area import TallArea, column_of
from explorer.gui.window import closing, window_memory
from explorer.gui.window.click_meaning import ClickMeaning
from explorer.gui.window.comparing import Comparing
from explorer.gui.window.connecting import Connecting
from explorer.gui.window.cost_label import CostLabel
from explorer.gui.window.difference_switch import DifferenceSwitch
from explorer.gui.window.dock_tabs import DockTabs
from explorer.gui.window.failure_notices import FailureNotices, handle_each
from explorer.gui.window.focus_home import FocusHome
from explorer.gui.window.focus_ring import FocusRing
from explorer.gui.window.going_on import GoingOn
from explorer.gui.window.helping import Helping
from explorer.gui.window.lessons_shown import LessonsShown
from explorer.gui.window.main_menu import MainMenu
from explorer.gui.window.manners import Manners
from explorer.gui.window.phases_shown import PhasesShown
from explorer.gui.window.refresher import Refresher, View
from explorer.gui.window.side_pane import SidePane
from explorer.gui.window.sides import Sides
from explorer.gui.window.status_line import StatusLine
from explorer.gui.window.theming import Theming
from explorer.gui.window.window_memory import FIRST_SIZE
from explorer.gui.window.wiring import connect
from explorer.runs.history import RunHistory
from explorer.runs.store import RunStore
from explorer.wording import tr


class MainWindow(QMainWindow):
    """Shows the workbench and passes wishes on to it. Owns the worker and the store: closing the window saves
    what runs and ends the engine."""

    def __init__(self, worker: TrainingWorker, bench: Workbench, store: RunStore, settings: Settings) -> None:
        super().__init__()
        self.worker, self.bench, self.store, self.settings = worker, bench, store, settings
        bench.setParent(self)  # it goes with the window, and so does what is connected to it
        self.setWindowTitle(tr("Residual Explorer"))
        self.setWindowIcon(QIcon(str(paths.resource("icons/explorer.svg"))))
        self.setObjectName("mainWindow")
        self.navigation = Navigation(settings.instrument, bench.history, self)
        self._info = stand_in(settings.instrument)
        self._shown: tuple[RunHistory | None, ...] = ()
        self._build()
        self._add_desks()
        parts = (self.bar, self.messages, self.data, self.pair, self.scale, self.time, self.plots, self.verdicts,
                 self.dock, self.inspector, self.analyses, self.block_bars, self.comparing, self.ring, self.difference,
                 self.sweeps, self.helping, self.lessons, self.images_dock, self.phases.bar)  # fmt: skip
        self.theming = Theming(settings, self.bar, (*parts, *self.panes.values()), self)
        self.refresher = Refresher(self._take, self.views(), self._slow, self)
        self.manners = Manners(self)
        connect(self)
        window_memory.restore(self)
        self.setFocus()  # no key does anything until the engine is ready
        self.show_state()

    def _add_desks(self) -> None:
        """Add what stands between the widgets and the model, each for one part of the window."""
        worker, bench, store, settings = self.worker, self.bench, self.store, self.settings
        self.reading = Background(self)
        for pane in self.panes.values():
            pane.view.doing = self.reading
        self.failures = FailureNotices(self.messages, self)
        self.data = DataDesk(worker.send, bench, settings, self.messages, self)
        self.asking = Analyses(worker.send, bench, store, self, settings=settings)
        self.findings = Findings(bench, store, self, doing=self.reading)
        self.shelf = RunShelf(store, self.dock, bench, self.messages, self.reading)
        self.difference = DifferenceSwitch(self.menu.difference, self.panes["A"].view, self.panes["B"].view,
                                           self.panes["B"].legend, self.sides.updateGeometry)  # fmt: skip
        self.comparing = Comparing(store, self.dock, self.messages, self.shelf.reload, self)
        self.experiments = Experiments(worker.send, bench, store, self.reading, self)
        self.sweeps = SweepDesk(self.experiments, self.sweeps_dock, self.messages, self.reading, self)
        self.images = ImageDesk(worker.send, bench, self.images_dock, self.navigation, self.panes)
        self.handing_on = HandingOn(store, self.messages, self)
        self.going_on = GoingOn(store, self.dock, bench, self.messages, self.reading, self)
        self.menu.add_training(*self.going_on.actions.values(), None, self.going_on.save, self.going_on.clear)
        self.connecting = Connecting(self)
        self.lessons = LessonsShown(self)
        self.ring = FocusRing(self)
        self.home = FocusHome(self, lambda: self.bar.wanted_next)
        self.helping = Helping(settings, self)

    # ── building ────────────────────────────────────────────────────────────────────────────────

    def _build(self) -> None:
        self.bar = TrainingBar(self)
        self.addToolBar(self.bar)
        self.messages = MessageBar()
        self.pair = PairBar()
        self.panes: dict[Side, SidePane] = {side: SidePane(side) for side in SIDES}
        self.phases = PhasesShown(self.bench, {side: pane.view for side, pane in self.panes.items()}, self)
        self.scale = ColorBar()
        self.time = TimeBar()
        self.plots = PlotColumn()
        self.verdicts = VerdictPanel()
        self.verdicts.stand_below(self.plots.rows)
        tabs = DockTabs(self)
        self.dock, self.sweeps_dock, self.images_dock = RunsDock(self), SweepsDock(self), ImagesDock(self)
        self.inspector, self.analyses, self.lessons_dock = InspectorDock(self), AnalysesDock(self), LessonsDock(self)
        docks = (self.dock, self.inspector, self.analyses, self.sweeps_dock, self.lessons_dock, self.images_dock)
        areas = Qt.DockWidgetArea
        bottom, right, left = areas.BottomDockWidgetArea, areas.RightDockWidgetArea, areas.LeftDockWidgetArea
        for dock, area in zip(docks, (bottom, right, right, bottom, left, bottom), strict=True):
            self.addDockWidget(area, dock)
        for front, back in ((docks[0], docks[3]), (docks[0], docks[5]), (docks[1], docks[2])):
            self.tabifyDockWidget(front, back)
        self.resizeDocks([self.dock], [180], Qt.Orientation.Vertical)
        self.resizeDocks([self.analyses], [round(0.3 * FIRST_SIZE[0])], Qt.Orientation.Horizontal)
        self.block_bars = PictureBars({side: pane.view for side, pane in self.panes.items()})
        for dock in docks:
            dock.hide()
            tabs.watch(dock)
        self.menu = MainMenu(self.bar, docks, self)
        self.setMenuBar(self.menu)
        self.setCentralWidget(self._center())
        self.cost = CostLabel()
        notices = NoticePlace(self.messages, self, within=self.centralWidget())
        self.setStatusBar(StatusLine(self.cost, notices, self.scale))
        self.meaning = ClickMeaning(self.statusBar())

    def _center(self) -> QWidget:
        self.sides = Sides(tuple(self.panes.values()))
        left = column_of(self.pair, self.phases.bar, self.sides, self.time, tall=self.sides)
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        self.columns.setObjectName("columns")
        self.columns.addWidget(left)
        self.columns.addWidget(TallArea("plotArea", self.plots))
        self.columns.setSizes([FIRST_SIZE[0] * 67, FIRST_SIZE[0] * 33])
        self.columns.setStretchFactor(0, 67)
        self.columns.setStretchFactor(1, 33)
        self.columns.setChildrenCollapsible(False)
        center = column_of(self.columns, tall=self.columns)
        center.layout().setContentsMargins(6, 6, 6, 6)  # type: ignore[union-attr]
        return center

    def views(self) -> tuple[View, ...]:
        """Every view that pulls from the histories."""
        pictures = (pane.view for pane in self.panes.values())
        return (*pictures, self.difference, *self.plots.views(), self.plots.histogram)

    # ── drawing ─────────────────────────────────────────────────────────────────────────────────

    def show_state(self) -> None:
        """Draw the workbench's state; only what changed is touched."""
        self.show_panes()
        for side in SIDES:
            self.plots.set_history(side, self.bench.history(side))
        graphs = (self.bench.graph(side) for side in SIDES)
        self.plots.set_layers(max((len(graph.main_path) for graph in graphs if graph is not None), default=0))
        self.show_training()
        self.pair.set_proof(*proof(self.bench))
        self.show_inspected()
        running = (s for s in SIDES if self.bench.document.side(s).run_id in self.bench.trainer.live)
        self.meaning.set_live(frozenset(side for side in running if self.bench.gates(side)))
        shown = tuple(self.bench.history(side) for side in SIDES)
        if shown != self._shown:
            self._shown = shown
            self.navigation.hold(None)
            self.show_levels()
        self._show_time()

    def show_panes(self) -> None:
        """Draw cards and pictures, their titles as at the step that is held."""
        for side, pane in self.panes.items():
            pane.show_state(pane_state(self.bench, side, self.worker.state, self.navigation.time.step))

    def show_training(self) -> None:
        """Show what can be trained, stopped and undone."""
        state = training_state(self.bench, self.worker.state)
        self.bar.set_state(state)
        self.plots.sharpness.set_training(state.training, state.paused)
        self.phases.bar.set_training(state.training)

    def show_inspected(self) -> None:
        """Show the inspector's part as its network is now, and let it search both networks."""
        graphs = {side: graph for side in SIDES if (graph := self.bench.graph(side)) is not None}
        self.inspector.finder.set_graphs(graphs)
        side, _ = self.inspector.selected
        if side is None:
            self.inspector.set_network(None, {}, None, ())
            return
        known = self.bench.catalog.instruments if self.bench.catalog else ()
        self.inspector.set_network(graphs.get(side), confirmed(self.bench.gates(side)), self.bench.history(side), known)

    def inspect(self, side: Side, calls: tuple[str, ...]) -> None:
        """Show these calls in the inspector, whether it is open or not."""
        self.inspector.select(side, calls)
        self.show_inspected()

    def set_catalog(self, catalog: Ready) -> None:
        """The engine is ready: offer what it has."""
        for pane in self.panes.values():
            pane.card.set_catalog(catalog)
        self.bar.instrument.set_instruments(catalog.instruments)
        self.plots.histogram.set_instruments(catalog.instruments)
        self.menu.set_analyses(catalog.analyses)
        self.navigation.offer([each.name for each in catalog.instruments if each.per in ("layer", "skip")])

    def show_instrument(self, name: str) -> None:
        """Show another instrument in both heatmaps and in the profile."""
        self.bar.instrument.set_chosen(name)
        known = self.bench.catalog.instruments if self.bench.catalog else ()
        self._info = next((info for info in known if info.name == name), stand_in(name))
        for pane in self.panes.values():
            pane.view.set_instrument(self._info)
        self.plots.set_instrument(self._info)
        self.scale.set_instrument(self._info)
        self.show_levels()

    def set_layout(self, layout: str) -> None:
        """A and B "stacked" or "side-by-side"."""
        self.sides.set_layout(layout)
        self.bar.set_layout(layout)
        self.settings.layout = layout

    # ── the clock ───────────────────────────────────────────────────────────────────────────────

    def _take(self) -> None:
        handle_each(self.worker.take(), self.bench.handle)
        self.phases.advance()

    def _slow(self) -> None:
        progress = training_progress(self.bench)
        if progress is not None:
            self.bar.set_progress(progress)
        self.inspector.refresh()
        self.findings.refresh()
        self.lessons.refresh()
        self._show_time()

    def _show_time(self) -> None:
        runs = {side: history for side in SIDES if (history := self.bench.history(side)) is not None}
        self.navigation.set_runs(tuple(runs.values()))
        self.cost.set_runs(runs)

    def show_levels(self) -> None:
        """Put every run on screen on one color scale."""
        extents = [r.extent for pane in self.panes.values() if (r := pane.view.sight.record) is not None]
        low, high = SHARES if self._info.scale == "linear" else shared_levels(extents)
        for pane in self.panes.values():
            pane.view.set_levels(low, high)
        self.scale.set_levels(low, high)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window, save what runs, end the engine; until then the window stays."""
        closing.save_and_end(self)
        super().closeEvent(event)
