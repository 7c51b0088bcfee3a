"""Reading one run back from the store."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, fields, replace

from explorer import log
from explorer.runs.analysis import AnalysisResult
from explorer.runs.analysis import decode as decode_analysis
from explorer.runs.chunks import column_sizes, hollow, read_columns, read_part
from explorer.runs.codec import DamagedError, decode_graph, decode_outcome, decode_spec
from explorer.runs.columns import Column, Key, grown
from explorer.runs.history import CURVES, Measured, RunHistory
from explorer.runs.pending_steps import CLASS_SHARES, LAYER_PREFIX, PROBE_PREFIX, PROBE_STEPS
from explorer.runs.snapshot import EpochResult, Intervention, Probe, Snapshot
from explorer.runs.stored_columns import Parts, parts_of
from explorer.typed import WrongTypeError, made

_log = log.get(__name__)
ColumnOf = Callable[[Key, int | None], Column]
_EPOCH = tuple(field.name for field in fields(EpochResult))
_SMALL = (*CURVES, PROBE_STEPS, CLASS_SHARES)


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
    history = _head(db, run_id)
    columns = {} if history is None else read_columns(db, run_id)
    if history is not None and columns:
        parts = parts_of(columns, history.graph)
        probes = tuple(parts.probe(place) for place in range(len(parts.frames)))
        loss, accuracy, seconds = (parts.curves[name] for name in CURVES)
        history.append(
            Snapshot(0, loss, accuracy, seconds, parts.layers, *_marks(db, history), probes, parts.class_shares)
        )
    return history


def read_record(db: sqlite3.Connection, run_id: str, column: ColumnOf) -> RunHistory | None:
    """As `read_history`, but the readings of layers and skips stay in the file until they are asked for: `column`
    makes what reads them. All that can be told without reading them is checked."""
    history = _head(db, run_id)
    sizes = {} if history is None else column_sizes(db, run_id)
    if history is None or not sizes:
        return history
    columns = {
        name: read_part(db, Key(run_id, name, size[0])) if name in _SMALL else hollow(*size)
        for name, size in sizes.items()
    }
    parts = parts_of(columns, history.graph)
    later = {
        name: column(Key(run_id, name, rows, history.edition), width)
        for name, (rows, width) in sizes.items()
        if name not in _SMALL
    }
    probed = {name: later[PROBE_PREFIX + name] for name in parts.probed}
    layers = {name.removeprefix(LAYER_PREFIX): found for name, found in later.items() if found not in probed.values()}
    measured = Measured({name: grown(rows) for name, rows in parts.curves.items()}, layers, grown(parts.frames[:, 0]),
                        probed)  # fmt: skip
    history.open(measured, *_marks(db, history), _newest(db, run_id, parts), parts.class_shares)
    return history


def _newest(db: sqlite3.Connection, run_id: str, parts: Parts) -> Probe | None:
    """The last probe, with its readings."""
    count = len(parts.frames)
    if not count:
        return None
    keys = {name: Key(run_id, PROBE_PREFIX + name, count) for name in parts.probed}
    return replace(parts.probe(-1), values={name: read_part(db, key, count - 1)[0] for name, key in keys.items()})


def _head(db: sqlite3.Connection, run_id: str) -> RunHistory | None:
    """A run and how it ended, without its measurements."""
    row = db.execute(
        "SELECT spec, graph, steps_per_epoch, status, outcome, parent, parent_step, edition FROM runs WHERE id = ?",
        (run_id,),
    ).fetchone()
    if row is None:
        return None
    spec, graph, steps_per_epoch, status, outcome, parent, parent_step, edition = row
    if type(steps_per_epoch) is not int or steps_per_epoch < 1:
        raise DamagedError(f"steps per epoch: {str(steps_per_epoch)[:60]}")
    history = RunHistory(run_id, decode_spec(spec), decode_graph(graph), steps_per_epoch)
    history.parent, history.parent_step, history.edition = str(parent), _whole(parent_step), str(edition)
    if status != "running":
        history.finish(decode_outcome(outcome))
    return history


def _marks(db: sqlite3.Connection, history: RunHistory) -> tuple[tuple[EpochResult, ...], tuple[Intervention, ...]]:
    """Epochs and interventions, in their order."""
    try:
        epochs, interventions = _epochs(db, history.run_id), _interventions(db, history.run_id)
    except WrongTypeError as error:
        raise DamagedError(f"measurements: {error}") from error
    unknown = {moved.skip for moved in interventions} - set(history.graph.skip)
    if unknown:
        raise DamagedError(f"interventions: there is no skip {min(unknown)[:60]!r}")
    return epochs, interventions


def read_events(db: sqlite3.Connection, run_id: str) -> list[RunEvent]:
    """What happened to a run, oldest first."""
    rows = db.execute("SELECT time, step, kind, message FROM events WHERE run_id = ? ORDER BY id", (run_id,))
    return [RunEvent(str(time), _whole(step), str(kind), str(message)) for time, step, kind, message in rows]


def read_analyses(db: sqlite3.Connection, run_id: str) -> list[AnalysisResult]:
    """The newest result of each analysis of a run, oldest first; one that is damaged is left out."""
    found = []
    for (data,) in db.execute("SELECT result FROM analyses WHERE run_id = ? ORDER BY made", (run_id,)).fetchall():
        try:
            found.append(decode_analysis(data))
        except DamagedError as error:
            _log.warning("an analysis of run %s cannot be read: %s", run_id, error)
    return found


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


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
    rows = db.execute("SELECT step, skip, gate, planned FROM interventions WHERE run_id = ? ORDER BY id", (run_id,))
    names = ("step", "skip", "gate", "planned")
    return tuple(made(Intervention, dict(zip(names, (*row[:3], bool(row[3])), strict=True))) for row in rows)
