"""A sweep as the store has it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from explorer.runs.cells import CELL_STATES, CellState

SweepState = Literal["active", "paused", "canceled"]


@dataclass(frozen=True)
class Sweep:
    """A sweep: its file's text, whether its cells may be trained, how many cells are in each state, and where it is
    trained: empty for this machine, else "ray" or "ray:ADDRESS"."""

    id: str
    name: str
    created: datetime
    source: str
    state: SweepState
    counts: Mapping[CellState, int]
    target: str = ""

    @property
    def total(self) -> int:
        """All its cells."""
        return sum(self.counts.values())

    @property
    def unfinished(self) -> int:
        """The cells that wait or train."""
        return self.counts["waiting"] + self.counts["running"]

    @property
    def doing(self) -> str:
        """What it is doing, in a word."""
        if self.state != "active":
            return self.state
        if self.counts["running"]:
            return "training"
        if self.unfinished:
            return "waiting"
        return "failed" if self.counts["failed"] else "done"


@dataclass(frozen=True)
class Entered:
    """What entering a sweep did: new cells, those that were there already, and those no longer wanted."""

    sweep: str
    new: int
    kept: int
    dropped: int


def read_sweeps(db: sqlite3.Connection, where: str, *values: str) -> list[Sweep]:
    """The sweeps that `where` chooses."""
    rows = db.execute(f"SELECT id, name, created, source, state, target FROM sweeps WHERE {where}", values).fetchall()
    counted: dict[str, dict[CellState, int]] = {}
    for sweep, state, count in db.execute("SELECT sweep, state, count(*) FROM cells GROUP BY sweep, state"):
        counted.setdefault(sweep, dict.fromkeys(CELL_STATES, 0))[state] = count
    none = dict.fromkeys(CELL_STATES, 0)
    return [
        Sweep(sweep, name, datetime.fromisoformat(created), source, state, counted.get(sweep, none), target)
        for sweep, name, created, source, state, target in rows
    ]
