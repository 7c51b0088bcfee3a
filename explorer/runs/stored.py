"""Reading one run back from the store."""

from __future__ import annotations

import math
import sqlite3
from dataclasses import dataclass, fields

import numpy as np

from explorer.graph.model import NetworkGraph
from explorer.runs.codec import DamagedError, decode_graph, decode_outcome, decode_rows, decode_spec
from explorer.runs.history import RunHistory
from explorer.runs.pending import CLASS_SHARES, LAYER_PREFIX, PROBE_PREFIX, PROBE_STEPS
from explorer.runs.snapshot import BINS, EpochResult, Floats, Intervention, Probe, Snapshot
from explorer.typed import WrongTypeError, made

_EPOCH = tuple(field.name for field in fields(EpochResult))


@dataclass(frozen=True)
class RunEvent:
    """Something that happened to a run: when (ISO, UTC), at which step, what kind, and a line for people."""

    time: str
    step: int
    kind: str
    message: str


def read_history(db: sqlite3.Connection, run_id: str) -> RunHistory | None:
    """The record of one run, None where there is no such run; DamagedError where it cannot be decoded.

    A run that goes on has no outcome; every other run has one, interrupted ones included.
    """
    row = db.execute(
        "SELECT spec, graph, steps_per_epoch, status, outcome FROM runs WHERE id = ?", (run_id,)
    ).fetchone()
    if row is None:
        return None
    spec, graph, steps_per_epoch, status, outcome = row
    if type(steps_per_epoch) is not int or steps_per_epoch < 1:
        raise DamagedError(f"steps per epoch: {str(steps_per_epoch)[:60]}")
    history = RunHistory(run_id, decode_spec(spec), decode_graph(graph), steps_per_epoch)
    try:
        snapshot = _snapshot(db, run_id)
    except WrongTypeError as error:
        raise DamagedError(f"measurements: {error}") from error
    if snapshot is not None:
        _check(snapshot, history.graph)
        history.append(snapshot)
    if status != "running":
        history.finish(decode_outcome(outcome))
    return history


def _check(snapshot: Snapshot, graph: NetworkGraph) -> None:
    """Raise DamagedError where what was measured is not of this network."""
    layers, skips = len(graph.layers), len(graph.skips)
    probe = snapshot.probes[-1].values if snapshot.probes else {}
    columns = {name: values.size for name, values in probe.items()}
    for name, rows in snapshot.layers.items():
        if rows.ndim != 2 or rows.shape[1] != layers:
            raise DamagedError(f"measurements: {name} of shape {rows.shape} for {layers} layers")
    for name, size in columns.items():
        if size not in (layers, skips, layers * BINS):
            raise DamagedError(f"probes: {name} has {size} columns for {layers} layers")
    shares = snapshot.class_shares
    if shares is not None and (shares.shape != (graph.classes,) or not np.isfinite(shares).all() or shares.max() <= 0):
        raise DamagedError(f"measurements: class shares {shares[:5].tolist()} for {graph.classes} classes")
    unknown = {moved.skip for moved in snapshot.interventions} - set(graph.skip)
    if unknown:
        raise DamagedError(f"interventions: there is no skip {min(unknown)[:60]!r}")


def read_events(db: sqlite3.Connection, run_id: str) -> list[RunEvent]:
    """What happened to a run, oldest first."""
    rows = db.execute("SELECT time, step, kind, message FROM events WHERE run_id = ? ORDER BY id", (run_id,))
    return [RunEvent(str(time), _whole(step), str(kind), str(message)) for time, step, kind, message in rows]


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _snapshot(db: sqlite3.Connection, run_id: str) -> Snapshot | None:
    """Everything measured, as one snapshot from step 0 on."""
    columns = _columns(db, run_id)
    if not columns:
        return None
    try:
        loss, accuracy, seconds = (columns.pop(name) for name in ("loss", "accuracy", "seconds"))
    except KeyError as error:
        raise DamagedError(f"measurements: there is no {error}") from error
    probes = _probes(columns)
    shares = columns.pop(CLASS_SHARES, None)
    if shares is not None and (shares.ndim != 2 or not len(shares)):
        raise DamagedError(f"measurements: class shares of shape {shares.shape}")
    layers = {name.removeprefix(LAYER_PREFIX): rows for name, rows in columns.items()}
    if any(rows.ndim != 1 for rows in (loss, accuracy, seconds)):
        raise DamagedError("measurements: more than one loss for a step")
    if any(len(rows) != len(loss) for rows in (accuracy, seconds, *layers.values())):
        raise DamagedError("measurements: columns of different length")
    return Snapshot(0, loss, accuracy, seconds, layers, _epochs(db, run_id), _interventions(db, run_id), probes,
                    None if shares is None else shares[0])  # fmt: skip


def _probes(columns: dict[str, Floats]) -> tuple[Probe, ...]:
    """Takes the probes' columns out of all columns."""
    frames = columns.pop(PROBE_STEPS, None)
    names = [name for name in columns if name.startswith(PROBE_PREFIX)]
    values = {name.removeprefix(PROBE_PREFIX): columns.pop(name) for name in names}
    if frames is None:
        return ()
    if frames.ndim != 2 or frames.shape[1] != 4 or any(len(rows) != len(frames) for rows in values.values()):
        raise DamagedError("probes: columns of different length")
    if not np.isfinite(frames).all() or (frames < 0).any() or (np.diff(frames[:, 0]) <= 0).any():
        raise DamagedError("probes: steps out of order")
    return tuple(
        Probe(int(step), {name: rows[i] for name, rows in values.items()}, int(every), float(cost), float(step_cost))
        for i, (step, every, cost, step_cost) in enumerate(frames)
    )


def _columns(db: sqlite3.Connection, run_id: str) -> dict[str, Floats]:
    chunks: dict[str, list[Floats]] = {}
    reached: dict[str, int] = {}
    # The order of insertion keeps the instruments in the order in which they were measured.
    query = "SELECT name, first_step, count, width, data FROM chunks WHERE run_id = ? ORDER BY id"
    for name, first_step, count, width, data in db.execute(query, (run_id,)):
        if not isinstance(name, str) or type(first_step) is not int or type(count) is not int:
            raise DamagedError("measurements: a part without a name or a place")
        if first_step != reached.get(name, 0):
            raise DamagedError(f"measurements: steps missing before step {first_step} of {name}")
        reached[name] = first_step + count
        chunks.setdefault(name, []).append(decode_rows(count, width, data))
    try:
        return {name: np.concatenate(parts) for name, parts in chunks.items()}
    except ValueError as error:
        raise DamagedError(f"measurements: {error}") from error


def _epochs(db: sqlite3.Connection, run_id: str) -> tuple[EpochResult, ...]:
    rows = db.execute(
        "SELECT epoch, step, train_loss, train_accuracy, test_loss, test_accuracy"
        " FROM epochs WHERE run_id = ? ORDER BY epoch",
        (run_id,),
    )
    # SQLite keeps a NaN as NULL.
    return tuple(
        made(EpochResult, dict(zip(_EPOCH, (math.nan if v is None else v for v in row), strict=True))) for row in rows
    )


def _interventions(db: sqlite3.Connection, run_id: str) -> tuple[Intervention, ...]:
    rows = db.execute("SELECT step, skip, gate FROM interventions WHERE run_id = ? ORDER BY id", (run_id,))
    return tuple(made(Intervention, dict(zip(("step", "skip", "gate"), row, strict=True))) for row in rows)
