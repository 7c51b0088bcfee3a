"""Sweeps in the store, and the queue of their cells under several processes."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from explorer.graph.model import NetworkGraph
from explorer.runs.cells import Cell, Planned
from explorer.runs.claiming import HERE, LOST, Scope, Waiting
from explorer.runs.database import FILE_NAME
from explorer.runs.rows import read_rows
from explorer.runs.snapshot import Outcome
from explorer.runs.spec import RunSpec, TrainingSpec
from explorer.runs.store import RunStore, StoreError
from explorer.runs.sweep_rows import Entered


@pytest.fixture
def store(runs_dir: Path) -> Iterator[RunStore]:
    opened = RunStore(runs_dir)
    yield opened
    opened.close()


def cells(*seeds: int) -> list[Planned]:
    return [Planned({"seed": seed}, RunSpec(training=TrainingSpec(seed=seed))) for seed in seeds]


def queue(store: RunStore, sweep: str = "s") -> list[tuple[int, str]]:
    return [(cell.label["seed"], cell.state) for cell in store.sweeps.cells(sweep)]


def enter(store: RunStore, *seeds: int, name: str = "s") -> list[int]:
    """A sweep with these seeds; the ids of its cells."""
    entered = store.sweeps.enter(name, "", cells(*seeds))
    return [cell.id for cell in store.sweeps.cells(entered.sweep)]


def claimed(store: RunStore, sweep: str | None = None) -> Cell:
    cell = store.sweeps.claim(sweep)
    assert cell is not None
    return cell


def test_a_sweep_is_known_by_its_name_and_its_cells_by_their_settings(store: RunStore) -> None:
    assert store.sweeps.enter("my sweep/1", "text", cells(0, 1, 2)) == Entered("my-sweep-1", 3, 0, 0)
    done = claimed(store)
    store.sweeps.done(done.id, "r")
    assert store.sweeps.enter("my sweep/1", "new text", cells(2, 3, 0)) == Entered("my-sweep-1", 1, 2, 1)
    assert queue(store, "my-sweep-1") == [(0, "done"), (2, "waiting"), (3, "waiting")]
    (sweep,) = store.sweeps.all()
    assert (sweep.name, sweep.source, sweep.state, sweep.total, sweep.unfinished) == (
        "my sweep/1", "new text", "active", 3, 2,
    )  # fmt: skip
    assert store.sweeps.named("my sweep/1") == store.sweeps.named("my-sweep-1") == sweep
    assert store.sweeps.named("other") is None


def test_names_that_read_alike_are_two_sweeps(store: RunStore) -> None:
    ids = [store.sweeps.enter(name, "", cells(0)).sweep for name in ("a b", "a/b", "//")]
    assert ids == ["a-b", "a-b-2", "sweep"]


def test_cells_are_claimed_in_their_order_each_once(store: RunStore) -> None:
    enter(store, 0, 1, name="first")
    enter(store, 2, name="second")
    assert [claimed(store).label["seed"] for _ in range(3)] == [0, 1, 2]
    assert store.sweeps.claim() is None
    assert store.sweeps.busy("first") == 2


def test_one_sweep_alone_can_be_worked_off(store: RunStore) -> None:
    enter(store, 0, name="first")
    enter(store, 1, 2, name="second")
    assert claimed(store, "second").label["seed"] == 1


def test_a_worker_claims_what_is_trained_where_it_is(store: RunStore) -> None:
    """And a sweep that is entered again stays where it is trained, unless it is to be trained elsewhere."""
    on_cpu = Planned({"seed": 9}, RunSpec(training=TrainingSpec(seed=9, device="cpu")))
    for name, target, planned in (("here", None, [on_cpu, *cells(0)]), ("there", "ray", cells(1, 2))):
        store.sweeps.enter(name, "", planned, target)
    assert store.sweeps.waiting() == Waiting(frozenset({"ray"}), frozenset({"here"}))
    gpu, ray = Scope(gpu=True), Scope("ray")
    assert [len(store.sweeps.unmeasured(scope=scope)) for scope in (HERE, gpu, ray)] == [2, 1, 2]
    found = [store.sweeps.claim(scope=scope) for scope in (ray, gpu, gpu, HERE, HERE)]
    assert [cell and cell.label["seed"] for cell in found] == [1, 0, None, 9, None]
    assert store.sweeps.waiting() == Waiting(frozenset({"ray"}), frozenset())
    store.sweeps.enter("there", "", cells(1, 2))
    assert store.sweeps.named("there").target == "ray"
    store.sweeps.enter("there", "", cells(1, 2), "")
    assert claimed(store).label["seed"] == 2


@pytest.mark.parametrize("state", ["paused", "canceled"])
def test_a_sweep_that_is_not_active_is_left_alone(store: RunStore, state: str) -> None:
    enter(store, 0, 1)
    cell = claimed(store)
    assert store.sweeps.still_wanted(cell.id)
    store.sweeps.set_state("s", state)
    assert not store.sweeps.still_wanted(cell.id)
    store.sweeps.release(cell.id, "stopped")
    assert store.sweeps.claim() is None
    assert store.sweeps.busy("s") == 0
    store.sweeps.set_state("s", "active")
    again = claimed(store)
    assert (again.id, again.attempts) == (cell.id, 2)
    with pytest.raises(StoreError, match="There is no sweep x"):
        store.sweeps.set_state("x", "active")


def test_settings_that_are_trained_for_another_sweep_wait_to_be_reused(store: RunStore) -> None:
    enter(store, 0, name="first")
    enter(store, 0, name="second")
    cell = claimed(store)
    assert store.sweeps.claim() is None
    store.sweeps.done(cell.id, "r")
    assert claimed(store).sweep == "second"


def test_what_the_owner_reports_counts_while_it_owns_the_cell(store: RunStore) -> None:
    (one,) = enter(store, 0)
    store.sweeps.done(one, "r")  # nobody owns it
    assert queue(store) == [(0, "waiting")]
    claimed(store)
    store.sweeps.begin(one, "r")
    store.sweeps.failed(one, "no memory")
    (cell,) = store.sweeps.cells("s")
    assert (cell.state, cell.run_id, cell.message, cell.owner) == ("failed", "r", "no memory", "")
    assert store.sweeps.retry([one]) == 1
    claimed(store)
    assert store.sweeps.skip([one]) == 1
    store.sweeps.done(one, "r")
    assert queue(store) == [(0, "skipped")]
    assert store.sweeps.remove([one]) == 1
    assert queue(store) == []


def test_a_cell_shows_how_far_its_run_is(store: RunStore, small_graph: NetworkGraph) -> None:
    enter(store, 0)
    cell = claimed(store)
    store.sweeps.begin(cell.id, "r")
    store.create("r", "r", cell.spec, small_graph, 10, "CPU")
    (running,) = store.sweeps.cells("s")
    assert (running.share, running.steps_per_epoch, running.name) == (0.0, 10, "resnet-56, seed 0")
    store.finish("r", Outcome("completed", 150, 2.0, train_accuracy=0.5))
    store.sweeps.done(cell.id, "r", "fine")
    (done,) = store.sweeps.cells("s")
    assert (done.share, done.message) == (1.0, "fine")
    assert done.outcome is not None
    assert done.outcome.train_accuracy == 0.5


@pytest.mark.parametrize(
    ("chosen", "by", "wanted"),
    [
        ([2], -1, [0, 2, 1, 3, 4]),
        ([2], 1, [0, 1, 3, 2, 4]),
        ([1, 2], -1, [1, 2, 0, 3, 4]),
        ([2, 3], 1, [0, 1, 4, 2, 3]),
        ([0, 1], -1, [0, 1, 2, 3, 4]),
        ([0, 2], -1, [0, 2, 1, 3, 4]),
        ([3, 4], 1, [0, 1, 2, 3, 4]),
        ([4], -10, [4, 0, 1, 2, 3]),
        ([0], 10, [1, 2, 3, 4, 0]),
    ],
)
def test_waiting_cells_are_moved(store: RunStore, chosen: Sequence[int], by: int, wanted: list[int]) -> None:
    enter(store, 9, name="before")
    ids = enter(store, 0, 1, 2, 3, 4)
    store.sweeps.move([ids[k] for k in chosen], by)
    assert [seed for seed, _ in queue(store)] == wanted
    assert claimed(store).label["seed"] == 9
    assert [claimed(store).label["seed"] for _ in wanted] == wanted


def test_expectations_are_kept(store: RunStore) -> None:
    one, two = enter(store, 0, 1)
    assert [cell.id for cell in store.sweeps.unmeasured()] == [one, two]
    store.sweeps.expect({one: 2.5})
    assert [cell.id for cell in store.sweeps.unmeasured("s")] == [two]
    store.sweeps.set_state("s", "paused")
    assert store.sweeps.unmeasured() == []
    assert [cell.seconds for cell in store.sweeps.cells("s")] == [2.5, 0]


def test_a_sweep_is_forgotten_with_its_cells_and_its_runs_stay(store: RunStore, small_graph: NetworkGraph) -> None:
    enter(store, 0)
    cell = claimed(store)
    store.create("r", "r", cell.spec, small_graph, 10, "CPU")
    store.sweeps.delete("s")
    assert store.sweeps.all() == []
    assert [row.id for row in store.rows()] == ["r"]


def test_the_list_of_runs_finds_their_sweeps_by_an_index(runs_dir: Path) -> None:
    """10,000 runs beside as many cells: looking through the cells for each run would take minutes."""
    RunStore(runs_dir).close()
    asked: list[str] = []
    with closing(sqlite3.connect(runs_dir / FILE_NAME)) as db:
        db.set_trace_callback(asked.append)
        read_rows(db)
        (query,) = asked
        plan = " ".join(row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {query}"))
    assert "SEARCH cells USING INDEX cells_run (run_id=?)" in plan
    assert "SCAN cells" not in plan


WORK = """
import sys
from explorer.runs.store import RunStore
store = RunStore(sys.argv[1])
while (cell := store.sweeps.claim()) is not None:
    print(cell.label["seed"], flush=True)
    if sys.argv[2] == "hold":
        sys.stdin.read()
    store.sweeps.done(cell.id, f"run{cell.id}")
"""


def worker(runs_dir: Path, how: str = "work") -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WORK, str(runs_dir), how]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_processes_at_once_share_the_cells(store: RunStore, runs_dir: Path) -> None:
    enter(store, *range(60))
    workers = [worker(runs_dir) for _ in range(3)]
    took = [sorted(map(int, process.communicate()[0].split())) for process in workers]
    assert sorted(seed for seeds in took for seed in seeds) == list(range(60))
    assert {state for _, state in queue(store)} == {"done"}
    assert [process.returncode for process in workers] == [0, 0, 0]


def test_the_cell_of_a_killed_process_waits_again(store: RunStore, runs_dir: Path) -> None:
    enter(store, 0)
    with worker(runs_dir, "hold") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "0\n"
        assert store.sweeps.claim() is None, "its owner lives"
        assert store.sweeps.busy("s") == 1
        process.send_signal(signal.SIGKILL)
        process.wait()
    store.sweeps.free_lost()
    assert [(cell.state, cell.message) for cell in store.sweeps.cells("s")] == [("waiting", LOST)]
    cell = claimed(store)
    assert (cell.label["seed"], cell.attempts) == (0, 2)
    store.sweeps.release(cell.id, LOST)
