"""A run as one line of the list of runs: what can be told without reading its measurements."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from explorer.runs.codec import DamagedError, decode_outcome
from explorer.runs.depth_twins import depth_of, twin_key
from explorer.runs.run_ids import ALLOWED, is_run_id
from explorer.runs.snapshot import Outcome
from explorer.runs.spec import RunSpec
from explorer.typed import checked

_EPOCH_ZERO = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True)
class RunRow:
    """One stored run. `outcome` holds the figures so far (status "running") or the final ones.

    `verdict` is the title of the first finding at its end, empty where it was not judged.
    `problem` is empty, or says what of the row is damaged; then `outcome` is empty of figures.
    """

    id: str
    name: str
    created: datetime
    status: str
    network: str
    dataset: str
    skips_on: int
    skips_total: int
    steps_per_epoch: int
    device: str
    outcome: Outcome
    skips_moved: int = 0
    verdict: str = ""
    problem: str = ""

    @property
    def skips(self) -> str:
        """The skips at step 0 for people: "27 on", "27 off", "3 of 27 on" or "none"; then how many were moved while
        training, as in "27 on, 9 moved"."""
        if self.skips_total == 0:
            return "none"
        moved = f", {self.skips_moved} moved" if self.skips_moved else ""
        if self.skips_on in (0, self.skips_total):
            return f"{self.skips_total} {'on' if self.skips_on else 'off'}{moved}"
        return f"{self.skips_on} of {self.skips_total} on{moved}"

    def matches(self, search: str) -> bool:
        """Whether every word of `search` occurs in what the list shows of this run, in any case."""
        text = " ".join(
            (
                self.name,
                self.network,
                self.dataset,
                self.skips,
                self.status,
                self.verdict,
                self.id,
                str(self.created.date()),
            )
        ).casefold()
        return all(word in text for word in search.casefold().split())


_COLUMNS = tuple(field.name for field in fields(RunRow) if field.name != "problem")
_COUNTED = {"skips_moved": "(SELECT COUNT(DISTINCT skip) FROM interventions WHERE run_id = runs.id)"}


_OWN = "deleted_by IS NULL AND status {} AND twin_key = :key AND twin_key != '' AND depth {} :depth"


def shallower_twins(db: sqlite3.Connection, spec: RunSpec) -> list[str]:
    """Ids of the completed runs that are like `spec` but shallower, newest first."""
    fits = _OWN.format("= 'completed'", "<")
    return _ids(db.execute(f"SELECT id FROM runs WHERE {fits} ORDER BY created DESC, rowid DESC", _key(spec)))


def deeper_twins(db: sqlite3.Connection, run_id: str, spec: RunSpec, most: int) -> list[str]:
    """Ids of the newest runs that are over, like `spec` but deeper, and have no twin but `run_id`, of this spec."""
    fits = _OWN.format("!= 'running'", ">")
    other = (
        "SELECT 1 FROM runs AS other WHERE other.twin_key = runs.twin_key AND other.twin_key != ''"
        " AND other.depth < runs.depth AND other.status = 'completed' AND other.deleted_by IS NULL AND other.id != :id"
    )
    query = f"SELECT id FROM runs WHERE {fits} AND NOT EXISTS ({other}) ORDER BY created DESC, rowid DESC LIMIT :most"
    return _ids(db.execute(query, {**_key(spec), "id": run_id, "most": most}))


def _key(spec: RunSpec) -> dict[str, str | int]:
    return {"key": twin_key(spec), "depth": depth_of(spec.network) or 0}


def _ids(rows: Iterable[tuple[Any]]) -> list[str]:
    return [run_id for (run_id,) in rows if is_run_id(run_id)]


def read_rows(db: sqlite3.Connection) -> list[RunRow]:
    """Every run that is not deleted, newest first; a damaged row is listed with its problem."""
    wanted = ", ".join(_COUNTED.get(column, column) for column in _COLUMNS)
    rows = db.execute(f"SELECT {wanted} FROM runs WHERE deleted_by IS NULL ORDER BY created DESC, rowid DESC")
    return [_row(row) for row in rows]


@lru_cache(maxsize=20_000)
def _row(columns: tuple[Any, ...]) -> RunRow:
    """A row from its columns; kept, because reading them takes four times as long as fetching them."""
    values, problems = dict(zip(_COLUMNS, columns, strict=True)), []
    if not is_run_id(values["id"]):  # kept where it is text: such a run can be deleted
        problems.append(f"id {str(values['id'])[:60]!r}; allowed: {ALLOWED}")
        values["id"] = values["id"] if isinstance(values["id"], str) else "?"
    for column, (read, instead) in _READ.items():
        try:
            values[column] = read(values[column])
        except (ValueError, TypeError) as error:
            problems.append(str(error) if isinstance(error, DamagedError) else f"{column}: {error}")
            values[column] = instead
    if problems:
        problem = f"damaged {'; '.join(problems)}"
        return RunRow(**{**values, "outcome": Outcome("failed", 0, 0.0, problem)}, problem=problem)
    return RunRow(**values)


def _created(value: str) -> datetime:
    made = datetime.fromisoformat(value)
    if made.tzinfo is None or not 1970 <= made.year <= 9998:
        raise ValueError(f"no date of a run: {value[:60]}")
    return made


def _text(value: str) -> str:
    return value if type(value) is str else checked(value, str, "value")


def _count(value: int) -> int:
    if type(value) is not int or value < 0:
        raise ValueError(f"value is {value}; allowed: 0 and above.")
    return value


# How each column is read, and what is shown instead of one that is damaged.
_READ: Mapping[str, tuple[Callable[[Any], Any], object]] = {
    "created": (_created, _EPOCH_ZERO),
    "outcome": (decode_outcome, None),
    **dict.fromkeys(("name", "status", "network", "dataset", "device", "verdict"), (_text, "?")),
    **dict.fromkeys(("skips_on", "skips_total", "steps_per_epoch"), (_count, 0)),
}
