"""Going on from a checkpoint in the store: a run that is cut there and opened again, and a fork that begins as its
parent did. Everything happens inside the caller's transaction."""

from __future__ import annotations

import math
import sqlite3
from dataclasses import replace

from explorer import __version__
from explorer.runs.chunks import column_sizes, read_part
from explorer.runs.codec import decode_outcome, decode_spec, encode_outcome, encode_spec
from explorer.runs.columns import Key
from explorer.runs.liveness import own_token
from explorer.runs.pending_steps import CLASS_SHARES, PROBE_PREFIX, PROBE_STEPS, Pending
from explorer.runs.predictions import hand_over, same_but_longer
from explorer.runs.provenance import Provenance
from explorer.runs.rows import new_edition, run_digest
from explorer.runs.snapshot import Outcome
from explorer.runs.spec import RunSpec
from explorer.runs.store_errors import StoreError

_SHORTEN = """
    UPDATE chunks SET data = substr(data, 1, (:rows - first_step) * 4 * coalesce(width, 1)), count = :rows - first_step
    WHERE run_id = :run AND name = :name AND first_step < :rows AND first_step + count > :rows"""
_COPIED = (
    "INSERT INTO chunks (run_id, name, first_step, count, width, data)"
    " SELECT :child, name, first_step, count, width, data FROM chunks WHERE run_id = :parent ORDER BY id",
    "INSERT INTO epochs SELECT :child, epoch, step, train_loss, train_accuracy, test_loss, test_accuracy"
    " FROM epochs WHERE run_id = :parent",
    "INSERT INTO interventions (run_id, step, skip, gate, planned)"
    " SELECT :child, step, skip, gate, planned FROM interventions WHERE run_id = :parent ORDER BY id",
)

MIXED = "several"
"""The program of a run that several versions trained: nothing is reused for it."""

# an epoch that ended early, with its run, ends anew
_CUT_SHORT = """
    DELETE FROM epochs WHERE run_id = ?
    AND (step + 1) % (SELECT steps_per_epoch FROM runs WHERE id = epochs.run_id) != 0"""


def same_batches(one: RunSpec, other: RunSpec) -> bool:
    """Whether two runs of one seed train on the same images in each step, but for how they are augmented."""
    a, b = one.training, other.training
    return (a.dataset, a.batch_size) == (b.dataset, b.batch_size)


def reopen(db: sqlite3.Connection, run_id: str, spec: RunSpec, steps: int, device: str) -> Pending:
    """Have a run that ended go on in this process after its first `steps` steps; what it did after them is
    removed, and so are the verdict and the analyses of its end. StoreError where it trains or is deleted."""
    row = db.execute(
        "SELECT status, steps, parent, parent_step, spec, steps_per_epoch FROM runs"
        " WHERE id = ? AND deleted_by IS NULL",
        (run_id,),
    ).fetchone()
    if row is None or row[0] == "running" or row[1] < steps:
        said = "deleted" if row is None else "training" if row[0] == "running" else f"stored up to step {row[1]} only"
        raise StoreError(f"Run {run_id} cannot be resumed: it is {said}.")
    provenance = Provenance(parent=row[2], parent_step=row[3])
    hand_over(db, run_id, run_id, _longer(decode_spec(row[4]), spec, row[5]))
    probes = cut(db, run_id, steps, planned=row[4] == encode_spec(spec))
    outcome = figures(db, run_id, Outcome("running", steps, 0.0, device=device))
    db.execute(
        "UPDATE runs SET status = 'running', steps = ?, outcome = ?, writer = ?, spec = ?, digest = ?,"
        f" program = CASE WHEN program = ? OR ? = 0 THEN ? ELSE '{MIXED}' END, device = ?, verdict = '', edition = ?"
        " WHERE id = ?",
        (
            steps,
            encode_outcome(outcome),
            own_token(),
            encode_spec(spec),
            run_digest(spec, provenance),
            __version__,
            steps,
            __version__,
            device,
            new_edition(),
            run_id,
        ),
    )
    for table in ("analyses", "overviews"):
        db.execute(f"DELETE FROM {table} WHERE run_id = ?", (run_id,))
    return Pending(outcome, probes)


