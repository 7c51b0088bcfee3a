"""Sweeps in the store, and the queue of their cells, which several processes may work off at once."""

from __future__ import annotations

import itertools
import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from explorer.runs.cells import Cell, CellState, Label, Planned, insert_cells, read_cells
from explorer.runs.claiming import HERE, Scope, Waiting, free_lost, taken, waiting
from explorer.runs.database import Database
from explorer.runs.liveness import alive, own_token
from explorer.runs.spec import RunSpec
from explorer.runs.spec_digest import spec_digest
from explorer.runs.store_errors import StoreError
from explorer.runs.sweep_rows import Entered, Sweep, SweepState, read_sweeps

_OWN = "id = ? AND state = 'running' AND owner = ?"


class Sweeps:
    """The sweeps of a database. A sweep is known by its name, a cell by its settings.

    A cell is claimed in one transaction by the process that trains it; when that process has died, the cell waits
    again. What a cell's owner reports counts only while it still owns the cell. StoreError where the file fails.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    # ── sweeps ──────────────────────────────────────────────────────────────────────────────────

    def enter(self, name: str, source: str, cells: Sequence[Planned], target: str | None = None) -> Entered:
        """Enter a sweep, or bring the one of this name up to date: cells that it lacks are appended to the queue,
        cells that no longer are in it are dropped unless they train; their runs stay. Without a `target` it is trained
        where it was, a new one on this machine."""
        with self._database.writing() as db:
            found = db.execute("SELECT id FROM sweeps WHERE name = ?", (name,)).fetchone()
            sweep = found[0] if found else _new_id(db, name)
            if found:
                db.execute("UPDATE sweeps SET source = ? WHERE id = ?", (source, sweep))
            else:
                values = (sweep, name, datetime.now(UTC).isoformat(), source)
                db.execute(
                    "INSERT INTO sweeps (id, name, created, source, state) VALUES (?, ?, ?, ?, 'active')", values
                )
            if target is not None:
                db.execute("UPDATE sweeps SET target = ? WHERE id = ?", (target, sweep))
            wanted = {spec_digest(cell.spec): cell for cell in cells}
            there = dict(db.execute("SELECT digest, id FROM cells WHERE sweep = ?", (sweep,)).fetchall())
            gone = [(cell,) for digest, cell in there.items() if digest not in wanted]
            dropped = (
                db.executemany("DELETE FROM cells WHERE id = ? AND state != 'running'", gone).rowcount if gone else 0
            )
            new = [cell for digest, cell in wanted.items() if digest not in there]
            (last,) = db.execute("SELECT coalesce(max(place), 0) FROM cells").fetchone()
            insert_cells(db, sweep, last, new)
        return Entered(sweep, len(new), len(wanted) - len(new), dropped)

    def all(self) -> list[Sweep]:
        """Every sweep, newest first."""
        with self._database.reading() as db:
            return read_sweeps(db, "1 ORDER BY created DESC, rowid DESC")

    def named(self, name: str) -> Sweep | None:
        """The sweep of this name or id, None where there is none."""
        with self._database.reading() as db:
            return next(iter(read_sweeps(db, "name = ? OR id = ? ORDER BY name = ? DESC", name, name, name)), None)

    def cells(self, sweep: str) -> list[Cell]:
        """The cells of a sweep in the order of the queue."""
        with self._database.reading() as db:
            return read_cells(db, "cells.sweep = ?", sweep)

    def set_state(self, sweep: str, state: SweepState) -> None:
        """Let a sweep's cells be trained, or not for now, or no more; whoever trains one sees it within a second."""
        with self._database.writing() as db:
            if not db.execute("UPDATE sweeps SET state = ? WHERE id = ?", (state, sweep)).rowcount:
                raise StoreError(f"There is no sweep {sweep} in {self._database.path}.")

    def adopt(self, sweep: Sweep, runs: Mapping[str, tuple[Label, RunSpec]]) -> bool:
        """Enter a sweep whose runs, by their id, came from elsewhere; False, and nothing changes, where there is one of
        its id or name."""
        with self._database.writing() as db:
            if db.execute("SELECT 1 FROM sweeps WHERE id = ? OR name = ?", (sweep.id, sweep.name)).fetchone():
                return False
            values = (sweep.id, sweep.name, sweep.created.isoformat(), sweep.source)
            db.execute("INSERT INTO sweeps (id, name, created, source, state) VALUES (?, ?, ?, ?, 'active')", values)
            (last,) = db.execute("SELECT coalesce(max(place), 0) FROM cells").fetchone()
            insert_cells(db, sweep.id, last, [Planned(label, spec) for label, spec in runs.values()])
            done = [(run_id, sweep.id, spec_digest(spec)) for run_id, (_, spec) in runs.items()]
            db.executemany("UPDATE cells SET state = 'done', run_id = ? WHERE sweep = ? AND digest = ?", done)
        return True

    def delete(self, sweep: str) -> None:
        """Forget a sweep and its cells; its runs stay."""
        with self._database.writing() as db:
            db.execute("DELETE FROM sweeps WHERE id = ?", (sweep,))

    # ── cells, by whoever looks at the queue ────────────────────────────────────────────────────

    def retry(self, cells: Iterable[int]) -> int:
        """Have cells that failed or were skipped wait again; how many do."""
        return self._change(cells, "state = 'waiting', message = '', run_id = ''", ("failed", "skipped"))

    def skip(self, cells: Iterable[int]) -> int:
        """Leave cells out that wait, train or failed; how many are."""
        return self._change(cells, "state = 'skipped', owner = ''", ("waiting", "running", "failed"))

    def remove(self, cells: Iterable[int]) -> int:
        """Take cells out of their sweep; their runs stay. How many are gone."""
        with self._database.writing() as db:
            return sum(db.execute("DELETE FROM cells WHERE id = ?", (cell,)).rowcount for cell in cells)

    def move(self, cells: Sequence[int], by: int) -> None:
        """Move waiting cells of a sweep `by` places to its front (negative) or its back, keeping their order."""
        with self._database.writing() as db:
            own = "state = 'waiting' AND sweep = (SELECT sweep FROM cells WHERE id = ?)"
            query = f"SELECT id, place FROM cells WHERE {own} ORDER BY place, id"
            rows = db.execute(query, tuple(cells[:1]) or (0,)).fetchall()
            order, places = [cell for cell, _ in rows], [place for _, place in rows]
            chosen = [cell for cell in order if cell in set(cells)]
            for k, cell in enumerate(chosen if by < 0 else reversed(chosen)):
                at = order.index(cell)
                order.remove(cell)
                # those before it in `chosen` stand at the edge already: it stops beside them
                to = max(k, at + by) if by < 0 else min(len(order) - k, at + by)
                order.insert(to, cell)
            db.executemany("UPDATE cells SET place = ? WHERE id = ?", zip(places, order, strict=True))

    def expect(self, seconds: Mapping[int, float]) -> None:
        """Note how long cells are expected to take."""
        with self._database.writing() as db:
            db.executemany("UPDATE cells SET seconds = ? WHERE id = ?", [(s, cell) for cell, s in seconds.items()])

    # ── cells, by whoever trains them ───────────────────────────────────────────────────────────

    def claim(self, sweep: str | None = None, scope: Scope = HERE) -> Cell | None:
        """Make the first waiting cell this process's own, of one sweep or of all in `scope` that are active; None where
        there is none. A cell whose settings are being trained for another sweep waits, so that its run can be reused.
        """
        with self._database.writing() as db:
            free_lost(db)
            busy = "SELECT digest FROM cells WHERE state = 'running'"
            query = (
                "SELECT cells.id FROM cells JOIN sweeps ON sweeps.id = cells.sweep WHERE cells.state = 'waiting' "
                f"AND sweeps.state = 'active' AND digest NOT IN ({busy}) AND {scope.condition(sweep)} "
                "ORDER BY place, cells.id LIMIT 1"
            )
            while (row := db.execute(query, (sweep or scope.target,)).fetchone()) is not None:
                (cell,) = row
                found = taken(db, cell)
                if found:
                    return found[0]
                db.execute(
                    "UPDATE cells SET state = 'failed', message = 'Its settings are damaged.', owner = '' WHERE id = ?",
                    (cell,),
                )
        return None

    def claim_too(self, cells: Iterable[int]) -> list[Cell]:
        """Make those of these cells that wait this process's own as well."""
        with self._database.writing() as db:
            return [found for cell in cells for found in taken(db, cell)]

    def unmeasured(self, sweep: str | None = None, scope: Scope = HERE) -> list[Cell]:
        """The cells that `claim` would find whose time is not known, in the order of the queue."""
        active = f"SELECT id FROM sweeps WHERE state = 'active' AND {scope.condition(sweep)}"
        where = f"cells.state = 'waiting' AND cells.seconds = 0 AND cells.sweep IN ({active})"
        with self._database.reading() as db:
            return read_cells(db, where, sweep or scope.target)

    def waiting(self) -> Waiting:
        """For whom there are cells to claim."""
        with self._database.reading() as db:
            return waiting(db)

    def free_lost(self) -> None:
        """Have the cells of processes that are gone wait again."""
        with self._database.reading() as db:
            owners = {owner for (owner,) in db.execute("SELECT owner FROM cells WHERE state = 'running'")}
        if not all(map(alive, owners)):
            with self._database.writing() as db:
                free_lost(db)

    def busy(self, sweep: str) -> int:
        """How many cells of an active sweep are trained now, or wait for one that is, by processes that live."""
        with self._database.writing() as db:
            free_lost(db)
            query = (
                "SELECT count(*) FROM cells JOIN sweeps ON sweeps.id = cells.sweep WHERE sweep = ? AND "
                "(cells.state = 'running' OR cells.state = 'waiting' AND sweeps.state = 'active')"
            )
            (count,) = db.execute(query, (sweep,)).fetchone()
        return int(count)

    def still_wanted(self, cell: int) -> bool:
        """Whether this process shall go on training a cell: it owns it, and nobody skipped it or paused its sweep."""
        with self._database.reading() as db:
            query = (
                "SELECT 1 FROM cells JOIN sweeps ON sweeps.id = cells.sweep WHERE cells.id = ? "
                "AND cells.state = 'running' AND owner = ? AND sweeps.state = 'active'"
            )
            return db.execute(query, (cell, own_token())).fetchone() is not None

    def begin(self, cell: int, run_id: str) -> None:
        """Note the run that trains a cell."""
        self._report(cell, "run_id = ?", run_id)

    def done(self, cell: int, run_id: str, message: str = "") -> None:
        """A cell's run is there; `message` says what is particular about it."""
        self._report(cell, "state = 'done', owner = '', run_id = ?, message = ?", run_id, message)

    def failed(self, cell: int, message: str) -> None:
        """A cell could not be trained; `message` says why."""
        self._report(cell, "state = 'failed', owner = '', message = ?", message)

    def release_own(self) -> None:
        """Give back every cell of this process: it trains none now, whatever came in between."""
        with self._database.writing() as db:
            own = "state = 'running' AND owner = ?"
            db.execute(f"UPDATE cells SET state = 'waiting', owner = '' WHERE {own}", (own_token(),))

    def release(self, cell: int, message: str = "") -> None:
        """Give a cell back to the queue."""
        self._report(cell, "state = 'waiting', owner = '', message = ?", message)

    def _report(self, cell: int, change: str, *values: str) -> None:
        with self._database.writing() as db:
            db.execute(f"UPDATE cells SET {change} WHERE {_OWN}", (*values, cell, own_token()))

    def _change(self, cells: Iterable[int], change: str, states: Sequence[CellState]) -> int:
        allowed = ", ".join(f"'{state}'" for state in states)
        query = f"UPDATE cells SET {change} WHERE id = ? AND state IN ({allowed})"
        with self._database.writing() as db:
            return sum(db.execute(query, (cell,)).rowcount for cell in cells)


def _new_id(db: sqlite3.Connection, name: str) -> str:
    """A readable id that no sweep has: runs are found by it."""
    slug = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-._")[:48] or "sweep"
    taken = {sweep for (sweep,) in db.execute("SELECT id FROM sweeps")}
    return next(found for k in itertools.count(1) if (found := slug if k == 1 else f"{slug}-{k}") not in taken)
