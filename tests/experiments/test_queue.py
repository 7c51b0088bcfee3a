"""The queue worked off: small networks, reuse, failures, and what an end leaves behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from explorer.experiments.cell_runs import REUSED
from explorer.experiments.fitting import fitted_plan
from explorer.experiments.planning import planned
from explorer.experiments.queue import PutOffError, QueueWorker
from explorer.experiments.sweep_file import parse_sweep
from explorer.experiments.timing import shape_of
from explorer.recording.continuing import forking
from explorer.recording.driving import record
from explorer.recording.recording import Recording
from explorer.runs.cells import Cell
from explorer.runs.filters import matching
from explorer.runs.resuming import TOGETHER as TOGETHER_ONLY
from explorer.runs.resuming import ContinueError, no_forking_row, no_resuming_row
from explorer.runs.snapshot import Outcome, Snapshot
from explorer.runs.spec import RunSpec
from explorer.runs.store import RunStore, StoreError
from explorer.training import Session
from explorer.training.start import Start

FILE = """
name = "small"
[fixed]
network = "resnet-8"
width = 1
batch_size = 700
epochs = 1
device = "cpu"
{more}
[vary]
seed = [0, 1]
"""


class Heard:
    """A listener that notes everything."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.steps = 0
        self.called = False

    def reading(self, share: float) -> None:
        if self.called:
            raise PutOffError

    def measuring(self, cell: Cell) -> None:
        self.said.append("measuring")

    def started(self, cell: Cell, total_steps: int, notes: Sequence[str]) -> None:
        self.said.append(f"started {cell.label['seed']}")

    def heard(self, cell: Cell, snapshot: Snapshot) -> None:
        self.steps += len(snapshot)

    def ended(self, cell: Cell, run_id: str, outcome: Outcome | None, message: str) -> None:
        self.said.append(f"{outcome.status if outcome else 'none'} {cell.label['seed']}")


@pytest.fixture
def store(runs_dir: Path) -> Iterator[RunStore]:
    opened = RunStore(runs_dir)
    yield opened
    opened.close()


def enter(store: RunStore, more: str = "", measured: bool = True) -> list[Cell]:
    plan = fitted_plan(planned(parse_sweep(FILE.format(more=more))))
    store.sweeps.enter(plan.name, plan.source, plan.cells)
    found = store.sweeps.cells("small")
    if measured:
        store.sweeps.expect({cell.id: 1.0 for cell in found})
    return found


def work(store: RunStore, most: int = 1000) -> Heard:
    heard = Heard()
    worker = QueueWorker(store, heard)
    for _ in range(most):
        if not worker.step():
            return heard
    worker.stop("enough")
    return heard


def test_every_cell_becomes_a_run_of_the_sweep(store: RunStore) -> None:
    enter(store, measured=False)
    heard = work(store)
    assert heard.said == ["measuring", "started 0", "completed 0", "started 1", "completed 1"]
    found = store.sweeps.cells("small")
    rows = {row.id: row for row in store.rows()}
    assert [cell.state for cell in found] == ["done", "done"]
    assert {cell.run_id for cell in found} == set(rows)
    for cell in found:
        row = rows[cell.run_id]
        assert (row.sweep, row.name, row.status) == ("small", f"resnet-8, seed {cell.label['seed']}", "completed")
        assert row.settings["seed"] == cell.label["seed"]
        assert store.weights_path(row.id).exists()
        assert cell.seconds > 0
    assert heard.steps == sum(row.outcome.steps for row in rows.values())
    assert shape_of(found[0].spec) == shape_of(found[1].spec)


def test_a_run_with_these_settings_is_reused_and_said_so(store: RunStore) -> None:
    cells = enter(store)
    run = Recording("before", "before", Session(cells[1].spec), store)
    run.enter()
    record(run)
    heard = work(store)
    assert heard.said == ["started 0", "completed 0", "none 1"]
    reused = store.sweeps.cells("small")[1]
    assert (reused.state, reused.run_id, reused.message) == ("done", "before", REUSED)
    assert {row.id: row.sweeps for row in store.rows()}["before"] == ("small",)
    assert len(store.rows()) == 2
    assert {row.settings["seed"] for row in matching(store.rows(), ["sweep=small"])} == {0, 1}


