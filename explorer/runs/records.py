"""Reading runs from the store: whole, or with their readings on demand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from explorer.runs.chunks import read_part
from explorer.runs.codec import DamagedError, decode_spec
from explorer.runs.columns import ColumnCache, Key, Stored
from explorer.runs.database import Database
from explorer.runs.history import RunHistory
from explorer.runs.run_ids import ALLOWED, is_run_id
from explorer.runs.snapshot import Floats
from explorer.runs.spec import RunSpec
from explorer.runs.store_errors import OutdatedError, StoreError, no_run
from explorer.runs.stored_run import read_history, read_record

T = TypeVar("T")


class Records:
    """The records of one database; StoreError where there is no such run or it is damaged."""

    def __init__(self, database: Database, columns: ColumnCache) -> None:
        self._database, self._columns = database, columns

    def whole(self, run_id: str) -> RunHistory:
        """Everything in memory."""
        with self._undamaged(run_id), self._database.reading() as db:
            return self._there(run_id, read_history(db, run_id))

    def on_demand(self, run_id: str) -> RunHistory:
        """Readings of layers and skips are read when they are asked for. Keeps no other thread waiting."""
        with self._undamaged(run_id), self._database.reading_aside() as db:
            return self._there(run_id, read_record(db, run_id, self._column))

    def spec(self, run_id: str) -> RunSpec:
        """The settings alone."""
        with self._undamaged(run_id), self._database.reading() as db:
            (text,) = self._there(run_id, db.execute("SELECT spec FROM runs WHERE id = ?", (run_id,)).fetchone())
            return decode_spec(text)

    def editions(self, run_ids: Iterable[str]) -> dict[str, str]:
        """The edition of each of these runs that is there and not deleted."""
        query = "SELECT edition FROM runs WHERE id = ? AND deleted_by IS NULL"
        with self._database.reading_aside() as db:
            found = {run_id: db.execute(query, (run_id,)).fetchone() for run_id in run_ids}
        return {run_id: str(row[0]) for run_id, row in found.items() if row is not None}

    def _column(self, key: Key, width: int | None) -> Stored:
        return Stored(key, width, self._columns, self._read)

    def _read(self, key: Key, first: int, last: int | None) -> Floats:
        """Some rows of a column; all of them, which takes longer, beside other threads."""
        run_id, reading = key.run_id, self._database.reading_aside if last is None else self._database.reading
        with self._undamaged(run_id), reading() as db:
            (edition,) = self._there(run_id, db.execute("SELECT edition FROM runs WHERE id = ?", (run_id,)).fetchone())
            if edition != key.edition:
                raise OutdatedError(run_id, self._database.path)
            return read_part(db, key, first, last)

    def _there(self, run_id: str, found: T | None) -> T:
        if found is None:
            raise no_run(run_id, self._database.path)
        return found

    @contextmanager
    def _undamaged(self, run_id: str) -> Iterator[None]:
        try:
            if not is_run_id(run_id):
                raise DamagedError(f"id; allowed: {ALLOWED}")
            yield
        except DamagedError as error:
            raise StoreError(
                f"Run {run_id} in {self._database.path} is damaged ({error}). "
                "It cannot be shown; the other runs are not affected."
            ) from error