def begin_as(db: sqlite3.Connection, parent: str, child: str, spec: RunSpec, steps: int) -> Pending:
    """Give a run that was just entered the first `steps` steps of its parent. Where it trains on other images, its
    parent's epochs are not its own."""
    row = db.execute("SELECT spec, steps, steps_per_epoch FROM runs WHERE id = ?", (parent,)).fetchone()
    if row is None or row[1] < steps:
        raise StoreError(f"Run {parent} has no step {steps}. It may have been deleted, or resumed earlier.")
    for statement in _COPIED:
        db.execute(statement, {"parent": parent, "child": child})
    before = decode_spec(row[0])
    if same_but_longer(before, spec):
        hand_over(db, parent, child, _longer(before, spec, row[2]))
    if not same_batches(before, spec):
        db.execute("DELETE FROM epochs WHERE run_id = ?", (child,))
        db.execute("DELETE FROM chunks WHERE run_id = ? AND name = ?", (child, CLASS_SHARES))
    probes = cut(db, child, steps)
    (outcome,) = db.execute("SELECT outcome FROM runs WHERE id = ?", (child,)).fetchone()
    outcome = figures(db, child, replace(decode_outcome(outcome), steps=steps))
    db.execute("UPDATE runs SET steps = ?, outcome = ? WHERE id = ?", (steps, encode_outcome(outcome), child))
    return Pending(outcome, probes)


def _longer(before: RunSpec, after: RunSpec, steps_per_epoch: int) -> float:
    """How many times as long a run is planned now; its data and batch size stay the same."""
    return after.training.total_steps(steps_per_epoch) / before.training.total_steps(steps_per_epoch)


def cut(db: sqlite3.Connection, run_id: str, steps: int, *, planned: bool = False) -> int:
    """Remove everything after the first `steps` steps of a run, and an epoch that ended early unless it still ends
    there, as `planned`; the number of probes that are left."""
    sizes = column_sizes(db, run_id)
    probes = 0
    if PROBE_STEPS in sizes:
        frames = read_part(db, Key(run_id, PROBE_STEPS, sizes[PROBE_STEPS][0]))
        probes = int((frames[:, 0] < steps).sum())
    for name in sizes:
        is_probe = name == PROBE_STEPS or name.startswith(PROBE_PREFIX)
        rows = probes if is_probe else min(steps, 1) if name == CLASS_SHARES else steps
        values = {"run": run_id, "name": name, "rows": rows}
        db.execute("DELETE FROM chunks WHERE run_id = :run AND name = :name AND first_step >= :rows", values)
        db.execute(_SHORTEN, values)
    for table in ("epochs", "interventions"):
        db.execute(f"DELETE FROM {table} WHERE run_id = ? AND step >= ?", (run_id, steps))
    if not planned:
        db.execute(_CUT_SHORT, (run_id,))
    return probes


def figures(db: sqlite3.Connection, run_id: str, outcome: Outcome) -> Outcome:
    """An outcome with what is stored: training time, the last epoch's figures, how common the commonest class is."""
    found = db.execute(
        "SELECT train_loss, train_accuracy, test_loss, test_accuracy FROM epochs"
        " WHERE run_id = ? ORDER BY epoch DESC LIMIT 1",
        (run_id,),
    ).fetchone()
    if found is not None:  # SQLite keeps a NaN as NULL
        a, b, c, d = (math.nan if value is None else value for value in found)
        outcome = replace(outcome, train_loss=a, train_accuracy=b, test_loss=c, test_accuracy=d)
    sizes = column_sizes(db, run_id)
    if outcome.steps and "seconds" in sizes:
        last = read_part(db, Key(run_id, "seconds", outcome.steps), outcome.steps - 1)
        outcome = replace(outcome, seconds=float(last[0]))
    if CLASS_SHARES in sizes:
        shares = read_part(db, Key(run_id, CLASS_SHARES, 1))
        outcome = replace(outcome, majority=float(shares.max()))
    return outcome
