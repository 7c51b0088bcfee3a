"""Everything that a store has of a run, but for how long it took."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from explorer.runs.store import RunStore

Stored = Mapping[str, Any]
_TIMES = ("seconds", "probes:steps,every,costs")  # costs are shares of the time


def stored(store: RunStore) -> dict[int, Stored]:
    """By seed: each column's bytes, epochs, interventions, outcome, checkpoints, weights."""
    store.flush()
    return {row.settings["seed"]: _of(store, row.id) for row in store.rows()}


def _of(store: RunStore, run_id: str) -> Stored:
    with store._database.reading() as db:
        columns: dict[str, bytes] = {}
        chunks = "SELECT name, data FROM chunks WHERE run_id = ? ORDER BY name, first_step"
        for name, data in db.execute(chunks, (run_id,)):
            columns[name] = columns.get(name, b"") + data
        tables = {
            table: db.execute(f"SELECT {what} FROM {table} WHERE run_id = ? ORDER BY 1", (run_id,)).fetchall()
            for table, what in (
                ("epochs", "epoch, step, train_loss, train_accuracy, test_loss, test_accuracy"),
                ("interventions", "step, skip, gate, planned"),
            )
        }
        run = db.execute(
            "SELECT name, status, steps, spec, graph, device, digest, program, sweep FROM runs WHERE id = ?", (run_id,)
        ).fetchone()
    weights = store.weights_path(run_id)
    newest = next(iter(store.checkpoints.of(run_id)), None)
    return {
        "run": run,
        "columns": {name: data for name, data in columns.items() if name not in _TIMES},
        "weights": weights.read_bytes() if weights.exists() else b"",
        "newest checkpoint": None if newest is None else (newest.step, newest.kind),
        **tables,
    }
