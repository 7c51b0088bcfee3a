"""Which wish goes where: every signal of the window in one place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from explorer.desk.navigation import Cursor, Shown
from explorer.desk.sides import SIDES, Side
from explorer.gui.training.training_bar import CROWDED
from explorer.gui.widgets.message_bar import Kind
from explorer.gui.window.engine_offers import EngineOffers
from explorer.gui.window.evidence_shown import show_evidence
from explorer.gui.window.failure_notices import open_log_folder
from explorer.gui.window.part_sizes import resize_part
from explorer.gui.window.shortcuts_dialog import ShortcutsDialog
from explorer.runs.snapshot import Outcome
from explorer.wording import tr

if TYPE_CHECKING:
    from explorer.gui.window.main_window import MainWindow


# an interruption has been told by then, with its cause, as the end of the engine
_UNTOLD = ("completed", "stopped", "interrupted")


def connect(window: MainWindow) -> None:
    """Connect the window's widgets, its workbench and its worker."""
    _training(window)
    _edits(window)
    _menu(window)
    _views(window)
    _data(window)
    _analyses(window)
    _verdicts(window)
    _sweeps(window)
    _engine(window)
    _handing_on(window)


def _handing_on(window: MainWindow) -> None:
    out, menu = window.handing_on, window.menu
    window.dock.menu.export_wanted.connect(out.export)
    window.dock.menu.command_wanted.connect(out.copy_command_line)
    menu.import_wanted.connect(out.ask_for_archive)
    menu.export_wanted.connect(partial(_export_shown, window))
    out.entered.connect(window.shelf.reload)


def _export_shown(window: MainWindow) -> None:
    shown = [run_id for side in SIDES if (run_id := window.bench.document.side(side).run_id)]
    rows = {row.id: row for row in window.store.rows()}
    found = [rows[run_id] for run_id in dict.fromkeys(shown) if run_id in rows]
    if found:
        window.handing_on.export(found, tr(" and ").join(row.name for row in found))
    else:
        window.messages.show_message(tr("There is no run in A or B yet. Train one, or open one from the stored runs."))


def _training(window: MainWindow) -> None:
    bar, bench = window.bar, window.bench
    bar.train_wanted.connect(bench.train)
    bar.pause_wanted.connect(bench.trainer.pause)
    bar.step_wanted.connect(bench.trainer.step)
    bar.phases_wanted.connect(window.phases.set_on)
    bar.phases_wanted.connect(window.pair.setHidden)  # it has its place
    window.phases.bar.whole_wanted.connect(bar.phases.trigger)
    window.plots.sharpness.measure_wanted.connect(bench.trainer.measure_sharpness)
    bar.stop_wanted.connect(bench.trainer.stop)
    bar.discard_wanted.connect(bench.trainer.discard)


def _edits(window: MainWindow) -> None:
    bar, bench = window.bar, window.bench
    bench.settling.connect(partial(_settle, window))
    bar.undo_wanted.connect(bench.undo)
    bar.redo_wanted.connect(bench.redo)
    bar.skips_wanted.connect(bench.switch_both)
    window.pair.swap_wanted.connect(bench.swap)
    window.pair.copy_wanted.connect(bench.copy)
    window.menu.swap_wanted.connect(bench.swap)
    window.menu.copy_wanted.connect(bench.copy)
    for side, pane in window.panes.items():
        pane.card.spec_changed.connect(partial(bench.edit, side))
        pane.card.all_skips_wanted.connect(partial(bench.switch, side))
        pane.card.unfolded.connect(partial(setattr, window.settings, "unfolded"))
        pane.card.run_dropped.connect(lambda run_id, side=side: window.dock.open_wanted.emit(run_id, side))
        pane.view.toggle_wanted.connect(partial(bench.toggle, side))
        pane.view.gates.wanted.connect(partial(bench.set_gates, side))
        pane.view.all_wanted.connect(partial(bench.switch, side))
        pane.view.stage_wanted.connect(lambda stage, on, side=side: bench.switch(side, on, stage))
    bench.steps.changed.connect(window.show_training)


def _settle(window: MainWindow) -> None:
    """Confirm what is being typed in the cards; what is wrong there stays on show."""
    for side, pane in window.panes.items():
        pane.card.commit()
        window.bench.wrong[side] = pane.card.problem


