"""A run as one line of the list of runs: what can be told without reading its measurements."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from explorer.runs.codec import DamagedError, decode_outcome
from explorer.runs.snapshot import Outcome

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


def read_rows(db: sqlite3.Connection) -> list[RunRow]:
    """Every run that is not deleted, newest first; a damaged row is listed with its problem."""
    wanted = ", ".join(_COUNTED.get(column, column) for column in _COLUMNS)
    rows = db.execute(f"SELECT {wanted} FROM runs WHERE deleted_by IS NULL ORDER BY created DESC, rowid DESC")
    return [_row(row) for row in rows]


@lru_cache(maxsize=20_000)
def _row(columns: tuple[Any, ...]) -> RunRow:
    """A row from its columns; kept, because reading them takes four times as long as fetching them."""
    values, problem = dict(zip(_COLUMNS, columns, strict=True)), ""
    try:
        values["created"] = datetime.fromisoformat(values["created"])
        values["outcome"] = decode_outcome(values["outcome"])
    except (DamagedError, ValueError, TypeError) as error:
        problem = f"damaged {error}"
        values |= {"created": _EPOCH_ZERO, "outcome": Outcome("failed", 0, 0.0, problem)}
    return RunRow(**values, problem=problem)
