"""What can go wrong with the run store, told to people: what happened, to which file, what to do."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ALMOST_NOTHING = 1 << 20  # bytes left on a disk that SQLite already failed to write to


class StoreError(Exception):
    """The run store could not do what was asked; the message is for people."""


class StoreBusyError(StoreError):
    """Another process held the store for longer than the waiting time; trying again later may work."""


class OutdatedError(StoreError):
    """The steps of a run are no longer those that were opened: it was resumed, or replaced from an archive."""

    def __init__(self, run_id: str, path: Path) -> None:
        super().__init__(f"Run {run_id} in {path} was resumed or replaced after it was opened. Open it again.")
        self.run_id = run_id


@contextmanager
def reported(path: Path) -> Iterator[None]:
    """Turn SQLite's and the system's errors about the store at `path` into StoreError."""
    try:
        yield
    except (sqlite3.ProgrammingError, sqlite3.IntegrityError):
        raise  # a mistake in the program, not in the world
    except sqlite3.Error as error:
        raise _translated(error, path) from error
    except OSError as error:
        raise StoreError(unusable_folder(path.parent, error)) from error


def unusable_folder(folder: Path, error: OSError) -> str:
    """Why the runs folder cannot be used, and what to do."""
    reason = error.strerror or str(error)
    return f"The runs folder {folder} cannot be used: {reason}. Choose a folder you can write to with --runs-dir."


def _translated(error: sqlite3.Error, path: Path) -> StoreError:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreBusyError(f"The runs file {path} is in use by another program. Try again when that has finished.")
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return StoreError(damaged_file(path, str(error)))
    if code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and _disk_full(path)):
        return StoreError(
            f"The disk of the runs file {path} is full. Everything saved before is kept: "
            "free some space, or choose another folder with --runs-dir."
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return StoreError(
            f"The runs file {path} cannot be written ({error}). Give yourself write permission for it and its "
            "folder, or choose another folder with --runs-dir."
        )
    return StoreError(f"The runs file {path} cannot be used ({error}). Check its disk, or choose another --runs-dir.")


def damaged_file(path: Path, detail: str) -> str:
    """What to say of a file that is not a healthy run store; it is never written to."""
    return (
        f"The runs file {path} is damaged ({detail}). It was not changed. Move it away to start with a new one, or "
        "choose another folder with --runs-dir."
    )


def no_run(run_id: str, path: Path) -> StoreError:
    """There is no such run in the runs file."""
    return StoreError(f"There is no run {run_id} in {path}; it may have been deleted.")


def _disk_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(os.fspath(path.parent)).free < _ALMOST_NOTHING
    except OSError:
        return False
