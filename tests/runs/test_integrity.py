"""A damaged runs file: what is said of it, and that everything whole in it is saved."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from explorer.cli import app
from explorer.runs.database import FILE_NAME
from explorer.runs.integrity import examine, salvage
from explorer.runs.snapshot import Outcome
from explorer.runs.spec import RunSpec
from explorer.runs.store import RunStore, StoreError

RUNS = tuple(f"run{number}" for number in range(40))


@pytest.fixture
def folder(tmp_path: Path, small_graph, make_snapshot) -> Path:
    """Forty runs with readings, the first with weights; the last one still trains."""
    store = RunStore(tmp_path / "runs")
    for run_id in RUNS:
        store.create(run_id, run_id, RunSpec(), small_graph, 50, "CPU")
        store.append(run_id, make_snapshot(0, 50, epoch=1))
        if run_id != RUNS[-1]:
            store.finish(run_id, Outcome("completed", 50, 4.0))
    store.weights_path(RUNS[0]).write_bytes(b"weights")
    store.flush()
    store._database.close()
    return tmp_path / "runs"


def statement(folder: Path, text: str) -> None:
    db = sqlite3.connect(folder / FILE_NAME)
    db.execute(text)
    db.commit()
    db.close()


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["store", *(str(word) for word in words)])


def test_a_whole_file_is_well(folder: Path) -> None:
    before = (folder / FILE_NAME).read_bytes()
    shares: list[float] = []
    health = examine(folder, shares.append)
    assert (health.whole, health.damaged, health.file, health.well) == (40, {}, (), True)
    assert shares[-1] == 1.0
    assert (folder / FILE_NAME).read_bytes() == before
    answer = run("check", "--runs-dir", folder)
    assert (answer.exit_code, "40 runs whole, 0 damaged." in answer.output) == (0, True)


def test_a_damaged_run_is_named_and_the_others_are_saved(folder: Path, tmp_path: Path) -> None:
    statement(folder, "UPDATE runs SET spec = '{' WHERE id = 'run3'")
    statement(folder, "UPDATE chunks SET data = x'00' WHERE run_id = 'run4' AND name = 'loss'")
    assert set(examine(folder).damaged) == {"run3", "run4"}
    answer = run("check", "--runs-dir", folder)
    assert answer.exit_code == 1
    assert "38 runs whole, 2 damaged" in answer.output
    assert "run3: settings" in answer.output
    saved = run("salvage", "--to", tmp_path / "new", "--runs-dir", folder)
    assert saved.exit_code == 0, saved.output
    assert "Copied 37 into" in saved.output, "the one that trains is left out"
    store = RunStore(tmp_path / "new")
    assert {row.id for row in store.rows()} == set(RUNS) - {"run3", "run4", RUNS[-1]}
    assert store.weights_path(RUNS[0]).read_bytes() == b"weights"
    assert len(store.history("run5")) == 50
    store.close()
    again = run("salvage", "--to", tmp_path / "new", "--runs-dir", folder)
    assert again.exit_code == 2
    assert "runs in" in again.output


@pytest.mark.parametrize("page", [5, 9, 20])
def test_runs_outside_of_a_broken_page_are_saved(folder: Path, tmp_path: Path, page: int) -> None:
    db = sqlite3.connect(folder / FILE_NAME)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (size,) = db.execute("PRAGMA page_size").fetchone()
    db.close()
    content = bytearray((folder / FILE_NAME).read_bytes())
    content[page * size : (page + 1) * size] = b"\xff" * size
    (folder / FILE_NAME).write_bytes(content)
    health = examine(folder)
    assert not health.well
    assert health.file
    target = RunStore(tmp_path / "new")
    saved = salvage(folder, target.transfers.put, tmp_path / "new")
    assert saved.whole == len(target.rows()) > 20
    assert all(len(target.history(row.id)) == 50 for row in target.rows())
    target.close()
    assert (folder / FILE_NAME).read_bytes() == content


def test_a_cut_off_file_is_saved_as_far_as_it_goes(folder: Path, tmp_path: Path) -> None:
    db = sqlite3.connect(folder / FILE_NAME)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    content = (folder / FILE_NAME).read_bytes()
    (folder / FILE_NAME).write_bytes(content[: len(content) * 2 // 3])
    with pytest.raises(StoreError, match="damaged"):
        RunStore(folder).rows()
    target = RunStore(tmp_path / "new")
    assert salvage(folder, target.transfers.put, tmp_path / "new").whole > 0
    target.close()


@pytest.mark.parametrize(("content", "told"), [(None, "no runs file"), (b"", "empty"), (b"x" * 5000, "can be read")])
def test_what_is_no_runs_file(tmp_path: Path, content: bytes | None, told: str) -> None:
    if content is not None:
        (tmp_path / FILE_NAME).write_bytes(content)
    with pytest.raises(StoreError, match=told):
        examine(tmp_path)


def test_space_is_given_back(folder: Path) -> None:
    statement(folder, "UPDATE runs SET status = 'completed'")
    statement(folder, "PRAGMA foreign_keys = ON")
    db = sqlite3.connect(folder / FILE_NAME)
    db.execute("DELETE FROM chunks")
    db.commit()
    db.close()
    before = (folder / FILE_NAME).stat().st_size
    answer = run("compact", "--runs-dir", folder)
    assert answer.exit_code == 0, answer.output
    assert "Gave back" in answer.output
    assert (folder / FILE_NAME).stat().st_size < before
    assert run("compact", "--runs-dir", folder / "none").exit_code == 1
