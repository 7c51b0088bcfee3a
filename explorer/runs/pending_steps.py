"""Steps that wait in memory for the next commit, run by run."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from explorer.runs.codec import encode_outcome, encode_rows
from explorer.runs.snapshot import EpochResult, Floats, Outcome, Probe, Snapshot, merged

LAYER_PREFIX = "layers/"
PROBE_PREFIX = "probes/"
CLASS_SHARES = "class-shares"
PROBE_STEPS = "probes:steps,every,costs"


class Pending:
    """The unsaved snapshots of one run, and its figures up to the newest of them."""

    def __init__(self, outcome: Outcome, probes: int = 0) -> None:
        self.outcome = outcome
        self._snapshots: list[Snapshot] = []
        self._probes = probes  # saved

    def __bool__(self) -> bool:
        return bool(self._snapshots)

    def add(self, snapshot: Snapshot) -> None:
        """Take the next steps; ValueError where they do not follow the ones before."""
        if snapshot.first_step != self.outcome.steps:
            raise ValueError(f"step {snapshot.first_step} does not follow step {self.outcome.steps - 1}")
        self._snapshots.append(snapshot)
        self.outcome = advanced(self.outcome, snapshot)

    def write(self, db: sqlite3.Connection, run_id: str) -> None:
        """Write everything that waits, one chunk per column, inside the caller's transaction."""
        if not self._snapshots:
            return
        block = merged(self._snapshots)
        if len(block):
            _write_chunks(db, run_id, block.first_step, _steps(block))
        if block.class_shares is not None:
            _write_chunks(db, run_id, 0, {CLASS_SHARES: block.class_shares[None]})
        if block.probes:
            _write_chunks(db, run_id, self._probes, _probes(block.probes))
        db.executemany("INSERT INTO epochs VALUES (?, ?, ?, ?, ?, ?, ?)", [(run_id, *_epoch(e)) for e in block.epochs])
        db.executemany(
            "INSERT INTO interventions (run_id, step, skip, gate, planned) VALUES (?, ?, ?, ?, ?)",
            [(run_id, i.step, i.skip, i.gate, i.planned) for i in block.interventions],
        )
        db.execute(
            "UPDATE runs SET steps = ?, outcome = ? WHERE id = ?",
            (self.outcome.steps, encode_outcome(self.outcome), run_id),
        )

    def saved(self) -> None:
        """Forget what the caller has committed."""
        self._probes += sum(len(snapshot.probes) for snapshot in self._snapshots)
        self._snapshots.clear()


def advanced(outcome: Outcome, snapshot: Snapshot) -> Outcome:
    """The figures after `snapshot`: its steps and seconds, the newest finished epoch, how common the classes are."""
    if snapshot.class_shares is not None:
        outcome = replace(outcome, majority=float(snapshot.class_shares.max()))
    if len(snapshot):
        outcome = replace(outcome, steps=outcome.steps + len(snapshot), seconds=float(snapshot.seconds[-1]))
    if snapshot.epochs:
        newest = snapshot.epochs[-1]
        outcome = replace(
            outcome,
            train_loss=newest.train_loss,
            train_accuracy=newest.train_accuracy,
            test_loss=newest.test_loss,
            test_accuracy=newest.test_accuracy,
        )
    return outcome


def _steps(block: Snapshot) -> dict[str, Floats]:
    columns = {"loss": block.loss, "accuracy": block.accuracy, "seconds": block.seconds}
    return columns | {LAYER_PREFIX + name: rows for name, rows in block.layers.items()}


def _probes(probes: tuple[Probe, ...]) -> dict[str, Floats]:
    """One row per probe; float32 holds steps up to 16 million exactly."""
    frames = np.array([(p.step, p.every, p.probe_cost, p.step_cost) for p in probes], np.float32)
    values = {PROBE_PREFIX + name: np.stack([p.values[name] for p in probes]) for name in probes[0].values}
    return {PROBE_STEPS: frames, **values}


def _write_chunks(db: sqlite3.Connection, run_id: str, first: int, columns: Mapping[str, Floats]) -> None:
    db.executemany(
        "INSERT INTO chunks (run_id, name, first_step, count, width, data) VALUES (?, ?, ?, ?, ?, ?)",
        [(run_id, name, first, *encode_rows(rows)) for name, rows in columns.items()],
    )


def _epoch(result: EpochResult) -> tuple[float, ...]:
    return (
        result.epoch,
        result.step,
        result.train_loss,
        result.train_accuracy,
        result.test_loss,
        result.test_accuracy,
    )
