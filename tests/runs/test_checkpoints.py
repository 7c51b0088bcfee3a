"""Checkpoints in the store: whole or not at all, within their budget, and the record that goes with them."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from explorer.graph.model import NetworkGraph
from explorer.runs.checkpoints import BUDGET
from explorer.runs.database import FILE_NAME
from explorer.runs.provenance import Provenance
from explorer.runs.snapshot import Intervention, Outcome, Probe, Snapshot
from explorer.runs.spec import RunSpec
from explorer.runs.store import RunStore, StoreError

Make = Callable[..., Snapshot]


@pytest.fixture
def store(runs_dir: Path) -> Iterator[RunStore]:
    opened = RunStore(runs_dir)
    yield opened
    opened.close()


def written(size: int, path: Path) -> None:
    path.write_bytes(bytes(size))


def run_of(store: RunStore, graph: NetworkGraph, make: Make, run_id: str = "a", status: str = "stopped") -> None:
    """A run of ten steps in three pieces, with probes, an epoch and a moved gate; "running" where it goes on."""
    store.create(run_id, run_id, RunSpec(), graph, 4, "CPU")
    for first, count, epoch in ((0, 4, 1), (4, 3, None), (7, 3, None)):
        probe = Probe(first, {"activation-std": np.full(len(graph.layers), first, np.float32)}, 3)
        moved = (Intervention(5, "skip1", 0.0),) if first == 4 else ()
        store.append(run_id, replace(make(first, count, epoch), probes=(probe,), interventions=moved))
        store.flush()
    if status != "running":
        store.finish(run_id, Outcome(status, 10, 11.0, test_loss=9.0))


def saved(store: RunStore, run_id: str, step: int, kind: str = "interval", size: int = 100) -> None:
    store.checkpoints.add(run_id, step, kind, partial(written, size))


@pytest.mark.parametrize("steps", [0, 2, 4, 6, 9, 10])
def test_a_run_that_is_opened_again_is_cut_at_its_checkpoint(
    steps: int, store: RunStore, small_graph: NetworkGraph, make_snapshot: Make
) -> None:
    run_of(store, small_graph, make_snapshot)
    before = store.history("a")
    saved(store, "a", 10)
    store.reopen("a", RunSpec(), steps, "CPU")
    after = store.history("a")
    assert after.outcome is None
    assert len(after) == steps
    if steps:
        for name in ("loss", "seconds"):
            np.testing.assert_array_equal(getattr(after, name), getattr(before, name)[:steps])
        np.testing.assert_array_equal(after.readings("gradient-rms"), before.readings("gradient-rms")[:steps])
        assert after.probe_steps.tolist() == [step for step in (0, 4, 7) if step < steps]
        assert after.count("activation-std") == len(after.probe_steps)
    assert len(after.epochs) == (steps >= 4)
    assert len(after.interventions) == (steps > 5)
    assert [c.step for c in store.checkpoints.of("a")] == ([10] if steps == 10 else [])
    store.append("a", replace(make_snapshot(steps, 12 - steps), probes=()))
    store.finish("a", Outcome("completed", 12, 13.0))
    np.testing.assert_array_equal(store.history("a").loss, np.arange(12, dtype=np.float32) / 10)
    (event,) = [e.message for e in store.events("a") if e.kind == "resumed"]
    assert event == f"From step {steps}" + (f"; {10 - steps} steps are trained again." if steps < 10 else ".")


def test_a_run_is_resumed_by_one_program_at_a_time(
    store: RunStore, runs_dir: Path, small_graph: NetworkGraph, make_snapshot: Make
) -> None:
    run_of(store, small_graph, make_snapshot)
    other = RunStore(runs_dir)
    store.reopen("a", RunSpec(), 6, "CPU")
    with pytest.raises(StoreError, match="it is training"):
        other.reopen("a", RunSpec(), 6, "CPU")
    other.close()
    assert len(store.history("a")) == 6


def test_a_fork_begins_with_its_parents_steps(store: RunStore, small_graph: NetworkGraph, make_snapshot: Make) -> None:
    run_of(store, small_graph, make_snapshot, "parent")
    store.create("child", "child", RunSpec(), small_graph, 4, "CPU", Provenance("", "parent", 6))
    child = store.history("child")
    assert (len(child), child.parent, child.parent_step) == (6, "parent", 6)
    assert child.epochs == store.history("parent").epochs
    store.append("child", make_snapshot(6, 2))
    store.discard("parent")
    assert len(store.history("child")) == 6
    store.finish("child", Outcome("completed", 8, 9.0))
    assert store.rows()[0].outcome.steps == 8
    with pytest.raises(StoreError, match="Run parent has no step 3"):
        store.create("orphan", "orphan", RunSpec(), small_graph, 4, "CPU", Provenance("", "parent", 3))
    assert len(store.rows()) == 1


def test_only_whole_checkpoints_are_listed(store: RunStore, small_graph: NetworkGraph, make_snapshot: Make) -> None:
    run_of(store, small_graph, make_snapshot)
    for step in (2, 4, 6):
        saved(store, "a", step)
    newest, middle, oldest = store.checkpoints.of("a")
    newest.path.write_bytes(bytes(99))  # truncated
    middle.path.unlink()
    assert store.checkpoints.of("a") == [oldest]


def test_checkpoints_go_with_their_run(store: RunStore, small_graph: NetworkGraph, make_snapshot: Make) -> None:
    run_of(store, small_graph, make_snapshot)
    saved(store, "a", 2)
    folder = store.files.checkpoints("a")
    assert folder.exists()
    store.discard("a")
    assert not folder.exists()
    assert store.checkpoints.used == 0


def test_the_budget_takes_the_oldest_of_ended_runs_first(
    store: RunStore, small_graph: NetworkGraph, make_snapshot: Make
) -> None:
    for run_id, status in (("done", "completed"), ("stopped", "stopped"), ("live", "running")):
        run_of(store, small_graph, make_snapshot, run_id, status)
        for step, kind in ((2, "interval"), (4, "intervention"), (6, "end")):
            saved(store, run_id, step, kind)
    assert (store.checkpoints.used, store.checkpoints.budget) == (900, BUDGET)
    left = []
    for budget in (800, 700, 600, 500, 400, 300, 200, 100):
        store.checkpoints.budget = budget
        left.append([c.step for run_id in ("done", "stopped", "live") for c in store.checkpoints.of(run_id)][::1])
    done_stopped_live = [[6, 4, 6, 4, 2, 6, 4, 2], [6, 4, 6, 4, 6, 4, 2], [6, 6, 4, 6, 4, 2], [6, 4, 6, 4, 2]]
    assert left[:4] == done_stopped_live
    assert store.checkpoints.used == 200, "what the unfinished runs can be resumed from stays"
    assert [c.step for run_id in ("stopped", "live") for c in store.checkpoints.of(run_id)] == [6, 6]
    saved(store, "done", 6, "end")
    assert [c.step for c in store.checkpoints.of("done")] == [6], "the one just made is not the one to go"


def test_the_settings_belong_to_the_folder(store: RunStore, runs_dir: Path) -> None:
    store.checkpoints.budget, store.checkpoints.every = 12_345, 7
    other = RunStore(runs_dir)
    assert (other.checkpoints.budget, other.checkpoints.every) == (12_345, 7)
    other.close()
    with pytest.raises(StoreError, match="allowed: more than 0"):
        store.checkpoints.budget = 0


def test_several_programs_write_at_once(runs_dir: Path, small_graph: NetworkGraph, make_snapshot: Make) -> None:
    failed: list[BaseException] = []

    def write(run_id: str) -> None:
        try:
            store = RunStore(runs_dir)
            store.create(run_id, run_id, RunSpec(), small_graph, 100, "CPU")
            for step in range(10):
                store.append(run_id, make_snapshot(step, 1))
                store.flush()
                saved(store, run_id, step + 1)
            store.finish(run_id, Outcome("completed", 10, 1.0))
            store.close()
        except BaseException as error:
            failed.append(error)

    RunStore(runs_dir).close()
    threads = [threading.Thread(target=write, args=(f"run{i}",)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    store = RunStore(runs_dir)
    for i in range(4):
        assert len(store.history(f"run{i}")) == 10
        assert [c.step for c in store.checkpoints.of(f"run{i}")] == list(range(10, 0, -1))
    assert store.checkpoints.used == 4000
    store.close()


class KilledError(BaseException):
    """The process ends here: nothing after this runs."""


class Kill:
    """Ends the process at the n-th write: a statement that changes the database, or a call that changes a file."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.left = -1
        self.seen: list[str] = []
        for owner, name in ((os, "fsync"), (Path, "replace"), (Path, "mkdir"), (Path, "unlink"), (Path, "write_bytes")):
            monkeypatch.setattr(owner, name, self._guarded(name, getattr(owner, name)))

    def _guarded(self, name: str, act: Callable) -> Callable:
        def guarded(*args: object, **more: object) -> object:
            self.at(name)
            return act(*args, **more)

        return guarded

    def at(self, what: str) -> None:
        if self.left == 0:
            raise KilledError(what)
        if self.left > 0:
            self.left -= 1
            self.seen.append(what)


