"""A runs folder that the window shares with another program, such as the command line."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtWidgets import QPushButton, QTableView

from explorer.gui.runs.run_shelf import GONE
from explorer.runs.snapshot import Outcome, Snapshot
from explorer.runs.store import RunStore
from tests.gui.support import readings


@pytest.fixture
def other(desk, runs_dir) -> Iterator[RunStore]:
    """The store of another program, as the command line is."""
    store = RunStore(runs_dir)
    yield store
    store.close()


@pytest.fixture
def train_there(desk, other) -> Callable[[str, int], None]:
    """Has the other program enter a run of side A's network, or train it further."""
    graph, spec = desk.bench.graph("A"), desk.bench.document.a.spec
    steps: dict[str, int] = {}

    def train(run_id: str, count: int) -> None:
        first = steps.get(run_id, 0)
        if run_id not in steps:
            other.create(run_id, f"Run {run_id}", spec, graph, 24, "CPU · 1 thread")
        values = np.ones(count, np.float32)
        layers = {"gradient-rms": readings(graph, count, 0, first)}
        other.append(run_id, Snapshot(first, values, values, values, layers))
        other.flush()
        steps[run_id] = first + count

    return train


def test_a_run_that_another_program_trains_is_read_anew_each_time_it_is_opened(desk, other, train_there):
    train_there("far", 2)
    desk.window.dock.open_wanted.emit("far", "A")
    desk.settle()
    assert len(desk.history("A")) == 2
    train_there("far", 3)
    other.finish("far", Outcome("completed", 5, 5.0))
    desk.window.dock.open_wanted.emit("far", "B")
    desk.settle()
    for side in ("A", "B"):
        assert len(desk.history(side)) == 5
        assert desk.history(side).outcome.status == "completed"
    assert desk.window.plots.loss.curves["A"].history is desk.history("A")


def test_only_runs_that_were_deleted_are_said_to_be(desk, other, train_there):
    for run_id in ("one", "two", "busy"):
        train_there(run_id, 1)
    for run_id in ("one", "two"):
        other.finish(run_id, Outcome("completed", 1, 1.0))
    desk.action("runs").trigger()
    desk.settle()
    dock = desk.window.dock
    dock.findChild(QTableView, "runsTable").selectAll()
    dock.delete.trigger()
    assert "still training" in desk.window.messages.text
    assert dock.banner.text == "Deleted 2 runs."
    assert [row.id for row in desk.window.store.rows()] == ["busy"]
    dock.banner.findChild(QPushButton, "messageAction").click()
    assert {row.id for row in desk.window.store.rows()} == {"one", "two", "busy"}


def test_the_list_is_read_once_however_many_runs_are_deleted(desk, other, train_there, monkeypatch):
    for run_id in ("one", "two", "three"):
        train_there(run_id, 1)
        other.finish(run_id, Outcome("completed", 1, 1.0))
    desk.action("runs").trigger()
    desk.settle()
    read, rows = [], desk.window.store.rows
    monkeypatch.setattr(desk.window.store, "rows", lambda **how: read.append(1) or rows(**how))
    desk.window.dock.findChild(QTableView, "runsTable").selectAll()
    desk.window.dock.delete.trigger()
    desk.settle()
    assert len(read) == 1


@pytest.fixture
def far(desk, other, train_there):
    """A run of another program on show in A; the window looks at the folder all the time."""
    train_there("far", 6)
    other.finish("far", Outcome("completed", 6, 5.0))
    desk.window.dock.open_wanted.emit("far", "A")
    desk.settle()
    assert len(desk.history("A").readings("gradient-rms")) == 6
    return desk.history("A")


def test_a_run_on_show_that_another_program_resumes_is_read_anew_and_not_called_damaged(desk, other, far):
    other.reopen("far", far.spec, 2, "CPU")
    desk.window.store.columns.close()  # nothing is kept of it
    desk.window.store.columns.closed = False
    assert len(far.readings("gradient-rms")) == 0
    desk.until(lambda: len(desk.history("A")) == 2)
    assert len(desk.history("A").readings("gradient-rms")) == 2
    assert not desk.window.messages.isVisible()


def test_a_run_on_show_that_another_program_replaced_is_read_anew_at_the_next_look(desk, other, far):
    other.transfers.put(other.transfers.carried("far"), replacing=True)
    desk.window.shelf._clock.setInterval(20)
    desk.until(lambda: desk.history("A") is not far)
    assert len(desk.history("A").readings("gradient-rms")) == 6
    assert not desk.window.messages.isVisible()


def test_a_run_on_show_that_another_window_deletes_is_said_to_be_gone_once(desk, other, far):
    other.delete("far")
    shelf, messages = desk.window.shelf, desk.window.messages
    shelf._clock.setInterval(20)
    desk.until(messages.isVisible)
    assert messages.text == GONE.format("A")
    assert desk.history("A") is far, "its curves stay"
    messages.close_message()
    looked = []
    shelf._doing.run(lambda: looked.append(1), lambda _: shelf._look())
    desk.until(lambda: bool(looked) and not desk.window.reading.busy)
    assert not messages.isVisible()


def test_a_run_that_comes_on_show_while_the_store_answers_is_not_said_to_be_gone(
    desk, other, far, train_there, monkeypatch
):
    """Two runs that end one after the other: the second one was not asked about."""
    train_there("near", 2)
    shelf, records = desk.window.shelf, desk.window.store.records
    held, ask = [], records.editions

    class Later:
        def run(self, job, then):
            held.append((job, then))
            return 0

    monkeypatch.setattr(records, "editions", lambda wanted: ask(list(wanted)))
    shelf._clock.stop()
    doing, shelf._doing = shelf._doing, Later()
    shelf._clock.timeout.emit()
    shelf._doing = doing
    desk.window.dock.open_wanted.emit("near", "B")
    desk.until(lambda: desk.history("B") is not None)
    for job, then in held:
        doing.run(job, then)
    desk.settle()
    assert held
    assert not desk.window.messages.isVisible()