def _menu(window: MainWindow) -> None:
    menu = window.menu
    window.addAction(window.dock.search_action)
    menu.shortcuts_wanted.connect(lambda: show_shortcuts(window))
    menu.guide_wanted.connect(window.helping.open)
    menu.notice_wanted.connect(partial(_go_to_notice, window))
    menu.logs_wanted.connect(lambda: open_log_folder(window.messages))
    menu.quit_wanted.connect(window.close)
    menu.part_wanted.connect(partial(resize_part, window, window.messages.show_message))
    for view in window.views():
        menu.fit_wanted.connect(view.fit)


def _views(window: MainWindow) -> None:
    bar, navigation = window.bar, window.navigation
    bar.instrument.chosen.connect(window.navigation.choose)
    bar.layout_wanted.connect(window.set_layout)
    window.sides.crowded.connect(bar.set_crowded)
    window.sides.crowded.connect(partial(_tell_crowded, window))
    bar.theme_wanted.connect(window.theming.choose)
    plots = window.plots
    plots.fork_wanted.connect(window.going_on.fork_at)
    plots.cursor_moved.connect(lambda step: navigation.point(None, step, in_plots=True))
    window.time.step_wanted.connect(navigation.hold)
    window.time.move_wanted.connect(navigation.move)
    plots.layer_hovered.connect(navigation.point_at_layer)
    navigation.instrument_changed.connect(window.show_instrument)
    navigation.time_changed.connect(window.time.show_time)
    navigation.held_changed.connect(window.show_panes)
    navigation.cursor_changed.connect(partial(_show_cursor, window))
    navigation.layer_changed.connect(partial(_show_layer, window))
    plots.options_changed.connect(window.settings.keep_plot_options)
    plots.failed.connect(lambda text: window.messages.show_message(text, kind="error"))
    for side, pane in window.panes.items():
        pane.view.step_hovered.connect(partial(navigation.point, side))
        pane.view.levels_wanted.connect(lambda low, high: window.show_levels())
        pane.view.hovered.connect(partial(_tell_below, window))
        pane.view.refused.connect(window.messages.show_message)
        pane.view.saved.connect(partial(_tell_below, window))
        pane.view.failed.connect(lambda text: window.messages.show_message(text, kind="error"))
        pane.view.node_selected.connect(partial(window.inspect, side))
        pane.view.node_selected.connect(partial(window.plots.select, side))
    window.inspector.call_wanted.connect(lambda side, call: window.panes[side].view.show_call(call))
    window.menu.find_wanted.connect(window.inspector.start_search)
    window.menu.compare_wanted.connect(window.comparing.open)
    hints = QGuiApplication.styleHints()
    hints.colorSchemeChanged.connect(window.theming.follow_system)  # a method: the connection ends with the window


def _data(window: MainWindow) -> None:
    bench = window.bench
    window.menu.data_wanted.connect(window.data.open)
    for side, pane in window.panes.items():
        card = pane.card
        card.more_data_wanted.connect(
            lambda side=side: window.data.open(bench.document.side(side).spec.training.dataset)
        )
        bench.data_changed.connect(partial(_offer_data, window, side))


def _offer_data(window: MainWindow, side: Side) -> None:
    catalog = window.bench.catalog
    if catalog is not None:
        window.panes[side].card.set_datasets(catalog.datasets)


def _analyses(window: MainWindow) -> None:
    desk, dock = window.asking, window.analyses
    desk.changed.connect(dock.set_state)
    desk.failed.connect(lambda text: window.messages.show_message(text, kind="error"))
    dock.question.chosen.connect(desk.choose)
    dock.question.asked.connect(desk.ask)
    dock.question.cancel_wanted.connect(desk.cancel)
    dock.results.failed.connect(lambda text: window.messages.show_message(text, kind="error"))
    dock.results.saved.connect(partial(_tell_below, window))
    dock.visibilityChanged.connect(lambda visible: desk.reload() if visible else None)
    dock.blocks_changed.connect(window.block_bars.set_bars)
    dock.results.skip_pointed.connect(window.block_bars.point_at)
    window.menu.analysis_wanted.connect(desk.choose)
    window.menu.analysis_wanted.connect(lambda _name: dock.open())


