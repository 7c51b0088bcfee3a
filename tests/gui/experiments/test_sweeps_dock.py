"""The dock of sweeps: what it shows, and what its buttons wish."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from explorer.desk.experiments import ExperimentsState, SweepLine
from explorer.gui.experiments.sweeps_dock import SweepsDock
from explorer.runs.cells import Cell, CellState
from explorer.runs.snapshot import Outcome
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.runs.sweep_rows import Sweep
from tests.gui.access import lacking

COUNTS: dict[CellState, int] = {"waiting": 2, "running": 1, "done": 1, "failed": 1, "skipped": 0}
SWEEP = Sweep("s", "my sweep", datetime(2026, 1, 1, tzinfo=UTC), "", "active", COUNTS)
OTHER = Sweep(
    "t", "other", datetime(2026, 1, 1, tzinfo=UTC), "", "paused", {**COUNTS, "running": 0}, "ray:10.0.0.1:6379"
)


def cell(number: int, state: str, outcome: Outcome | None = None, **more: Any) -> Cell:
    spec = RunSpec(network=NetworkSpec(name="plain-8"), training=TrainingSpec(seed=number, epochs=1))
    run_id = "" if outcome is None else f"run{number}"
    made = Cell(number, "s", number, {"seed": number}, spec, "", state, run_id, "", 1, "", 10.0, outcome=outcome)
    return replace(made, **more)


CELLS = (
    cell(0, "done", Outcome("completed", 24, 7.0, train_accuracy=0.5, test_accuracy=0.25)),
    cell(1, "running", Outcome("running", 6, 1.0), steps=6, steps_per_epoch=24),
    cell(2, "waiting"),
    cell(3, "waiting"),
    cell(4, "failed", message="out of memory"),
)
STATE = ExperimentsState((SweepLine(SWEEP, 95.0), SweepLine(OTHER, 20.0)), "s", CELLS, False)


@pytest.fixture
def dock(qtbot: QtBot) -> SweepsDock:
    made = SweepsDock()
    qtbot.addWidget(made)
    made.set_state(STATE)
    made.resize(1000, 300)
    made.show()
    return made


def texts(dock: SweepsDock, table: str) -> list[list[str]]:
    model = getattr(dock, table).model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())
    ]


def button(dock: SweepsDock, name: str) -> QToolButton:
    found = dock.findChild(QToolButton, name)
    assert found is not None
    return found


def select(dock: SweepsDock, *rows: int) -> None:
    dock.cells.clearSelection()
    for row in rows:
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        dock.cells.selectionModel().select(dock.cells.model().index(row, 0), flags)


def test_it_shows_sweeps_and_the_runs_of_the_chosen_one(dock: SweepsDock) -> None:
    assert texts(dock, "sweeps") == [["my sweep", "training", "1/5", "1:35 min"], ["other", "paused · Ray", "1/4", ""]]
    assert texts(dock, "cells") == [
        ["plain-8, seed 0", "completed", "50.0 %", "25.0 %", "7 s"],
        ["plain-8, seed 1", "training 25%", "–", "–", "~10 s"],
        ["plain-8, seed 2", "waiting", "", "", "~10 s"],
        ["plain-8, seed 3", "waiting", "", "", "~10 s"],
        ["plain-8, seed 4", "failed", "", "", "~10 s"],
    ]
    assert dock.cells.model().index(4, 1).data(Qt.ItemDataRole.ToolTipRole) == "out of memory"
    status = dock.findChild(QLabel, "queueStatus")
    assert status is not None
    assert status.text() == "3 runs left, about 1:35 min"
    assert lacking(dock) == []


def test_what_is_selected_stays_selected_when_it_is_read_anew(dock: SweepsDock) -> None:
    select(dock, 2, 3)
    changed = (*CELLS[:2], CELLS[3], CELLS[2], CELLS[4])
    dock.set_state(replace(STATE, cells=changed))
    assert [dock.cells.model().index(row, 0).data() for row in dock.cells.rows] == [
        "plain-8, seed 3",
        "plain-8, seed 2",
    ]
    assert dock.sweeps.rows == [0]


def test_the_run_that_comes_next_is_in_sight(dock: SweepsDock) -> None:
    cells = tuple(cell(number, "done" if number < 40 else "waiting") for number in range(80))
    dock.set_state(replace(STATE, cells=cells))
    place = dock.cells.visualRect(dock.cells.model().index(40, 0))
    assert dock.cells.viewport().rect().contains(place.center())


@pytest.mark.parametrize(
    ("name", "rows", "wished"),
    [
        ("queue_start", (), ("queue_wanted", [True])),
        ("sweep_new", (), ("new_wanted", [])),
        ("sweep_pause", (), ("state_wanted", ["s", "paused"])),
        ("sweep_cancel", (), ("state_wanted", ["s", "canceled"])),
        ("sweep_forget", (), ("forget_wanted", ["s"])),
        ("sweep_compare", (), ("compare_wanted", ["s"])),
        ("cell_up", (3,), ("move_wanted", [[3], -1])),
        ("cell_down", (2, 3), ("move_wanted", [[2, 3], 1])),
        ("cell_retry", (4,), ("retry_wanted", [[4]])),
        ("cell_skip", (1, 2), ("skip_wanted", [[1, 2]])),
        ("cell_remove", (0,), ("remove_wanted", [[0]])),
        ("cell_open_a", (0,), ("open_wanted", ["run0", "A"])),
        ("cell_open_b", (1,), ("open_wanted", ["run1", "B"])),
    ],
)
def test_a_button_is_a_wish(
    dock: SweepsDock, qtbot: QtBot, name: str, rows: tuple[int, ...], wished: tuple[str, list[Any]]
) -> None:
    signal, wish = wished
    select(dock, *rows)
    assert button(dock, name).isEnabled()
    with qtbot.waitSignal(getattr(dock, signal)) as heard:
        qtbot.mouseClick(button(dock, name), Qt.MouseButton.LeftButton)
    assert heard.args == wish


@pytest.mark.parametrize(
    ("name", "rows", "obstacle"),
    [
        ("queue_stop", (), "The queue is off."),
        ("sweep_resume", (), "The sweep is not paused."),
        ("cell_up", (), "Select a run first."),
        ("cell_up", (0,), "Only for runs that are waiting."),
        ("cell_retry", (2,), "Only for runs that are failed or skipped."),
        ("cell_open_a", (2,), "Select one run that was trained."),
        ("cell_open_a", (0, 1), "Select one run that was trained."),
    ],
)
def test_what_cannot_be_done_says_why(dock: SweepsDock, name: str, rows: tuple[int, ...], obstacle: str) -> None:
    select(dock, *rows)
    assert not button(dock, name).isEnabled()
    assert button(dock, name).toolTip().startswith(obstacle)


def test_a_paused_sweep_can_be_resumed_and_another_one_chosen(dock: SweepsDock, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dock.chosen) as wished:
        dock.sweeps.selectRow(1)
    assert wished.args == ["t"]
    dock.set_state(replace(STATE, chosen="t", cells=()))
    with qtbot.waitSignal(dock.state_wanted) as resumed:
        qtbot.mouseClick(button(dock, "sweep_resume"), Qt.MouseButton.LeftButton)
    assert resumed.args == ["t", "active"]


def test_a_sweep_that_is_over_cannot_be_paused(dock: SweepsDock) -> None:
    done = replace(SWEEP, counts={**COUNTS, "waiting": 0, "running": 0})
    dock.set_state(replace(STATE, lines=(SweepLine(done, 0.0),)))
    for name in ("sweep_pause", "sweep_cancel"):
        assert not button(dock, name).isEnabled()
        assert button(dock, name).toolTip().startswith("None of its runs waits.")


def test_without_a_sweep_only_a_new_one_can_be_made(dock: SweepsDock) -> None:
    dock.set_state(ExperimentsState())
    enabled = [b.objectName() for b in dock.findChildren(QToolButton) if b.isEnabled() and b.defaultAction()]
    assert enabled == ["sweep_new"]
