"""A whole run outside of the store: what an archive holds of it, read and written in one transaction."""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from functools import cache
from typing import Any

from explorer.graph.model import NetworkGraph
from explorer.runs.analysis import AnalysisResult
from explorer.runs.analysis import decode as decode_analysis
from explorer.runs.analysis import encode as encode_analysis
from explorer.runs.chunks import read_columns
from explorer.runs.codec import DamagedError, decode_graph, decode_outcome, decode_spec, encode_outcome, encode_rows
from explorer.runs.database import Database
from explorer.runs.predictions import Prediction, read_predictions, write_predictions
from explorer.runs.provenance import ALONE, Provenance
from explorer.runs.rows import first_row
from explorer.runs.run_files import RunFiles
from explorer.runs.run_ids import ALLOWED, is_run_id
from explorer.runs.schema import create
from explorer.runs.snapshot import EpochResult, Floats, Intervention, Outcome
from explorer.runs.spec import RunSpec
from explorer.runs.store_errors import StoreError, no_run
from explorer.runs.stored_columns import parts_of
from explorer.runs.stored_run import RunEvent, read_events, read_history
from explorer.typed import made

_TEXTS = ("status", "message", "device")


@dataclass(frozen=True, kw_only=True)
class PortableRun:
    """Everything stored of one run but its columns of numbers. `program` is the version that trained it."""

    id: str
    name: str
    created: str
    spec: RunSpec
    steps_per_epoch: int
    program: str
    outcome: Outcome
    verdict: str = ""
    provenance: Provenance = ALONE
    tags: str = ""
    notes: str = ""
    epochs: tuple[EpochResult, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    events: tuple[RunEvent, ...] = ()
    predictions: tuple[Prediction, ...] = ()


@dataclass(frozen=True)
class Carried:
    """A run with its graph, its columns (steps or probes, …) by their stored names, and its analyses."""

    run: PortableRun
    graph: NetworkGraph
    columns: Mapping[str, Floats]
    analyses: tuple[AnalysisResult, ...] = ()

    def check(self) -> None:
        """DamagedError where its parts do not belong together, or a value cannot be a run's."""
        run, skips = self.run, set(self.graph.skip)
        if not is_run_id(run.id):
            raise DamagedError(f"id {run.id[:60]!r}; allowed: {ALLOWED}")
        if run.steps_per_epoch < 1 or run.provenance.parent_step < 0:
            raise DamagedError(f"steps: {run.steps_per_epoch} an epoch, parent's step {run.provenance.parent_step}")
        if run.provenance.parent == run.id:
            raise DamagedError("parent: it is the run itself")
        if run.outcome.status == "running":
            raise DamagedError("status: it is still running")
        if unknown := {moved.skip for moved in run.interventions} - skips:
            raise DamagedError(f"interventions: there is no skip {min(unknown)[:60]!r}")
        if not all(made.whole for made in run.predictions):
            raise DamagedError("predictions: a curve or mark that cannot be drawn")
        if len({made.key for made in run.predictions}) < len(run.predictions):
            raise DamagedError("predictions: two about the same")
        steps = len(parts_of(dict(self.columns), self.graph).curves["loss"]) if self.columns else 0
        if steps != run.outcome.steps:
            raise DamagedError(f"measurements: {steps} steps where the result says {run.outcome.steps}")
        self._rehearse()

    def _rehearse(self) -> None:
        """Enter it into a store in memory: what the tables refuse is told before anything is written."""
        try:
            with closing(sqlite3.connect(":memory:")) as db:
                db.deserialize(_empty_store())
                _write(db, self)
        except (sqlite3.Error, OverflowError, UnicodeError) as error:
            raise DamagedError(f"a value that no run can have: {error}") from error


@cache
def _empty_store() -> bytes:
    with closing(sqlite3.connect(":memory:")) as db:
        create(db)
        return db.serialize()


class Transfers:
    """Runs on their way out of a store and into another one. StoreError for whatever goes wrong."""

    def __init__(self, database: Database, files: RunFiles) -> None:
        self._database, self._files = database, files

    def carried(self, run_id: str) -> Carried:
        """A run as it is stored; StoreError where there is none, it is damaged or still trains."""
        try:
            with self._database.reading_aside() as db:
                found = read_carried(db, run_id)
        except DamagedError as error:
            raise StoreError(f"Run {run_id} in {self._database.path} is damaged ({error}).") from error
        if found is None:
            raise no_run(run_id, self._database.path)
        if found.run.outcome.status == "running":
            raise StoreError(f"Run {run_id} is still training. It can be handed on when it has ended.")
        return found

    def known(self, run_ids: list[str]) -> list[str]:
        """Those of the ids that are taken here, deleted runs that can still be brought back included."""
        with self._database.reading() as db:
            return [i for i in run_ids if db.execute("SELECT 1 FROM runs WHERE id = ?", (i,)).fetchone()]

    def put(self, carried: Carried, *, replacing: bool = False) -> None:
        """Enter a whole run, all of it or nothing. Its device, program and times stay what they were.

        DamagedError where its parts do not fit, StoreError where its id is taken, unless it is to be replaced.
        """
        carried.check()
        run_id = carried.run.id
        with self._database.writing() as db:
            taken = db.execute("SELECT status FROM runs WHERE id = ?", (run_id,)).fetchone()
            if taken and not replacing:
                raise StoreError(f"There is already a run {run_id} in {self._database.path}.")
            if taken == ("running",):
                raise StoreError(f"Run {run_id} is still training, so it cannot be replaced.")
            db.execute("DELETE FROM runs WHERE id = ?", (run_id,))
            _write(db, carried)
        if taken:
            self._files.remove([run_id])


def read_carried(db: sqlite3.Connection, run_id: str) -> Carried | None:
    """A run that is not deleted, None where there is none; DamagedError where it cannot be decoded."""
    row = db.execute(
        "SELECT name, created, spec, graph, steps_per_epoch, program, outcome, verdict, sweep, parent, parent_step,"
        " tags, notes FROM runs WHERE id = ? AND deleted_by IS NULL",
        (run_id,),
    ).fetchone()
    history = None if row is None else read_history(db, run_id)
    if row is None or history is None:
        return None
    name, created, spec, graph, steps_per_epoch, program, outcome, verdict, *origin, tags, notes = row
    run = PortableRun(
        id=run_id,
        name=name,
        created=created,
        spec=decode_spec(spec),
        steps_per_epoch=steps_per_epoch,
        program=program,
        outcome=decode_outcome(outcome),
        verdict=verdict,
        provenance=Provenance(*origin),
        tags=tags,
        notes=notes,
        epochs=tuple(history.epochs),
        interventions=tuple(history.interventions),
        events=tuple(read_events(db, run_id)),
        predictions=read_predictions(db, run_id),
    )
    analyses = db.execute("SELECT result FROM analyses WHERE run_id = ? ORDER BY made", (run_id,)).fetchall()
    results = tuple(decode_analysis(data) for (data,) in analyses)
    return Carried(run, decode_graph(graph), read_columns(db, run_id), results)


def _write(db: sqlite3.Connection, carried: Carried) -> None:
    run, run_id = carried.run, carried.run.id
    values: dict[str, Any] = first_row(
        run_id, run.name, run.spec, carried.graph, run.steps_per_epoch, run.outcome, run.provenance
    )
    values |= {
        "created": run.created,
        "program": run.program,
        "verdict": run.verdict,
        "tags": run.tags,
        "notes": run.notes,
        "steps": run.outcome.steps,
        "outcome": encode_outcome(run.outcome),
    }
    marks = ", ".join(f":{column}" for column in values)
    db.execute(f"INSERT INTO runs ({', '.join(values)}) VALUES ({marks})", values)
    db.executemany(
        "INSERT INTO chunks (run_id, name, first_step, count, width, data) VALUES (?, ?, 0, ?, ?, ?)",
        [(run_id, name, *encode_rows(rows)) for name, rows in carried.columns.items()],
    )
    _insert(db, "epochs", EpochResult, run_id, run.epochs)
    _insert(db, "interventions", Intervention, run_id, run.interventions)
    _insert(db, "events", RunEvent, run_id, run.events)
    write_predictions(db, run_id, run.predictions)
    db.executemany(
        "INSERT INTO analyses VALUES (?, ?, ?, ?)",
        [(run_id, result.analysis, result.made, encode_analysis(result)) for result in carried.analyses],
    )


def _insert(db: sqlite3.Connection, table: str, kind: type, run_id: str, found: tuple[Any, ...]) -> None:
    columns = [field.name for field in fields(kind)]
    marks = ", ".join("?" * (len(columns) + 1))
    values = [(run_id, *(getattr(each, column) for column in columns)) for each in found]
    db.executemany(f"INSERT INTO {table} (run_id, {', '.join(columns)}) VALUES ({marks})", values)


def as_json(run: PortableRun) -> str:
    """A run as JSON that every reader accepts: a number that is not finite is the text "nan", "inf" or "-inf"."""
    return json.dumps(_plain(asdict(run)), indent=1, allow_nan=False)


def from_json(data: Any) -> PortableRun:
    """The inverse of `as_json`, from parsed JSON; DamagedError where that is not such a run."""
    try:
        values = dict(data)
        for part in ("outcome", "epochs"):
            values[part] = _numbers(values.get(part))
        run = made(PortableRun, values)
        datetime.fromisoformat(run.created)
    except (ValueError, TypeError) as error:  # SpecError among them
        raise DamagedError(str(error)) from error
    return run


def renamed(carried: Carried, ids: Mapping[str, str]) -> Carried:
    """The same run under its new id, and its parent's where that is renamed as well."""
    run = carried.run
    parent = ids.get(run.provenance.parent, run.provenance.parent)
    return replace(
        carried, run=replace(run, id=ids.get(run.id, run.id), provenance=replace(run.provenance, parent=parent))
    )


def _plain(data: Any) -> Any:
    if isinstance(data, float):
        return data if math.isfinite(data) else str(data)
    if isinstance(data, dict):
        return {key: _plain(value) for key, value in data.items()}
    return [_plain(value) for value in data] if isinstance(data, list | tuple) else data


def _numbers(data: Any) -> Any:
    """Results with the numbers back that were not finite."""
    if isinstance(data, dict):
        return {key: value if key in _TEXTS else _numbers(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_numbers(value) for value in data]
    return float(data) if data in ("nan", "inf", "-inf") else data
