"""Columns of readings: growing in memory while a run trains, or read from the runs file when they are asked for."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple, Protocol

import numpy as np

from explorer.runs.snapshot import Floats
from explorer.runs.store_errors import StoreError

BUDGET = 96_000_000
"""Bytes of stored columns that are kept in memory; the least recently used are let go."""


class Key(NamedTuple):
    """A column of a run, with as many rows as it had in this `edition` of the run; empty: whichever is stored."""

    run_id: str
    name: str
    rows: int
    edition: str = ""


class Column(Protocol):
    """Rows of float32 numbers, one for each step or probe."""

    def __len__(self) -> int:
        """How many rows."""
        ...

    @property
    def view(self) -> Floats:
        """Every row; not to be written to."""
        ...

    def rows(self, first: int, last: int) -> Floats:
        """Rows `first` … `last` − 1, as a slice."""
        ...


class Growing:
    """Grows at its end in amortized constant time; `view` copies nothing."""

    def __init__(self, width: int | None = None) -> None:
        self._data: Floats = np.empty((256,) if width is None else (256, width), np.float32)
        self._used = 0

    def __len__(self) -> int:
        return self._used

    def extend(self, rows: Floats) -> None:
        """Add rows at the end."""
        need = self._used + len(rows)
        if need > len(self._data):
            grown = np.empty((max(need, 2 * len(self._data)), *self._data.shape[1:]), np.float32)
            grown[: self._used] = self._data[: self._used]
            self._data = grown
        self._data[self._used : need] = rows
        self._used = need

    @property
    def view(self) -> Floats:
        """Every row."""
        return self._data[: self._used]

    def rows(self, first: int, last: int) -> Floats:
        """Rows `first` … `last` − 1."""
        return self.view[first:last]


def grown(rows: Floats) -> Growing:
    """A column in memory with these rows."""
    made = Growing(None if rows.ndim == 1 else rows.shape[1])
    made.extend(rows)
    return made


class ColumnCache:
    """The stored columns used last, `budget` bytes of them at most; threads may share it.

    `lost` is called, in the thread that reads, for each column that can no longer be read: the file is damaged, or
    the run was deleted, resumed or replaced."""

    def __init__(self, budget: int = BUDGET) -> None:
        self.lost: Callable[[StoreError], None] | None = None
        self._budget = budget
        self._lock = threading.Lock()
        self._kept: OrderedDict[Key, Floats] = OrderedDict()
        self._bytes = 0
        self.closed = False

    def close(self) -> None:
        """Let go of everything: the file is closed, and nothing can be read from now on."""
        with self._lock:
            self.closed = True
            self._kept.clear()
            self._bytes = 0

    @property
    def bytes(self) -> int:
        """What is kept."""
        return self._bytes

    def get(self, key: Key) -> Floats | None:
        """A column that is kept."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def keep(self, key: Key, values: Floats) -> None:
        """Keep a column and let go of those not used for longest; one above the budget is not kept."""
        with self._lock:
            if values.nbytes > self._budget or key in self._kept or self.closed:
                return
            self._kept[key] = values
            self._bytes += values.nbytes
            while self._bytes > self._budget:
                self._bytes -= self._kept.popitem(last=False)[1].nbytes


class Stored:
    """A column in the runs file. `view` reads all of it and leaves it in the cache; `rows` reads no more than asked
    for. A column that can no longer be read is told to the cache once, and has no rows from then on."""

    def __init__(
        self, key: Key, width: int | None, cache: ColumnCache, read: Callable[[Key, int, int | None], Floats]
    ) -> None:
        self._key, self._width, self._cache, self._read = key, width, cache, read
        self._count = key.rows

    def __len__(self) -> int:
        return self._count

    @property
    def view(self) -> Floats:
        """Every row."""
        found = self._cache.get(self._key)
        if found is None:
            found = self._tried(0, None)
            if len(found):
                self._cache.keep(self._key, found)
        return found

    def rows(self, first: int, last: int) -> Floats:
        """Rows `first` … `last` − 1, from the cache where they are there."""
        kept = self._cache.get(self._key)
        first, last, _ = slice(first, last).indices(self._count)
        if kept is not None:
            return kept[first:last]
        return self._tried(first, last) if first < last else self._none()

    def _tried(self, first: int, last: int | None) -> Floats:
        try:
            return self._none() if self._cache.closed or not self._count else self._read(self._key, first, last)
        except StoreError as error:
            if self._cache.lost is None:
                raise
            self._count = 0
            self._cache.lost(error)
            return self._none()

    def _none(self) -> Floats:
        return np.empty((0,) if self._width is None else (0, self._width), np.float32)
