"""Sweeps through the whole window: made, queued, worked off, and found again at the next start."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from explorer.desk.experiments import Experiments
from explorer.engine.commands import EnterSweep, MeasureSweep, WorkQueue
from explorer.engine.sweep_events import QueueEnded
from explorer.experiments.planning import planned
from explorer.experiments.sweep_file import parse_sweep
from explorer.gui.experiments.sweep_dialog import SweepDialog
from explorer.runs.cells import Cell
from explorer.runs.snapshot import Outcome
from tests.gui.access import lacking
from tests.gui.desk import CTRL, Desk

CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
FILE = 'name = "small"\n[fixed]\nwidth = 4\n[vary]\nnetwork = ["plain-8", "resnet-8"]\nseed = [0, 1]\n'


def sent(desk: Desk, kind: type) -> list[object]:
    return [command for command in desk.window.worker.sent if isinstance(command, kind)]


def enter(desk: Desk) -> None:
    """A sweep of four runs, as the command line enters it."""
    plan = planned(parse_sweep(FILE))
    desk.window.store.sweeps.enter(plan.name, plan.source, plan.cells)


def look(desk: Desk) -> list[str]:
    """The runs and their states, as the dock shows them once it has looked."""
    desk.window.experiments.look()
    desk.settle()
    model = desk.window.sweeps_dock.cells.model()
    return [f"{model.index(row, 0).data()}: {model.index(row, 1).data()}" for row in range(model.rowCount())]


def click_row(desk: Desk, row: int) -> None:
    """Click a run of the sweep."""
    table = desk.window.sweeps_dock.cells
    table.scrollTo(table.model().index(row, 0))
    at = table.visualRect(table.model().index(row, 0)).center()
    desk.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)


def train_one(desk: Desk) -> Cell:
    """What the engine does with the first waiting cell: its run, completed at once."""
    store = desk.window.store
    cell = store.sweeps.claim()
    assert cell is not None
    run_id = f"run{cell.id}"
    store.create(run_id, cell.name, cell.spec, desk.window.bench.graph("A"), 24, "CPU")
    store.finish(run_id, Outcome("completed", 24, 1.0, train_accuracy=0.5))
    store.sweeps.done(cell.id, run_id)
    engine: Any = desk.window.worker
    engine.say(QueueEnded(cell.sweep, cell.name, run_id, Outcome("completed", 24, 1.0), ""))
    desk.settle()
    return cell


def test_a_sweep_is_made_queued_and_worked_off(desk: Desk) -> None:
    window = desk.window
    desk.key(Qt.Key.Key_N, CTRL)
    dialog = window.findChild(SweepDialog)
    assert dialog is not None
    file = dialog.findChild(QPlainTextEdit, "sweepFile")
    assert file is not None
    file.setPlainText(FILE)
    # the sweep that the dialog begins with may have been measured before
    desk.until(lambda: FILE in {command.source for command in sent(desk, MeasureSweep)})
    desk.settle()
    count = dialog.findChild(QLabel, "sweepCount")
    assert count is not None
    assert count.text() == "4 runs, about 40 s"
    desk.press("sweepAdd", dialog)
    desk.settle()
    assert sent(desk, EnterSweep) == [EnterSweep(FILE)]
    assert window.findChild(SweepDialog) is None
    assert window.sweeps_dock.isVisible()
    assert window.messages.text == "small: 4 runs added to the queue."
    desk.press("queue_start", window.sweeps_dock)
    assert sent(desk, WorkQueue) == [WorkQueue(True)]
    assert look(desk)[0] == "plain-8, seed 0: waiting"
    train_one(desk)
    assert look(desk)[:2] == ["plain-8, seed 0: completed", "resnet-8, seed 0: waiting"]
    assert [row.sweeps for row in window.store.rows()] == [("small",)]
    assert lacking(window.sweeps_dock) == []
    desk.press("queue_stop", window.sweeps_dock)
    assert sent(desk, WorkQueue)[-1] == WorkQueue(False)


def test_what_is_left_is_offered_at_the_next_start_and_goes_on_after_the_engine_died(
    desk: Desk, open_window: object
) -> None:
    enter(desk)
    train_one(desk)
    desk.window.close()
    again = Desk(desk.qtbot, open_window())
    again.settle()
    messages = again.window.messages
    assert messages.text == "The queue of sweeps has 3 runs left."
    assert sent(again, WorkQueue) == [], "nothing is trained before the person says so"
    again.press("messageAction", messages)
    again.settle()
    assert sent(again, WorkQueue) == [WorkQueue(True)]
    assert again.window.experiments.state.on
    again.window.worker.die()
    again.settle()
    assert not again.window.experiments.state.on
    again.window.worker.start()  # the next engine is ready
    again.settle()
    assert sent(again, WorkQueue) == [WorkQueue(True), WorkQueue(True)]
    assert again.window.experiments.state.on


def test_the_queue_is_changed_by_its_buttons(desk: Desk) -> None:
    enter(desk)
    desk.key(Qt.Key.Key_S, CTRL_SHIFT)
    dock = desk.window.sweeps_dock
    names = ("plain-8, seed 0", "resnet-8, seed 0", "plain-8, seed 1", "resnet-8, seed 1")
    assert look(desk) == [f"{name}: waiting" for name in names]
    click_row(desk, 1)
    desk.press("cell_up", dock)
    assert look(desk)[0] == "resnet-8, seed 0: waiting"
    assert dock.cells.rows == [0]
    desk.press("cell_skip", dock)
    assert look(desk)[0] == "resnet-8, seed 0: skipped"
    desk.press("cell_retry", dock)
    assert look(desk)[0] == "resnet-8, seed 0: waiting"
    desk.press("cell_remove", dock)
    assert len(look(desk)) == 3
    desk.press("sweep_pause", dock)
    assert desk.window.store.sweeps.all()[0].state == "paused"
    desk.press("sweep_resume", dock)
    desk.press("sweep_cancel", dock)
    assert desk.window.store.sweeps.all()[0].state == "canceled"
    desk.press("sweep_forget", dock)
    assert look(desk) == []


def test_a_run_of_the_queue_is_opened_and_one_that_fails_is_told(desk: Desk) -> None:
    enter(desk)
    desk.key(Qt.Key.Key_S, CTRL_SHIFT)
    cell = train_one(desk)
    assert desk.window.store.rows()[0].verdict, "it is judged when it ends"
    look(desk)
    click_row(desk, 0)
    desk.press("cell_open_b", desk.window.sweeps_dock)
    assert desk.bench.document.b.run_id == f"run{cell.id}"
    desk.window.worker.say(QueueEnded("small", "resnet-8, seed 0", "", None, "CIFAR-10 is not downloaded."))
    desk.settle()
    assert desk.window.messages.text == "resnet-8, seed 0 was not trained. CIFAR-10 is not downloaded."


def test_it_looks_only_while_the_dock_is_on_show_or_the_queue_on(desk: Desk) -> None:
    model: Experiments = desk.window.experiments
    assert not model._timer.isActive()
    desk.key(Qt.Key.Key_S, CTRL_SHIFT)
    assert model._timer.isActive()
    desk.key(Qt.Key.Key_S, CTRL_SHIFT)
    assert not model._timer.isActive()
    model.work(True)
    desk.settle()
    assert model._timer.isActive()


@pytest.fixture(autouse=True)
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """The time is measured as soon as nothing more is typed."""
    monkeypatch.setattr("explorer.gui.experiments.sweep_dialog._PATIENCE_MS", 1)
