"""Changes of a run's state inside a transaction: ending, interrupting, clearing away."""

from __future__ import annotations

import sqlite3
import uuid
from dataclasses import replace
from datetime import UTC, datetime

from explorer.runs.codec import DamagedError, decode_outcome, encode_outcome
from explorer.runs.liveness import alive, own_token
from explorer.runs.snapshot import Outcome

STALE_MESSAGE = "The program that trained this run ended before the run finished."


def note(db: sqlite3.Connection, run_id: str, kind: str, message: str) -> None:
    """Record an event at the newest saved step; nothing where the run is gone."""
    db.execute(
        "INSERT INTO events (run_id, time, step, kind, message) SELECT id, ?, steps, ?, ? FROM runs WHERE id = ?",
        (datetime.now(UTC).isoformat(), kind, message, run_id),
    )


def end(db: sqlite3.Connection, run_id: str, outcome: Outcome) -> None:
    """Give a run its outcome."""
    db.execute(
        "UPDATE runs SET status = ?, outcome = ? WHERE id = ?", (outcome.status, encode_outcome(outcome), run_id)
    )
    note(db, run_id, outcome.status, outcome.message)


def interrupt(db: sqlite3.Connection, run_id: str, message: str) -> None:
    """End a run that is still "running" as interrupted, with the figures saved so far; leave any other alone."""
    row = db.execute("SELECT outcome, steps FROM runs WHERE id = ? AND status = 'running'", (run_id,)).fetchone()
    if row is None:
        return
    try:
        outcome = decode_outcome(row[0])
    except DamagedError:
        outcome = Outcome("interrupted", row[1] if isinstance(row[1], int) else 0, 0.0)
    end(db, run_id, replace(outcome, status="interrupted", message=message))


def mark_stale(db: sqlite3.Connection) -> None:
    """Mark the runs of processes that are gone as interrupted."""
    for run_id, writer in db.execute("SELECT id, writer FROM runs WHERE status = 'running'").fetchall():
        if not alive(writer):
            interrupt(db, run_id, STALE_MESSAGE)


def deletion_token() -> str:
    """A new mark for deletions that one store object of this process can undo."""
    return f"{own_token()}|{uuid.uuid4().hex[:8]}"


def purge(db: sqlite3.Connection, token: object) -> list[str]:
    """Remove for good what was deleted under `token`; the ids."""
    gone = [run_id for (run_id,) in db.execute("SELECT id FROM runs WHERE deleted_by = ?", (token,)).fetchall()]
    db.executemany("DELETE FROM runs WHERE id = ?", [(run_id,) for run_id in gone])
    return gone


def purge_orphans(db: sqlite3.Connection) -> list[str]:
    """Remove for good what processes deleted that are gone and so cannot undo it; the ids."""
    tokens = db.execute("SELECT DISTINCT deleted_by FROM runs WHERE deleted_by IS NOT NULL").fetchall()
    return [run_id for (token,) in tokens if not _deleter_lives(token) for run_id in purge(db, token)]


def _deleter_lives(token: object) -> bool:
    return isinstance(token, str) and alive(token.rpartition("|")[0])
