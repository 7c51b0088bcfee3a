"""Opening the runs file: its connection, the wait for another process, and how its errors are told."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from explorer.runs import database
from explorer.runs.database import FILE_NAME, Database
from explorer.runs.store_errors import StoreBusyError, StoreError, reported


def error_of(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("from SQLite")
    error.sqlite_errorcode = code
    return error


def test_a_file_that_is_refused_is_not_kept_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    foreign = sqlite3.connect(tmp_path / FILE_NAME)
    foreign.execute("CREATE TABLE recipes (name TEXT)")
    foreign.close()
    opened: list[sqlite3.Connection] = []
    real = sqlite3.connect

    def connect(*given: Any, **more: Any) -> sqlite3.Connection:
        opened.append(real(*given, **more))
        return opened[-1]

    monkeypatch.setattr(sqlite3, "connect", connect)
    with pytest.raises(StoreError, match="belongs to another program"):
        Database(tmp_path)
    (connection,) = opened
    with pytest.raises(sqlite3.ProgrammingError, match="closed database"):
        connection.execute("SELECT 1")


class Switching:
    """A connection that fails to switch to WAL until the clock of the test reads `until`."""

    def __init__(self, code: int, until: float) -> None:
        self.code, self.until, self.tries, self.now = code, until, 0, 0.0

    def execute(self, command: str) -> SimpleNamespace:
        self.tries += 1
        if self.now < self.until:
            raise error_of(self.code)
        return SimpleNamespace(fetchone=lambda: ("wal",))


@pytest.fixture
def switch(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, float], Switching]:
    """Switch to WAL with such a connection, by a clock that a pause moves by five seconds."""

    def switched(code: int, until: float) -> Switching:
        db = Switching(code, until)

        def pause(seconds: float) -> None:
            db.now += 5.0

        monkeypatch.setattr(database, "time", SimpleNamespace(monotonic=lambda: db.now, sleep=pause))
        opened = Database.__new__(Database)
        opened._db = db  # type: ignore[assignment]
        try:
            opened._use_wal()
        except sqlite3.OperationalError:
            db.until = float("inf")
        return db

    return switched


@pytest.mark.parametrize("code", [sqlite3.SQLITE_BUSY, sqlite3.SQLITE_BUSY_RECOVERY])
def test_a_file_that_another_process_switches_is_tried_again_for_fifteen_seconds(
    code: int, switch: Callable[[int, float], Switching]
) -> None:
    assert (switch(code, 15.0).tries, switch(code, 15.0).until) == (4, 15.0)
    late = switch(code, 25.0)
    assert (late.tries, late.until) == (5, float("inf")), "given up after the try at twenty seconds"


def test_any_other_error_is_told_at_once(switch: Callable[[int, float], Switching]) -> None:
    assert switch(sqlite3.SQLITE_READONLY, 5.0).tries == 1


@pytest.mark.parametrize(
    ("code", "free", "said"),
    [
        (sqlite3.SQLITE_FULL, 2**40, "is full"),
        (sqlite3.SQLITE_IOERR, 2**20 - 1, "is full"),
        (sqlite3.SQLITE_IOERR_WRITE, 0, "is full"),
        (sqlite3.SQLITE_IOERR, 2**20, "cannot be used"),
        (sqlite3.SQLITE_CANTOPEN, 0, "cannot be written"),
        (sqlite3.SQLITE_PERM, 0, "cannot be written"),
        (sqlite3.SQLITE_READONLY_DBMOVED, 0, "cannot be written"),
        (sqlite3.SQLITE_NOTADB, 0, "is damaged"),
        (sqlite3.SQLITE_TOOBIG, 0, "cannot be used"),
    ],
)
def test_what_an_error_of_sqlite_means(
    code: int, free: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda path: SimpleNamespace(free=free))
    with pytest.raises(StoreError, match=said), reported(tmp_path / FILE_NAME):
        raise error_of(code)


@pytest.mark.parametrize("code", [sqlite3.SQLITE_BUSY, sqlite3.SQLITE_BUSY_SNAPSHOT, sqlite3.SQLITE_LOCKED])
def test_a_busy_file_may_be_free_later(code: int, tmp_path: Path) -> None:
    with pytest.raises(StoreBusyError), reported(tmp_path / FILE_NAME):
        raise error_of(code)
