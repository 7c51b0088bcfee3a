"""Columns of many runs at once without loading the runs: down-sampled with their spikes, their ends, their epochs."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from explorer.graph.model import NetworkGraph
from explorer.runs.chunks import read_part
from explorer.runs.codec import DamagedError, decode_graph, decode_rows, encode_rows
from explorer.runs.columns import Key
from explorer.runs.database import Database
from explorer.runs.downsampling import extremes, stride_for
from explorer.runs.pending_steps import LAYER_PREFIX
from explorer.runs.snapshot import ABSENT, Floats
from explorer.runs.store_errors import StoreError

BINS = 512
"""Bins of a kept column; each gives two points, its lowest and its highest value."""
_KEEP = "INSERT OR REPLACE INTO overviews SELECT ?1, ?2, ?3, ?4 WHERE EXISTS (SELECT 1 FROM runs WHERE id = ?1)"
_PIECES = "SELECT first_step, count, width, data FROM chunks WHERE run_id = ? AND name = ? ORDER BY first_step"
TILE_ROWS = 128
T = TypeVar("T")
Ends = tuple[Floats, Floats]


@dataclass(frozen=True)
class Overview:
    """A column of a run as few points: `steps` and `values`, both (n,), spikes included. `rows` is how many steps the
    run has."""

    rows: int
    steps: Floats
    values: Floats


@dataclass(frozen=True)
class Epochs:
    """The finished epochs of a run, arrays of one length: `step` is the last of an epoch, losses in nats, accuracies
    0–1, as in EpochResult."""

    step: NDArray[np.float64]
    train_loss: NDArray[np.float64]
    train_accuracy: NDArray[np.float64]
    test_loss: NDArray[np.float64]
    test_accuracy: NDArray[np.float64]


@dataclass(frozen=True)
class Heatmap:
    """Readings of a run's layers over its steps: `values` (rows, layers), each row so many steps."""

    values: Floats
    steps_per_row: int


class Overviews:
    """Reads from one database what charts of many runs need. What cannot be read is left out: such a run was deleted
    or is damaged, and the list of runs says so. Down-sampled columns of runs that are over are kept in the file.
    StoreError where the file cannot be read at all."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def stamp(self) -> tuple[int, int]:
        """Another value after anything in the file has changed, by whatever process."""
        with self._database.reading() as db:
            return db.execute("PRAGMA data_version").fetchone()[0], db.total_changes

    def mark(self) -> tuple[int, ...]:
        """Differs when a run begins, ends, or comes or goes, whoever trains it; cheap among 10,000."""
        query = "SELECT count(*), max(rowid), sum(deleted_by IS NOT NULL), sum(status = 'running') FROM runs"
        with self._database.reading_aside() as db:
            return tuple(value or 0 for value in db.execute(query).fetchone())

    def columns(self, run_ids: Iterable[str], name: str) -> dict[str, Overview]:
        """A column of every step, such as "loss", of each run: about 2 · BINS points at most."""
        found, new = {}, []
        with self._database.reading_aside() as db:
            for run_id in run_ids:
                overview, fresh = _tried(lambda: _overview(db, run_id, name)) or (None, False)  # noqa: B023
                if overview is not None:
                    found[run_id] = overview
                    if fresh:
                        new.append((run_id, name, overview.rows, _encoded(overview)))
        if new:
            self._keep(new)
        return found

    def part(self, run_id: str, name: str, first: int, last: int, bins: int = BINS) -> Overview | None:
        """Steps `first` … `last` − 1 of a column, down-sampled: what a zoomed curve shows."""
        with self._database.reading_aside() as db:
            rows, _ = _state(db, run_id)
            first, last, _ = slice(first, last).indices(rows)
            return _tried(lambda: _read(db, Key(run_id, name, rows), first, last, bins)) if first < last else None

    def epochs(self, run_ids: Iterable[str]) -> dict[str, Epochs]:
        """The finished epochs of each run that has any."""
        return self._each(run_ids, _epochs)

    def ends(self, run_ids: Iterable[str], instrument: str) -> dict[str, Ends]:
        """What an instrument of every step measured at the first and at the last step of each run, (layers,) each."""
        return self._each(run_ids, lambda db, run_id: _ends(db, run_id, LAYER_PREFIX + instrument))

    def heatmaps(self, run_ids: Iterable[str], instrument: str, rows: int = TILE_ROWS) -> dict[str, Heatmap]:
        """What an instrument of every step measured in each run, as about so many rows: the most alarming reading of
        the steps that share a row. Each is read piece by piece."""
        return self._each(run_ids, lambda db, run_id: _heatmap(db, run_id, LAYER_PREFIX + instrument, rows))

    def graphs(self, run_ids: Iterable[str]) -> dict[str, NetworkGraph]:
        """The networks of the runs; runs of one network share it."""
        return self._each(run_ids, _graph)

    def _each(self, run_ids: Iterable[str], read: Callable[[sqlite3.Connection, str], T | None]) -> dict[str, T]:
        with self._database.reading_aside() as db:
            found = {run_id: _tried(lambda: read(db, run_id)) for run_id in run_ids}  # noqa: B023
        return {run_id: value for run_id, value in found.items() if value is not None}

    def _keep(self, new: list[tuple[str, str, int, bytes]]) -> None:
        try:
            with self._database.writing() as db:
                db.executemany(_KEEP, new)
        except StoreError:  # busy, or the disk is full: it is made anew next time
            return


def _tried(read: Callable[[], T]) -> T | None:
    try:
        return read()
    except DamagedError:
        return None


def _state(db: sqlite3.Connection, run_id: str) -> tuple[int, bool]:
    """How many steps of a run are stored, and whether it is over."""
    found = db.execute("SELECT steps, status != 'running' FROM runs WHERE id = ?", (run_id,)).fetchone()
    return (0, False) if found is None or type(found[0]) is not int else (found[0], bool(found[1]))


def _overview(db: sqlite3.Connection, run_id: str, name: str) -> tuple[Overview | None, bool]:
    """A run's column, kept or read now, and whether that should be kept."""
    rows, over = _state(db, run_id)
    if not rows:
        return None, False
    kept = db.execute(
        "SELECT data FROM overviews WHERE run_id = ? AND name = ? AND rows = ?", (run_id, name, rows)
    ).fetchone()
    if kept is not None and isinstance(kept[0], bytes) and len(kept[0]) % 8 == 0:
        return _decoded(rows, kept[0]), False
    return _read(db, Key(run_id, name, rows), 0, rows, BINS), over


