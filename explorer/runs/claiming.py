"""Whose the cells of sweeps are: the process's that trains them, until it gives them back or is gone."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from explorer.runs.cells import Cell, read_cells
from explorer.runs.liveness import alive, own_token

LOST = "The program that trained it ended before the run finished."

_ON_CPU = """instr(cells.spec, '"device": "cpu"') > 0"""


@dataclass(frozen=True)
class Scope:
    """Which cells a worker claims where none of a sweep are asked for: those of sweeps with this `target`, empty for
    this machine. With `gpu` none that are to be trained on the CPU."""

    target: str = ""
    gpu: bool = False

    def condition(self, sweep: str | None) -> str:
        """In SQL, of cells and their sweeps; its one value is the sweep, or else the target."""
        on_gpu = f" AND NOT {_ON_CPU}" if self.gpu else ""
        return f"{'sweeps.id' if sweep else 'sweeps.target'} = ?{on_gpu}"


HERE = Scope()


@dataclass(frozen=True)
class Waiting:
    """For whom cells of active sweeps wait: the targets but this machine, and the sweeps of this machine with cells
    that may use a GPU."""

    targets: frozenset[str]
    gpu: frozenset[str]

    def holds(self, sweep: str | None, scope: Scope) -> bool:
        """Whether any of them may be claimed in this scope."""
        return scope.target in self.targets if scope.target else bool(self.gpu & {sweep} if sweep else self.gpu)


def waiting(db: sqlite3.Connection) -> Waiting:
    """For whom cells wait now."""
    found = db.execute(
        f"SELECT sweeps.target, sweeps.id, sum(NOT {_ON_CPU}) FROM cells JOIN sweeps ON sweeps.id = cells.sweep "
        "WHERE cells.state = 'waiting' AND sweeps.state = 'active' GROUP BY sweeps.id"
    ).fetchall()
    targets = frozenset(target for target, _, _ in found if target)
    return Waiting(targets, frozenset(sweep for target, sweep, count in found if not target and count))


def taken(db: sqlite3.Connection, cell: int) -> list[Cell]:
    """A waiting cell that is this process's own from here on; empty where it does not wait or is damaged."""
    own = "state = 'running', owner = ?, attempts = attempts + 1, message = ''"
    db.execute(f"UPDATE cells SET {own} WHERE id = ? AND state = 'waiting'", (own_token(), cell))
    return read_cells(db, "cells.id = ? AND state = 'running' AND owner = ?", cell, own_token())


def free_lost(db: sqlite3.Connection) -> None:
    """Have the cells of processes that are gone wait again."""
    for (owner,) in db.execute("SELECT DISTINCT owner FROM cells WHERE state = 'running'").fetchall():
        if not alive(owner):
            freed = "UPDATE cells SET state = 'waiting', owner = '', message = ? WHERE state = 'running' AND owner = ?"
            db.execute(freed, (LOST, owner))