def _sweeps(window: MainWindow) -> None:
    window.menu.sweep_wanted.connect(window.sweeps.open)
    window.sweeps_dock.open_wanted.connect(window.dock.open_wanted)
    window.sweeps_dock.compare_wanted.connect(window.comparing.open_sweep)
    window.experiments.ended.connect(window.shelf.reload)


def _verdicts(window: MainWindow) -> None:
    navigation, panel, menu = window.navigation, window.verdicts, window.menu
    panel.evidence_wanted.connect(navigation.show)
    panel.back_wanted.connect(navigation.back)
    window.menu.back_wanted.connect(navigation.back)
    window.bench.changed.connect(navigation.follow_runs)
    navigation.evidence_changed.connect(partial(_show_evidence, window))
    navigation.evidence_changed.connect(panel.set_shown)
    navigation.evidence_changed.connect(lambda now: menu.back.setEnabled(now is not None))
    window.findings.changed.connect(panel.show_state)
    panel.twin_wanted.connect(window.findings.train_twin)
    window.findings.noting.noted.connect(window.shelf.reload)


def _show_evidence(window: MainWindow, shown: Shown | None) -> None:
    run = None if shown is None else window.bench.history(shown[0])
    show_evidence(shown, run, window.panes, window.plots)
    if shown is not None and shown[1].measure in window.navigation.instruments:
        window.plots.tabs.setCurrentWidget(window.plots.profile)


def _tell_crowded(window: MainWindow, crowded: bool) -> None:
    """Say that A above B has no room, until it has."""
    bar = window.statusBar()
    if crowded:
        bar.showMessage(tr(CROWDED), 10_000)
    elif bar.currentMessage() == tr(CROWDED):
        bar.clearMessage()


def _go_to_notice(window: MainWindow) -> None:
    """Give the keyboard to the notice on show, that of the runs list first, and back to where the person was."""
    shown = [bar for bar in (window.dock.banner, window.messages) if bar.text and bar.isVisible()]
    inside = next((bar for bar in shown if bar.isAncestorOf(window.focusWidget())), None)
    if inside is not None:
        window.home.leave(inside)
    elif shown:
        shown[0].focus_first()


def _tell_below(window: MainWindow, text: str) -> None:
    window.statusBar().showMessage(" · ".join(text.splitlines()))


def _show_cursor(window: MainWindow, cursor: Cursor) -> None:
    """Mark the step that is pointed at in every view."""
    for side, pane in window.panes.items():
        pane.view.show_step(cursor.step)
        pane.view.set_cursor_step(cursor.held if side == cursor.side else cursor.step)
    window.inspector.show_step(cursor.step)
    if not cursor.in_plots:
        window.plots.set_cursor(cursor.step)


def _show_layer(window: MainWindow, layer: int | None) -> None:
    for pane in window.panes.values():
        pane.view.set_cursor_layer(layer)


def _engine(window: MainWindow) -> None:
    bench, worker = window.bench, window.worker
    bench.ready.connect(window.set_catalog)
    bench.changed.connect(window.show_state)
    bench.news.connect(lambda text: window.messages.show_message(text, kind="warning"))
    bench.notice.connect(window.messages.show_message)
    bench.over.connect(window.messages.withdraw)
    bench.trainer.ended.connect(partial(_tell, window))
    # a method of the window: what the worker's thread emits reaches it in the window's
    worker.state_changed.connect(window.show_state, Qt.ConnectionType.QueuedConnection)
    EngineOffers(window)


def _tell(window: MainWindow, run_id: str, outcome: Outcome) -> None:
    """Say how a run ended where that is not what one hoped for; it may have failed before its first step."""
    if outcome.status in _UNTOLD:
        return
    side = next((side for side in SIDES if window.bench.document.side(side).run_id == run_id), None)
    kind: Kind = "warning" if outcome.status == "diverged" else "error"
    text = f"{side or 'Run'}: {outcome.message}"
    window.bench.holds(text)
    window.messages.show_message(text, kind=kind)


def show_shortcuts(window: MainWindow) -> None:
    """Open the list of shortcuts."""
    dialog = ShortcutsDialog(window)
    dialog.set_theme(window.theming.theme)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