def _read(db: sqlite3.Connection, key: Key, first: int, last: int, bins: int) -> Overview:
    values = read_part(db, key, first, last)
    places = extremes(values, 0, len(values), stride_for(len(values), bins))
    return Overview(key.rows, (places + first).astype(np.float32), values[places])


def _encoded(overview: Overview) -> bytes:
    return encode_rows(np.stack([overview.steps, overview.values]))[2]


def _decoded(rows: int, data: bytes) -> Overview:
    steps, values = decode_rows(2, len(data) // 8, data)
    return Overview(rows, steps, values)


def _epochs(db: sqlite3.Connection, run_id: str) -> Epochs | None:
    columns = "step, train_loss, train_accuracy, test_loss, test_accuracy"
    rows = db.execute(f"SELECT {columns} FROM epochs WHERE run_id = ? ORDER BY epoch", (run_id,)).fetchall()
    try:
        return Epochs(*np.array(rows, np.float64).T) if rows else None  # SQLite's NULL is NaN
    except ValueError as error:
        raise DamagedError(f"measurements: {error}") from error


def _ends(db: sqlite3.Connection, run_id: str, name: str) -> Ends | None:
    found = []
    for way in ("", "DESC"):
        query = f"SELECT count, width, data FROM chunks WHERE run_id = ? AND name = ? ORDER BY first_step {way} LIMIT 1"
        row = db.execute(query, (run_id, name)).fetchone()
        if row is None or row[1] is None:
            return None
        found.append(decode_rows(*row))
    return found[0][0], found[1][-1]


def _heatmap(db: sqlite3.Connection, run_id: str, name: str, rows: int) -> Heatmap | None:
    steps, _ = _state(db, run_id)
    per = max(1, -(-steps // rows))
    found: Floats | None = None
    for first, count, width, data in db.execute(_PIECES, (run_id, name)):
        if width is None or type(first) is not int:
            raise DamagedError(f"measurements: {name} has no layers")
        values = decode_rows(count, width, data)
        if found is None:
            found = np.full((max(1, -(-steps // per)), width), ABSENT, np.float32)
        at = np.minimum((first + np.arange(count)) // per, len(found) - 1)
        if width != found.shape[1] or first < 0:
            raise DamagedError(f"measurements: {name} is {found.shape[1]} wide and {width}")
        starts = np.flatnonzero(np.diff(at, prepend=-1))
        places = at[starts]
        found[places] = np.maximum(found[places], np.maximum.reduceat(values, starts, axis=0))
    return None if found is None else Heatmap(found, per)


def _graph(db: sqlite3.Connection, run_id: str) -> NetworkGraph | None:
    row = db.execute("SELECT graph FROM runs WHERE id = ?", (run_id,)).fetchone()
    return None if row is None else decode_graph(row[0])
