"""Whose the cells of sweeps are: the process's that trains them, until it gives them back or is gone."""

from __future__ import annotations

import sqlite3

from explorer.runs.cells import Cell, read_cells
from explorer.runs.liveness import alive, own_token

LOST = "The program that trained it ended before the run finished."


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
