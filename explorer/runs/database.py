"""One connection to the runs file: opening, short transactions, and one lock for the threads of this process."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from explorer.runs.schema import ForeignFileError, check, create, outdated, stamp, upgrade
from explorer.runs.store_errors import StoreError, reported
from explorer.whole_file import whole

FILE_NAME = "runs.sqlite"
_SETUP_SECONDS = 15.0
_WORTH_BYTES, _QUICK_BYTES = 1_000_000, 500_000_000


class _UpgradedError(Exception):
    """Another process has upgraded the file meanwhile."""


class Database:
    """The runs file of a folder, made where it is missing. Several processes and threads may use it at once.

    SQLite's errors leave as StoreError; a damaged or foreign file is refused and never written to.
    """

    def __init__(self, folder: Path, wait_seconds: float = 10.0) -> None:
        self.path = folder / FILE_NAME
        self._lock = threading.RLock()
        with reported(self.path):
            folder.mkdir(parents=True, exist_ok=True)
            self._db = self._connect(wait_seconds)
        try:
            self._set_up()
        except BaseException:
            self._db.close()
            raise

    def _connect(self, wait_seconds: float = 10.0) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, timeout=wait_seconds, isolation_level=None, check_same_thread=False)
        # One damaged text must not hide the other rows.
        db.text_factory = lambda raw: raw.decode("utf-8", "replace")
        return db

    def _set_up(self) -> None:
        try:
            with reported(self.path):
                check(self._db)  # before anything is written: a foreign file stays as it is
                self._back_up(outdated(self._db))
                self._use_wal()
                self._db.execute("PRAGMA foreign_keys = ON")
            with self.writing() as db:
                if check(db):
                    upgrade(db)
                else:
                    create(db)
                stamp(db)  # a write now tells a file that cannot be written before anything is trained
        except ForeignFileError as error:
            raise StoreError(f"The runs file {self.path} {error}.") from error

    def _back_up(self, version: int) -> None:
        """Copy a file of an older version beside itself before it is changed; its copy of before is kept."""
        copy = self.path.with_name(f"{self.path.stem}-version-{version}{self.path.suffix}")
        if not version or copy.exists():
            return
        with suppress(_UpgradedError), whole(copy) as part, closing(sqlite3.connect(part)) as target:
            self._db.backup(target)
            if outdated(target) != version:
                raise _UpgradedError

    def _use_wal(self) -> None:
        """Readers and a writer work side by side; the mode stays with the file."""
        deadline = time.monotonic() + _SETUP_SECONDS
        while True:
            try:
                self._db.execute("PRAGMA journal_mode = WAL").fetchone()
                return
            except sqlite3.OperationalError as error:
                # Two processes switching a new file together get "locked" at once, without being made to wait.
                busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
                if not busy or time.monotonic() > deadline:
                    raise
                time.sleep(0.02)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that may write: all of it is kept, or, after any error, nothing."""
        with self._transaction("BEGIN IMMEDIATE") as db:
            yield db

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A transaction that sees one moment of the file, whatever others write meanwhile."""
        with self._transaction("BEGIN") as db:
            yield db

    @contextmanager
    def reading_aside(self) -> Iterator[sqlite3.Connection]:
        """As `reading`, on a connection of its own: what takes long keeps no other thread waiting."""
        with reported(self.path), closing(self._connect()) as db:
            db.execute("PRAGMA query_only = ON")
            db.execute("BEGIN")
            yield db

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        with self._lock, reported(self.path):
            self._db.execute(begin)
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def sound(self) -> bool:
        """Whether SQLite finds the file whole. Reads all of it, beside other threads."""
        with self.reading_aside() as db:
            return db.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)

    def vacuum(self) -> int:
        """Write the file anew without the space of what was deleted; the bytes that this gives back."""
        before = self.path.stat().st_size
        with self._lock, reported(self.path):
            self._db.execute("VACUUM")
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return before - self.path.stat().st_size

    def compact(self) -> None:
        """Give the space of what was deleted back to the disk, where it is much; not while another process reads.

        SQLite copies what is left, so a file that stays large is left as it is: closing would take seconds.
        """
        with self._lock, suppress(sqlite3.Error):  # busy, or no room for the copy: another time
            free, pages, size = (
                self._db.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("freelist_count", "page_count", "page_size")
            )
            if free * size >= _WORTH_BYTES and 4 * free >= pages and (pages - free) * size <= _QUICK_BYTES:
                self._db.execute("PRAGMA busy_timeout = 0")
                self._db.execute("VACUUM")

    def close(self) -> None:
        """Close the file; later use is a programming error."""
        with self._lock:
            self._db.close()
