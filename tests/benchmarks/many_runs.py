"""A store with as many runs as a year of sweeps, made quickly."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict

import numpy as np

from explorer.graph.model import NetworkGraph
from explorer.runs.codec import encode_outcome, encode_rows
from explorer.runs.snapshot import Outcome
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.runs.store import RunStore

SWEEP = "sweep-1"
_DEPTHS, _EPOCHS = (8, 14, 20, 32, 44, 56, 110), 20
_INSERT = "INSERT INTO {} VALUES ({})"


def fill(store: RunStore, graph: NetworkGraph, runs: int, swept: int) -> list[str]:
    """Enter so many runs, the newest of them those of the sweep, each with its epochs; return the sweep's ids."""
    store.create("template", "template", RunSpec(), graph, 24, "CPU")
    store.finish("template", Outcome("completed", 0, 1.0))
    db = store._database._db
    names = [row[1] for row in db.execute("PRAGMA table_info(runs)")]
    template = dict(zip(names, db.execute("SELECT * FROM runs").fetchone(), strict=True))
    rows = [_row(template, number, runs, swept) for number in range(runs)]
    with store._database.writing() as open_db:
        marks = ", ".join(f":{name}" for name in names)
        open_db.execute("DELETE FROM runs")
        open_db.executemany(_INSERT.format("runs", marks), rows)
        ids = [row["id"] for row in rows if row["sweep"]]
        figures = [(n + 1, 24 * n + 23, 2.0 / (n + 1), n / 20, 2.1 / (n + 1), n / 21) for n in range(_EPOCHS)]
        epochs = [(run_id, *epoch) for run_id in ids for epoch in figures]
        open_db.executemany(_INSERT.format("epochs", "?, ?, ?, ?, ?, ?, ?"), epochs)
    return [str(id) for id in ids]


def _row(template: dict[str, object], number: int, runs: int, swept: int) -> dict[str, object]:
    kind, depth = ("plain", "resnet")[number % 2], _DEPTHS[number // 2 % len(_DEPTHS)]
    spec = RunSpec(
        network=NetworkSpec(name=f"{kind}-{depth}", norm=("batch", "none")[number % 3 == 0]),
        training=TrainingSpec(seed=number // 14, lr=(0.1, 0.01)[number % 5 == 0]),
    )
    error = 0.02 + depth / 200 * (kind == "plain") + number % 7 / 100
    outcome = Outcome("completed", 480, 20.0, "", 0.5, 1 - error / 2, 0.6, 1 - error, "CPU", 0.1)
    return {
        **template,
        "id": f"run{number:05}",
        "name": f"{kind}-{depth} {number}",
        "created": f"2026-{1 + number * 12 // runs:02}-{1 + number % 28:02}T10:00:00+00:00",
        "network": spec.network.name,
        "spec": json.dumps(asdict(spec)),
        "sweep": SWEEP if number >= runs - swept else "",
        "steps": 480,
        "outcome": encode_outcome(outcome),
        "verdict": ("Healthy", "Degradation")[kind == "plain"],
    }


def lengthen(store: RunStore, graph: NetworkGraph, run_ids: list[str], steps: int, piece: int = 100) -> None:
    """Give these runs so many steps of every column, in pieces as training commits them."""
    rng = np.random.default_rng(0)
    layers = (10 ** rng.normal(-3, 0.5, (piece, len(graph.layers)))).astype(np.float32)
    with store._database.writing() as db:
        for run_id in run_ids:
            _enter_steps(db, run_id, steps, piece, layers)
            outcome = Outcome("completed", steps, 20.0, "", 0.5, 0.8, 0.6, 0.75, "CPU", 0.1)
            db.execute("UPDATE runs SET steps = ?, outcome = ? WHERE id = ?", (steps, encode_outcome(outcome), run_id))


def _enter_steps(db: sqlite3.Connection, run_id: str, steps: int, piece: int, layers: np.ndarray) -> None:
    rows = []
    for first in range(0, steps, piece):
        at = np.arange(first, first + piece, dtype=np.float32)
        loss = (2 / (1 + at / 1000)).astype(np.float32)
        for name, values in (("loss", loss), ("accuracy", loss / 2), ("seconds", at), ("layers/gradient-rms", layers)):
            rows.append((run_id, name, first, *encode_rows(values)))
    db.executemany("INSERT INTO chunks (run_id, name, first_step, count, width, data) VALUES (?, ?, ?, ?, ?, ?)", rows)
