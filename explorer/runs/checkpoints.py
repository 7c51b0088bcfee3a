"""The checkpoints of runs: which there are, their files beside the runs file, and the space they may take."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from explorer import log
from explorer.runs.database import Database
from explorer.runs.run_files import RunFiles
from explorer.runs.store_errors import StoreError, no_run
from explorer.whole_file import whole

Kind = Literal["interval", "end", "intervention", "asked"]
BUDGET = 2_000_000_000
"""Bytes that all checkpoints of a runs folder may take, unless the user says another."""
MOST_BUDGET = 2**50
NEVER, AUTOMATIC = -1, 0
_BUDGET, _EVERY = "checkpoint-budget", "checkpoint-every"

# Interval checkpoints of runs that do not train go first, then their others, then those of runs that train; the oldest
# first. The newest one of a run that did not complete is what it can be resumed from.
_PRUNED = """
    SELECT c.run_id, c.step, c.bytes FROM checkpoints AS c JOIN runs AS r ON r.id = c.run_id
    WHERE r.status IN ('completed', 'diverged')
       OR c.step < (SELECT MAX(step) FROM checkpoints WHERE run_id = c.run_id)
    ORDER BY r.status = 'running', c.kind != 'interval', c.made, c.step"""

_LISTED = """
    INSERT OR REPLACE INTO checkpoints (run_id, step, made, kind, bytes)
    SELECT id, :step, :made, :kind, :bytes FROM runs WHERE id = :run"""

_log = log.get(__name__)


@dataclass(frozen=True)
class Checkpoint:
    """A run's state before step `step`; `bytes` is what its file takes."""

    run_id: str
    step: int
    kind: Kind
    bytes: int
    path: Path


class Checkpoints:
    """The checkpoints of one runs folder. A file is made whole under another name first, and its row is written last:
    what is listed is whole, whenever the process ends."""

    def __init__(self, database: Database, files: RunFiles) -> None:
        self._database, self._files = database, files

    def add(self, run_id: str, step: int, kind: Kind, write: Callable[[Path], None]) -> Checkpoint:
        """Have `write` make the file of a checkpoint, and list it; older ones go where the budget is used up. OSError
        or StoreError where that fails; nothing is left of it then."""
        path = self._path(run_id, step)
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole(path, self._files.part(f"{run_id}.{step}")) as part:
            write(part)
            _to_disk(part)
            size = part.stat().st_size
        with self._database.writing() as db:
            values = {"run": run_id, "step": step, "made": datetime.now(UTC).isoformat(), "kind": kind, "bytes": size}
            if not db.execute(_LISTED, values).rowcount:
                self._files.remove([run_id])
                raise no_run(run_id, self._database.path)
        self.prune(keep=(run_id, step))
        return Checkpoint(run_id, step, kind, size, path)

    def of(self, run_id: str) -> list[Checkpoint]:
        """The checkpoints of a run whose files are there and as long as they were made, the newest step first."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT step, kind, bytes FROM checkpoints WHERE run_id = ? ORDER BY step DESC", (run_id,)
            ).fetchall()
        found = [Checkpoint(run_id, step, kind, size, self._path(run_id, step)) for step, kind, size in rows]
        return [checkpoint for checkpoint in found if _size(checkpoint.path) == checkpoint.bytes]

    def drop_after(self, run_id: str, step: int) -> None:
        """Remove a run's checkpoints of later steps: it was cut there."""
        with self._database.reading() as db:
            rows = db.execute("SELECT step FROM checkpoints WHERE run_id = ? AND step > ?", (run_id, step)).fetchall()
        self._remove([(run_id, later) for (later,) in rows])

    def prune(self, keep: tuple[str, int] | None = None) -> None:
        """Remove checkpoints until all that are left keep to the budget, or none is left that may go."""
        over = self.used - self.budget
        if over <= 0:
            return
        with self._database.reading() as db:
            candidates = db.execute(_PRUNED).fetchall()
        gone: list[tuple[str, int]] = []
        for run_id, step, size in candidates:
            if over <= 0:
                break
            if (run_id, step) != keep:
                gone.append((run_id, step))
                over -= size
        self._remove(gone)

    @property
    def used(self) -> int:
        """Bytes of all checkpoints that are listed."""
        with self._database.reading() as db:
            (total,) = db.execute("SELECT COALESCE(SUM(bytes), 0) FROM checkpoints").fetchone()
        return int(total)

    @property
    def budget(self) -> int:
        """Bytes that they may take."""
        return self._setting(_BUDGET, BUDGET)

    @budget.setter
    def budget(self, size: int) -> None:
        if not 0 < size <= MOST_BUDGET:
            raise StoreError(f"The space for checkpoints is {size:,} bytes; allowed: more than 0.")
        self._set(_BUDGET, size)
        self.prune()

    @property
    def every(self) -> int:
        """Steps between two checkpoints of a run while it trains; AUTOMATIC: by what they cost; NEVER: only before
        interventions and at the end. It changes no number of a run."""
        return self._setting(_EVERY, AUTOMATIC)

    @every.setter
    def every(self, steps: int) -> None:
        self._set(_EVERY, max(NEVER, steps))

    def _path(self, run_id: str, step: int) -> Path:
        return self._files.checkpoints(run_id) / f"{step}.safetensors"

    def _remove(self, which: Sequence[tuple[str, int]]) -> None:
        """Rows first: what is listed is there."""
        if which:
            with self._database.writing() as db:
                db.executemany("DELETE FROM checkpoints WHERE run_id = ? AND step = ?", which)
        for run_id, step in which:
            try:
                self._path(run_id, step).unlink(missing_ok=True)
            except (OSError, StoreError) as error:
                _log.warning("a checkpoint stays behind: %s", error)

    def _setting(self, name: str, default: int) -> int:
        with self._database.reading() as db:
            found = db.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
        return found[0] if found and type(found[0]) is int else default

    def _set(self, name: str, value: int) -> None:
        with self._database.writing() as db:
            db.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (name, value))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _to_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
