"""The window with a real engine process behind it: one window, used as a user would from start to end."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QTableView, QToolButton
from pytestqt.qtbot import QtBot

from explorer.app import make_window
from explorer.desk.settings import Settings
from explorer.desk.sides import SIDES
from explorer.gui.plots.overlay import Line
from explorer.runs.store import RunStore
from tests.gui.desk import CTRL, LEFT, SHIFT, Desk, small_bench

PATIENCE = 60_000  # milliseconds; only a hang takes so long
LONG = "2000"  # epochs; no test waits for their end


@pytest.fixture(scope="module")
def desk(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> Iterator[Desk]:
    """A window with a warm engine, shared by the tests of this module: each leaves it idle."""
    folder = tmp_path_factory.mktemp("window")
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    settings.theme, settings.unfolded = "dark", True
    settings.keep_bench(small_bench("plain-20", "resnet-20", width=8))
    window = make_window(folder / "runs", settings)
    window.show()
    window.activateWindow()
    found = Desk(QtBot(request), window)
    found.until(found.ready, PATIENCE)
    yield found
    pid = window.worker.engine_pid
    window.close()
    assert pid is not None
    assert not alive(pid), "closing the window leaves no process"
    window.deleteLater()
    qapp.setStyleSheet("")


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def train(desk: Desk, epochs: str) -> None:
    """Type the epochs into both cards and press Train both; returns when both runs have steps."""
    for side in SIDES:
        desk.type_into(f"card{side}_epochs", epochs)
    desk.press("button_train_both")
    desk.until(lambda: all(len(desk.bench.history(side) or ()) > 3 for side in SIDES), PATIENCE)


def idle(desk: Desk) -> None:
    desk.until(lambda: not desk.bench.trainer.training, PATIENCE)
    desk.settle()


def test_a_small_pair_set_up_through_the_cards_trains_to_its_end(desk):
    for side in SIDES:
        desk.type_into(f"card{side}_depth", "8")
        desk.type_into(f"card{side}_width", "4")
    desk.until(desk.ready, PATIENCE)
    train(desk, "2")
    idle(desk)
    for side in SIDES:
        history = desk.history(side)
        assert history.outcome.status == "completed"
        assert len(history) == 2 * history.steps_per_epoch == desk.canvas(side).rows
        assert len(history.epochs) == 2
        assert history.graph.weighted_layers == 8
    assert desk.window.bar.progress.text == "Completed"
    assert "Same seed, batches and initial weights" in desk.window.pair.proof


def test_the_runs_are_in_the_dock_and_open_in_either_side(desk):
    desk.key(Qt.Key.Key_R, CTRL)
    table = desk.find(QTableView, "runsTable")
    rows = desk.window.store.rows()
    assert table.model().rowCount() == len(rows) >= 2
    place = next(i for i, row in enumerate(rows) if row.network == "plain-8")
    at = table.visualRect(table.model().index(place, 1)).center()
    desk.qtbot.mouseClick(table.viewport(), LEFT, pos=at)
    desk.key(Qt.Key.Key_Return, SHIFT, on=table)
    assert desk.history("B").run_id == rows[place].id
    assert desk.bench.document.b.spec.network.name == "plain-8"
    desk.press("button_undo")
    assert desk.bench.document.b.spec.network.name == "resnet-8"
    desk.key(Qt.Key.Key_R, CTRL)


def test_an_arc_clicked_while_training_is_an_intervention_kept_and_marked(desk):
    train(desk, LONG)
    desk.click_arc("B", 1)
    desk.until(lambda: bool(desk.history("B").interventions), PATIENCE)
    desk.key(Qt.Key.Key_Escape, SHIFT)
    idle(desk)
    (moved,) = desk.history("B").interventions
    assert (moved.skip, moved.gate) == ("skip2", 0.0)
    assert 0 < moved.step < len(desk.history("B"))
    assert desk.history("A").interventions == []
    assert desk.canvas("B").markers.marks == [(moved.step, "skip2 off")]
    for plot in (desk.window.plots.loss, desk.window.plots.accuracy):
        assert [m.x for m in plot.overlay.marks if isinstance(m, Line)] == [moved.step]
    stored = desk.window.store.history(desk.history("B").run_id)
    assert stored.interventions == [moved]
    assert stored.graph.skip["skip2"].enabled, "the architecture is stored apart from the intervention"


def test_pause_step_resume_and_stop(desk):
    train(desk, LONG)
    pause = desk.find(QToolButton, "button_pause")
    desk.press("button_pause")
    desk.until(lambda: pause.text() == "Resume", PATIENCE)
    desk.settle()
    before = {side: len(desk.history(side)) for side in SIDES}
    desk.press("button_step")
    desk.until(lambda: all(len(desk.history(side)) == before[side] + 1 for side in SIDES), PATIENCE)
    desk.key(Qt.Key.Key_P)
    desk.until(lambda: all(len(desk.history(side)) > before[side] + 5 for side in SIDES), PATIENCE)
    assert pause.text() == "Pause"
    desk.press("button_stop")
    idle(desk)
    for side in SIDES:
        assert desk.history(side).outcome.status == "stopped"
        assert len(desk.window.store.history(desk.history(side).run_id)) == len(desk.history(side))


def test_discard_leaves_nothing_behind(desk):
    before = {row.id for row in desk.window.store.rows()}
    train(desk, LONG)
    desk.press("button_discard")
    idle(desk)
    assert {row.id for row in desk.window.store.rows()} == before
    assert desk.bench.history("A") is None


def test_a_killed_engine_is_told_its_run_kept_and_the_next_run_works(desk):
    train(desk, LONG)
    run_id, seen = desk.history("A").run_id, len(desk.history("A"))
    assert desk.window.worker.engine_pid is not None
    os.kill(desk.window.worker.engine_pid, signal.SIGKILL)
    idle(desk)
    assert desk.window.isVisible()
    assert "engine" in desk.window.messages.text.lower()
    desk.press("messageClose", desk.window.messages)
    assert desk.window.messages.text == ""
    assert desk.history("A").outcome.status == "interrupted"
    row = next(row for row in desk.window.store.rows() if row.id == run_id)
    assert row.status == "interrupted"
    kept = desk.window.store.history(run_id)
    rate = seen / max(float(desk.history("A").seconds[-1]), 1e-3)
    assert len(kept) >= len(desk.history("A")) - 1.5 * rate - 1, "at most about a second is lost"
    desk.until(lambda: desk.window.worker.state == "Ready", PATIENCE)
    train(desk, "1")
    idle(desk)
    assert desk.history("B").outcome.status == "completed"


def test_closing_while_it_trains_keeps_the_runs(desk, runs_dir, settings, qtbot):
    """A second window, closed with Ctrl+Q in the middle of a training."""
    settings.keep_bench(small_bench("plain-8", "resnet-8", width=4, epochs=2000))
    window = make_window(runs_dir, settings)
    qtbot.addWidget(window)
    window.show()
    other = Desk(qtbot, window)
    other.until(other.ready, PATIENCE)
    other.press("button_train_both")
    other.until(lambda: len(other.bench.history("A") or ()) > 3, PATIENCE)
    pid = window.worker.engine_pid
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    qtbot.keyClick(window, Qt.Key.Key_Q, CTRL)
    assert not alive(pid)
    store = RunStore(runs_dir)
    kept = {row.network: row.status for row in store.rows()}
    store.close()
    assert set(kept) == {"plain-8", "resnet-8"}
    assert "running" not in kept.values()