class Connection(sqlite3.Connection):
    kill: Kill | None = None

    def execute(self, sql: str, *args: object) -> sqlite3.Cursor:
        self._guard(sql)
        return super().execute(sql, *args)

    def executemany(self, sql: str, *args: object) -> sqlite3.Cursor:
        self._guard(sql)
        return super().executemany(sql, *args)

    def _guard(self, sql: str) -> None:
        word = sql.strip().partition(" ")[0]
        if Connection.kill is not None and word in {"INSERT", "UPDATE", "DELETE", "COMMIT"}:
            Connection.kill.at(word)


def test_a_kill_at_every_write_loses_nothing_that_was_saved(
    runs_dir: Path, small_graph: NetworkGraph, make_snapshot: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run of ten steps has a checkpoint at 6; then three more writes: a second checkpoint, which takes an old one's
    place in the budget, a resumption that cuts the record, and steps after it. Each is ended at each of its writes."""
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", partial(connect, factory=Connection))

    def checkpoint(store: RunStore) -> None:
        store.checkpoints.add("a", 10, "end", lambda path: path.write_bytes(bytes(100)) and None)

    def resume(store: RunStore) -> None:
        store.reopen("a", RunSpec(), 6, "CPU")
        store.append("a", make_snapshot(6, 4))
        store.flush()

    store = RunStore(runs_dir / "first")
    run_of(store, small_graph, make_snapshot)
    for step in (2, 6):
        saved(store, "a", step)
    store.checkpoints.budget = 250
    store.close()
    for number, act in enumerate((checkpoint, resume)):
        killed_at = 0
        while True:
            folder = runs_dir / f"{number}-{killed_at}"
            shutil.copytree(runs_dir / "first", folder)
            store = RunStore(folder)
            with monkeypatch.context() as patch:
                kill = Connection.kill = Kill(patch)
                kill.left = killed_at
                try:
                    act(store)
                    done = True
                except KilledError:
                    done = False
                Connection.kill = None
            store._database.close()  # as the end of the process would
            check_nothing_lost(folder, number, done)
            if done:
                assert killed_at > 5, "every write was one to be killed at"
                break
            killed_at += 1


def check_nothing_lost(folder: Path, number: int, done: bool) -> None:
    with sqlite3.connect(folder / FILE_NAME) as db:  # the process is gone: what it trained is not under way any more
        db.execute("UPDATE runs SET writer = 'x|1|1'")
    db.close()
    store = RunStore(folder)
    steps = len(store.history("a"))
    checkpoints = store.checkpoints.of("a")
    store.close()
    assert steps in (6, 10)
    assert steps == 10 or number == 1, "a checkpoint takes no step away"
    usable = [c for c in checkpoints if c.step <= steps]
    assert usable, "there is always one to go on from"
    assert all(c.path.stat().st_size == 100 for c in checkpoints)
    assert usable[0].step == (10 if number == 0 and done else usable[0].step)


def test_a_full_disk_leaves_the_checkpoints_there_were(
    store: RunStore, small_graph: NetworkGraph, make_snapshot: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_of(store, small_graph, make_snapshot)
    saved(store, "a", 6)

    def full(path: Path) -> None:
        path.write_bytes(bytes(40))
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        store.checkpoints.add("a", 10, "end", full)
    (only,) = store.checkpoints.of("a")
    assert only.step == 6
    assert [path.name for path in store.files.checkpoints("a").iterdir()] == ["6.safetensors"]


def test_a_run_that_is_gone_gets_no_checkpoint(store: RunStore, small_graph: NetworkGraph, make_snapshot: Make) -> None:
    run_of(store, small_graph, make_snapshot)
    store.discard("a")
    with pytest.raises(StoreError, match="There is no run a"):
        saved(store, "a", 6)
    assert not store.files.checkpoints("a").exists()


def test_what_a_killed_program_left_half_made_is_removed(runs_dir: Path, store: RunStore) -> None:
    folder = store.files.unfinished
    folder.mkdir(parents=True)
    ours, gone = folder / f"a.3.{os.getpid()}.part", folder / "a.3.999999999.part"
    for part in (ours, gone):
        part.write_bytes(b"half")
    RunStore(runs_dir).close()
    assert ours.exists()
    assert not gone.exists()
