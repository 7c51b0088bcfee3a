"""A cell of a sweep: one run that it wants, and how far that is."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from explorer.runs.codec import decode_outcome, decode_spec, encode_spec
from explorer.runs.snapshot import Outcome
from explorer.runs.spec import RunSpec
from explorer.runs.spec_digest import spec_digest
from explorer.typed import parsed

CellState = Literal["waiting", "running", "done", "failed", "skipped"]
CELL_STATES: tuple[CellState, ...] = ("waiting", "running", "done", "failed", "skipped")
Label = Mapping[str, Any]
"""What varies in a sweep and its value in this cell, such as {"depth": 20, "seed": 1}."""


@dataclass(frozen=True)
class Planned:
    """A cell before it is in the store; its network fits its data. `seconds` is what it is expected to take: 0 where
    that was not measured, negative where it cannot be."""

    label: Label
    spec: RunSpec
    seconds: float = 0.0


@dataclass(frozen=True)
class Cell:
    """A cell in the store. `owner` is the process that trains it. `run_id` is the run that trains or answers it, empty
    before the first attempt; `steps`, `steps_per_epoch` and `outcome` are that run's, 0 and None where there is none.
    """

    id: int
    sweep: str
    place: float
    label: Label
    spec: RunSpec
    digest: str
    state: CellState
    run_id: str
    owner: str
    attempts: int
    message: str
    seconds: float
    steps: int = 0
    steps_per_epoch: int = 0
    outcome: Outcome | None = None

    @property
    def share(self) -> float:
        """How much of its run is done, 0–1."""
        total = self.spec.training.total_steps(self.steps_per_epoch)
        return 1.0 if self.state == "done" else min(1.0, self.steps / total) if total else 0.0

    @property
    def name(self) -> str:
        """What its run is called."""
        return cell_name(self.label, self.spec)


def cell_name(label: Label, spec: RunSpec) -> str:
    """What the run of a cell is called: the network, then the rest of what varies, as in "plain-20, seed 1"."""
    others = [
        f"{key.replace('_', ' ')} {value}" for key, value in label.items() if key not in ("network", "family", "depth")
    ]
    return ", ".join((spec.network.name, *others))


_OWN = ("id", "sweep", "place", "label", "spec", "digest", "state", "run_id", "owner", "attempts", "message", "seconds")
_COLUMNS = ", ".join(
    (
        *(f"cells.{name}" for name in _OWN),
        "coalesce(runs.steps, 0)",
        "coalesce(runs.steps_per_epoch, 0)",
        "runs.outcome",
    )
)
_FROM = "FROM cells LEFT JOIN runs ON runs.id = cells.run_id AND cells.run_id != '' AND runs.deleted_by IS NULL"


def read_cells(db: sqlite3.Connection, where: str, *values: object) -> list[Cell]:
    """The cells that `where` chooses, by place; one whose settings are damaged is left out."""
    rows = db.execute(f"SELECT {_COLUMNS} {_FROM} WHERE {where} ORDER BY cells.place, cells.id", values).fetchall()
    return [cell for cell in map(_cell, rows) if cell is not None]


_spec = lru_cache(maxsize=20_000)(decode_spec)  # the window reads the same cells once a second


def _cell(row: tuple[Any, ...]) -> Cell | None:
    values = dict(zip((*_OWN, "steps", "steps_per_epoch", "outcome"), row, strict=True))
    try:
        values["label"], values["spec"] = parsed(values["label"]), _spec(values["spec"])
        values["outcome"] = None if values["outcome"] is None else decode_outcome(values["outcome"])
    except ValueError:  # DamagedError is one
        return None
    return Cell(**values) if isinstance(values["label"], dict) and values["state"] in CELL_STATES else None


def insert_cells(db: sqlite3.Connection, sweep: str, place: float, cells: Iterable[Planned]) -> None:
    """Append cells behind `place`, in their order, waiting."""
    rows = [
        (sweep, place + k, json.dumps(dict(cell.label)), encode_spec(cell.spec), spec_digest(cell.spec), cell.seconds)
        for k, cell in enumerate(cells, start=1)
    ]
    db.executemany(
        "INSERT INTO cells (sweep, place, label, spec, digest, state, seconds) VALUES (?, ?, ?, ?, ?, 'waiting', ?)",
        rows,
    )
