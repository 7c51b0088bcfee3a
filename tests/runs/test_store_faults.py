"""What goes wrong with the runs file, and what people are told."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from explorer.graph.model import NetworkGraph
from explorer.runs.database import FILE_NAME
from explorer.runs.schema import VERSION
from explorer.runs.snapshot import Outcome, Snapshot
from explorer.runs.spec import RunSpec
from explorer.runs.store import GIVE_UP_SECONDS, RunStore, StoreError
from explorer.runs.store_errors import StoreBusyError

Make = Callable[..., Snapshot]


@pytest.fixture
def filled(runs_dir: Path, small_graph: NetworkGraph, make_snapshot: Make) -> Path:
    """A closed runs file with two runs, each of many pages."""
    store = RunStore(runs_dir)
    for run_id in ("a", "b"):
        store.create(run_id, f"run {run_id}", RunSpec(), small_graph, 24, "CPU")
        store.append(run_id, make_snapshot(0, 5000))
        store.finish(run_id, Outcome("completed", 5000, 1.0))
    store.close()
    return runs_dir / FILE_NAME


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match=r"runs folder .*file.inner cannot be used: .*--runs-dir"):
        RunStore(tmp_path / "file" / "inner")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="cannot be written"):
        RunStore(tmp_path)


def test_a_file_that_may_only_be_read(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda path, **more: real(f"file:{path}?mode=ro", uri=True, **more))
    with pytest.raises(StoreError, match=r"runs\.sqlite cannot be written"):
        RunStore(filled.parent)


def test_random_bytes_are_refused_and_left_alone(runs_dir: Path) -> None:
    runs_dir.mkdir()
    path = runs_dir / FILE_NAME
    path.write_bytes(bytes(range(256)) * 64)
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"runs\.sqlite is damaged .*not changed"):
        RunStore(runs_dir)
    assert path.read_bytes() == before


def test_a_truncated_file_is_refused_and_left_alone(filled: Path) -> None:
    filled.write_bytes(filled.read_bytes()[: filled.stat().st_size // 2 + 100])
    before = filled.read_bytes()
    with pytest.raises(StoreError, match="is damaged"):
        RunStore(filled.parent)
    assert filled.read_bytes() == before


def test_another_programs_file_is_refused_and_left_alone(runs_dir: Path) -> None:
    runs_dir.mkdir()
    db = sqlite3.connect(runs_dir / FILE_NAME)
    db.execute("CREATE TABLE recipes (name TEXT)")
    db.close()
    before = (runs_dir / FILE_NAME).read_bytes()
    with pytest.raises(StoreError, match="belongs to another program"):
        RunStore(runs_dir)
    assert (runs_dir / FILE_NAME).read_bytes() == before


def test_an_older_file_is_brought_up_to_date(filled: Path) -> None:
    db = sqlite3.connect(filled)
    db.executescript(
        "DROP TABLE analyses; ALTER TABLE runs DROP COLUMN verdict; DROP INDEX runs_twins;"
        "ALTER TABLE runs DROP COLUMN twin_key; ALTER TABLE runs DROP COLUMN depth; PRAGMA user_version = 1;"
        "DROP INDEX runs_digest; DROP INDEX runs_sweep; DROP INDEX runs_status;"
        "DROP TABLE cells; DROP TABLE sweeps; DROP TABLE checkpoints; DROP TABLE overviews; DROP TABLE settings; "
        "DROP TABLE predictions;"
        "ALTER TABLE interventions DROP COLUMN planned;"
    )
    for column in ("digest", "program", "sweep", "parent", "parent_step", "tags", "notes", "reference", "edition"):
        db.execute(f"ALTER TABLE runs DROP COLUMN {column}")
    db.close()
    store = RunStore(filled.parent)
    assert {row.id for row in store.rows()} == {"a", "b"}
    assert store.analyses("a") == []
    deeper = replace(RunSpec(), network=replace(RunSpec().network, name="resnet-110"))
    assert store.shallower_twins(deeper) == ["b", "a"]
    editions = store.records.editions(["a", "b"])
    assert len(set(editions.values())) == 2, "a run that is replaced or deleted elsewhere is told from what is on show"
    assert "" not in editions.values()
    store.set_verdict("a", "Healthy")
    store.close()
    db = sqlite3.connect(filled)
    assert db.execute("PRAGMA user_version").fetchone() == (VERSION,)
    assert db.execute("SELECT id, verdict FROM runs ORDER BY id").fetchall() == [("a", "Healthy"), ("b", "")]
    db.close()


def test_a_newer_file_is_refused(filled: Path) -> None:
    db = sqlite3.connect(filled)
    db.execute(f"PRAGMA user_version = {VERSION + 1}")
    db.close()
    with pytest.raises(StoreError, match=f"newer Residual Explorer .*version {VERSION + 1}"):
        RunStore(filled.parent)


@pytest.mark.parametrize(
    ("column", "value"),
    [("spec", "{"), ("spec", '{"network": {"width": "wide"}}'), ("graph", b"\x00"), ("graph", None), ("outcome", "[]")],
)
def test_one_damaged_row_leaves_the_others_readable(filled: Path, column: str, value: object) -> None:
    db = sqlite3.connect(filled)
    db.execute(f"UPDATE runs SET {column} = ? WHERE id = 'a'", ("" if value is None else value,))
    db.commit()
    db.close()
    store = RunStore(filled.parent)
    assert {row.id for row in store.rows()} == {"a", "b"}
    with pytest.raises(StoreError, match=r"Run a .* is damaged"):
        store.history("a")
    assert len(store.history("b")) == 5000
    if column == "spec":
        with pytest.raises(StoreError, match=r"Run a .* is damaged"):
            store.spec("a")
    assert store.spec("b") == RunSpec()
    with pytest.raises(StoreError, match="no run c"):
        store.spec("c")
    store.close()


def test_a_damaged_result_is_named_in_its_row(filled: Path) -> None:
    db = sqlite3.connect(filled)
    db.execute("""UPDATE runs SET outcome = '{"status": "odd", "steps": 1, "seconds": 1}' WHERE id = 'a'""")
    db.commit()
    db.close()
    store = RunStore(filled.parent)
    problems = {row.id: row.problem for row in store.rows()}
    store.close()
    assert problems["a"].startswith("damaged result: status is 'odd'; allowed: running, completed")
    assert problems["b"] == ""


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE chunks SET data = x'00' WHERE run_id = 'a' AND name = 'loss'",
        "DELETE FROM chunks WHERE run_id = 'a' AND name = 'loss'",
        "UPDATE chunks SET first_step = 7 WHERE run_id = 'a' AND name = 'loss'",
    ],
)
def test_damaged_measurements_are_told(filled: Path, damage: str) -> None:
    db = sqlite3.connect(filled)
    db.execute(damage)
    db.commit()
    db.close()
    store = RunStore(filled.parent)
    with pytest.raises(StoreError, match=r"Run a .* is damaged \(measurements: "):
        store.history("a")
    store.close()


def test_a_full_disk_loses_nothing_saved(runs_dir: Path, small_graph: NetworkGraph, make_snapshot: Make) -> None:
    store = RunStore(runs_dir, clock=iter(range(0, 1_000_000, 10)).__next__)
    store.create("a", "first", RunSpec(), small_graph, 24, "CPU")
    store.append("a", make_snapshot(0, 10))
    (pages,) = store._database._db.execute("PRAGMA page_count").fetchone()
    store._database._db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match=r"disk of the runs file .* is full\. Everything saved before is kept"):
        store.append("a", make_snapshot(10, 50_000))
    assert len(store.history("a")) == 10
    store._database._db.execute("PRAGMA max_page_count = 1000000")  # space was freed
    store.finish("a", Outcome("failed", 50_010, 1.0))
    assert len(store.history("a")) == 50_010
    store.close()


def test_a_full_disk_refuses_a_new_run(runs_dir: Path, small_graph: NetworkGraph) -> None:
    store = RunStore(runs_dir)
    (pages,) = store._database._db.execute("PRAGMA page_count").fetchone()
    store._database._db.execute(f"PRAGMA max_page_count = {pages}")
    long_name = "x" * 100_000
    with pytest.raises(StoreError, match="is full"):
        store.create("a", long_name, RunSpec(), small_graph, 24, "CPU")
    assert store.rows() == []
    store.close()


class TestLocked:
    """Another process holds the file."""

    @pytest.fixture
    def holder(self, filled: Path) -> sqlite3.Connection:
        return sqlite3.connect(filled, isolation_level=None)

    def test_steps_wait_in_memory(
        self, filled: Path, holder: sqlite3.Connection, small_graph: NetworkGraph, make_snapshot: Make
    ) -> None:
        now = [0.0]
        store = RunStore(filled.parent, clock=lambda: now[0])
        store.create("c", "third", RunSpec(), small_graph, 24, "CPU")
        store._database._db.execute("PRAGMA busy_timeout = 1")
        holder.execute("BEGIN IMMEDIATE")
        store.append("c", make_snapshot(0, 5))  # no error: it will be tried again
        assert len(store.history("c")) == 0  # reading goes on
        with pytest.raises(StoreBusyError, match="in use by another program"):
            store.rename("c", "new")
        now[0] += GIVE_UP_SECONDS + 1
        with pytest.raises(StoreBusyError, match="in use by another program"):
            store.append("c", make_snapshot(5, 5))
        holder.execute("COMMIT")
        holder.close()
        store.append("c", make_snapshot(10, 5))
        assert len(store.history("c")) == 15
        store.close()
