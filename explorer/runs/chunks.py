"""The table of chunks: columns of numbers in pieces, one for each commit."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

import numpy as np

from explorer.runs.codec import DamagedError, decode_rows, shape_of
from explorer.runs.columns import Key
from explorer.runs.snapshot import Floats

Chunk = tuple[str, int, int, int | None, bytes]  # name, first step, count, width, data

# The order of insertion keeps the instruments in the order in which they were measured.
_ALL = "SELECT name, first_step, count, width, {} FROM chunks WHERE run_id = ? ORDER BY id"
_SIZE = "CASE typeof(data) WHEN 'blob' THEN length(data) END"
_PART = """
    SELECT name, first_step, count, width, data FROM chunks
    WHERE run_id = :run AND name = :name AND first_step < :end AND first_step >= (
        SELECT MAX(first_step) FROM chunks WHERE run_id = :run AND name = :name AND first_step <= :first
    ) ORDER BY first_step"""


def read_columns(db: sqlite3.Connection, run_id: str) -> dict[str, Floats]:
    """Every column of a run; DamagedError where pieces do not fit together."""
    return _joined(db.execute(_ALL.format("data"), (run_id,)), {})


def column_sizes(db: sqlite3.Connection, run_id: str) -> dict[str, tuple[int, int | None]]:
    """Rows and width of every column of a run, checked as by `read_columns` but without reading the numbers."""
    sizes: dict[str, tuple[int, int | None]] = {}
    for name, first_step, count, width, size in db.execute(_ALL.format(_SIZE), (run_id,)):
        rows, known = sizes.get(name, (0, width))
        _check_place(name, first_step, count, rows)
        shape_of(count, width, size)
        if width != known:
            raise DamagedError(f"measurements: {name} is {known} wide and {width}")
        sizes[name] = rows + count, width
    return sizes


def read_part(db: sqlite3.Connection, key: Key, first: int = 0, last: int | None = None) -> Floats:
    """Rows `first` … `last` − 1 (None: all) of a column; DamagedError where they are not there any more."""
    run_id, name, rows, _ = key
    end = rows if last is None else min(last, rows)
    found = db.execute(_PART, {"run": run_id, "name": name, "first": first, "end": end}).fetchall()
    begin = found[0][1] if found else 0
    values = _joined(found, {name: begin}).get(name)
    if values is None or begin + len(values) < end:
        raise DamagedError(f"measurements: {name} has no steps {first} to {end}")
    return values[first - begin : end - begin]


def hollow(rows: int, width: int | None) -> Floats:
    """An array of a column's shape that takes no memory, for checks that do not look at the numbers."""
    return np.broadcast_to(np.float32(0), (rows,) if width is None else (rows, width))


def _joined(chunks: Iterable[Chunk], reached: dict[str, int]) -> dict[str, Floats]:
    found: dict[str, list[Floats]] = {}
    for name, first_step, count, width, data in chunks:
        _check_place(name, first_step, count, reached.get(name, 0))
        reached[name] = first_step + count
        found.setdefault(name, []).append(decode_rows(count, width, data))
    try:
        return {name: np.concatenate(parts) for name, parts in found.items()}
    except ValueError as error:
        raise DamagedError(f"measurements: {error}") from error


def _check_place(name: object, first_step: object, count: object, reached: int) -> None:
    if not isinstance(name, str) or type(first_step) is not int or type(count) is not int:
        raise DamagedError("measurements: a part without a name or a place")
    if first_step != reached:
        raise DamagedError(f"measurements: steps missing before step {first_step} of {name}")