def test_a_diverged_run_is_done(store: RunStore) -> None:
    enter(store, "lr = 1000\nnorm = 'none'\nmax_steps = 20")
    assert "diverged 0" in work(store).said
    cell = store.sweeps.cells("small")[0]
    assert cell.state == "done"
    assert "became" in cell.message


def test_reading_data_is_put_off_where_something_else_comes_first(
    store: RunStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(spec: RunSpec, progress: Callable[[float], None], start: Start | None = None) -> Session:
        progress(0.5)
        return Session(spec, progress, start)

    monkeypatch.setattr("explorer.experiments.queue.Session", slow)
    enter(store)
    heard = Heard()
    worker = QueueWorker(store, heard)
    heard.called = True
    assert worker.step()
    assert (heard.said, worker.working) == ([], False)
    assert [cell.state for cell in store.sweeps.cells("small")] == ["waiting", "waiting"]
    heard.called = False
    assert worker.step()
    assert heard.said == ["started 0"]
    worker.stop("enough")


def test_a_run_that_is_abandoned_waits_with_what_is_stored(store: RunStore) -> None:
    enter(store, "max_steps = 12")
    worker = QueueWorker(store, Heard())
    for _ in range(4):
        worker.step()
    worker.abandon("a second Ctrl-C")
    (row,) = store.rows()
    assert (row.status, row.outcome.message) == ("interrupted", "a second Ctrl-C")
    assert store.sweeps.cells("small")[0].state == "waiting"
    assert work(store).said == ["started 0", "completed 0", "started 1", "completed 1"]
    assert {found.status for found in store.rows()} == {"completed"}
    assert row.id in {found.id for found in store.rows()}


def test_a_disk_that_fills_up_at_the_end_costs_no_cell(store: RunStore, monkeypatch: pytest.MonkeyPatch) -> None:
    enter(store)

    def full(*_: object) -> None:
        raise StoreError("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(store, "finish", full)
        with pytest.raises(StoreError, match="The disk is full"):
            work(store)
    assert [cell.state for cell in store.sweeps.cells("small")] == ["running", "waiting"]
    assert work(store).said == ["started 0", "completed 0", "started 1", "completed 1"]
    assert [row.status for row in store.rows()] == ["completed", "completed"]


def test_what_cannot_be_trained_fails_alone(store: RunStore) -> None:
    enter(store, "warmup = 999")
    assert work(store).said == ["none 0", "none 1"]
    for cell in store.sweeps.cells("small"):
        assert (cell.state, cell.message) == (
            "failed",
            "warm-up is 999 steps; allowed: at most 2, the steps of the whole run.",
        )
    assert store.rows() == []


def test_a_run_that_is_stopped_is_saved_and_its_cell_waits(store: RunStore) -> None:
    enter(store, "max_steps = 50")
    assert work(store, most=5).said == ["started 0", "interrupted 0"]
    (row,) = store.rows()
    assert (row.status, row.outcome.steps, row.outcome.message) == ("interrupted", 4, "enough")
    cell = store.sweeps.cells("small")[0]
    assert (cell.state, cell.run_id, cell.message) == ("waiting", row.id, "enough")


def test_an_interrupted_run_goes_on_with_the_numbers_of_one_that_was_not(store: RunStore) -> None:
    cell = enter(store, "max_steps = 9")[0]
    alone = Recording("alone", "alone", Session(cell.spec), store)
    alone.enter()
    record(alone)
    store.sweeps.remove([cell.id for cell in store.sweeps.cells("small")][1:])
    wanted = store.history("alone").loss
    store.discard("alone")
    assert work(store, most=5).said == ["started 0", "interrupted 0"]
    (interrupted,) = store.rows()
    assert work(store).said == ["started 0", "completed 0"]
    (row,) = store.rows()
    assert (row.id, row.status, row.sweep) == (interrupted.id, "completed", "small")
    assert [event.kind for event in store.events(row.id)] == ["started", "interrupted", "resumed", "completed"]
    np.testing.assert_array_equal(store.history(row.id).loss, wanted)


def test_what_is_damaged_of_an_interrupted_run_is_trained_anew(store: RunStore) -> None:
    cell = enter(store, "max_steps = 9")[0]
    work(store, most=5)
    (row,) = store.rows()
    store.discard(row.id)
    heard = work(store)
    assert heard.said == ["started 0", "completed 0", "started 1", "completed 1"]
    assert store.sweeps.cells("small")[0].run_id != row.id
    assert cell.id == store.sweeps.cells("small")[0].id


@pytest.mark.parametrize("how", ["paused", "skipped", "removed"])
def test_what_is_no_longer_wanted_is_stopped_within_a_second(
    store: RunStore, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("explorer.experiments.queue._LOOK_SECONDS", 0.0)
    cell = enter(store, "max_steps = 1000")[0]
    heard = Heard()
    worker = QueueWorker(store, heard)
    for _ in range(3):
        worker.step()
    if how == "paused":
        store.sweeps.set_state("small", "paused")
    else:
        (store.sweeps.skip if how == "skipped" else store.sweeps.remove)([cell.id])
    worker.step()
    assert heard.said == ["started 0", "interrupted 0"]
    assert not worker.working
    states = {found.id: found.state for found in store.sweeps.cells("small")}
    assert states.get(cell.id) == {"paused": "waiting", "skipped": "skipped", "removed": None}[how]


def readings(store: RunStore, run_id: str) -> dict[str, object]:
    record = store.record(run_id)
    return {"loss": record.loss.tolist(), **{name: str(record.readings(name)) for name in record.instruments}}


TOGETHER = "together = true\n"


def enter_together(store: RunStore, more: str = "max_steps = 4") -> list[Cell]:
    plan = fitted_plan(planned(parse_sweep(TOGETHER + FILE.format(more=more))))
    store.sweeps.enter(plan.name, plan.source, plan.cells)
    found = store.sweeps.cells("small")
    store.sweeps.expect({cell.id: 1.0 for cell in found})
    return found


def test_seeds_are_trained_together_and_say_so(store: RunStore) -> None:
    enter_together(store)
    assert work(store).said == ["started 0", "started 1", "completed 0", "completed 1"]
    rows = store.rows()
    assert [row.settings["together"] for row in rows] == [2, 2]
    assert all(store.weights_path(row.id).exists() for row in rows)
    assert {no_resuming_row(row) for row in rows} == {no_forking_row(row) for row in rows} == {TOGETHER_ONLY}
    with pytest.raises(ContinueError, match="trained together with others"):
        forking(store, rows[0].id, 2, store.record(rows[0].id).spec)


def test_the_numbers_do_not_depend_on_who_else_is_recorded(store: RunStore) -> None:
    enter_together(store)
    work(store)
    before = {cell.label["seed"]: readings(store, cell.run_id) for cell in store.sweeps.cells("small")}
    gone = store.sweeps.cells("small")[0]
    store.discard(gone.run_id)
    store.sweeps.skip([gone.id])
    with store.sweeps._database.writing() as db:
        db.execute("UPDATE cells SET state = 'waiting', run_id = '' WHERE id = ?", (gone.id,))
    assert work(store).said == ["started 0", "completed 0"]
    again = store.sweeps.cells("small")[0]
    assert readings(store, again.run_id) == before[0]


def test_a_group_that_is_stopped_begins_anew(store: RunStore) -> None:
    enter_together(store, "max_steps = 50")
    assert work(store, most=4).said == ["started 0", "started 1", "interrupted 0", "interrupted 1"]
    cells = store.sweeps.cells("small")
    assert [cell.state for cell in cells] == ["waiting", "waiting"]
    work(store, most=2)
    assert {row.outcome.steps for row in store.rows()} == {1}


def test_a_run_of_a_group_that_is_skipped_leaves_the_other(store: RunStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("explorer.experiments.queue._LOOK_SECONDS", 0)
    cells = enter_together(store, "max_steps = 6")
    heard = Heard()
    worker = QueueWorker(store, heard)
    for _ in range(3):
        worker.step()
    store.sweeps.skip([cells[0].id])
    while worker.step():
        pass
    assert heard.said == ["started 0", "started 1", "interrupted 0", "completed 1"]


def test_a_network_that_cannot_be_trained_so_fails_with_the_reason(store: RunStore) -> None:
    plan = planned(parse_sweep(TOGETHER + FILE.format(more="").replace("resnet-8", "rezero-8")))  # not fitted
    store.sweeps.enter(plan.name, plan.source, plan.cells)
    store.sweeps.expect({cell.id: 1.0 for cell in store.sweeps.cells("small")})
    assert work(store).said == ["none 0", "none 1"]
    for cell in store.sweeps.cells("small"):
        assert cell.state == "failed"
        assert "cannot be trained together" in cell.message
    assert store.rows() == []
