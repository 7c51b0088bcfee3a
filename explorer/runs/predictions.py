"""What a person predicted of a run before it trained, stored with the run."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from typing import Literal

from explorer.runs.database import Database
from explorer.runs.store_errors import no_run
from explorer.typed import made, parsed

Kind = Literal["curve", "marks", "sentence"]
_LARGEST = 1e15  # no figure of a run is larger, and an axis of such numbers can be drawn


@dataclass(frozen=True, kw_only=True)
class Prediction:
    """What was expected of one run. A "curve" is about "loss" (nats) or "accuracy" (0–1): `x` are parts of the planned
    run, 0–1 ascending, `values` belong to them. "marks" are about a measure of lessons: a value for each seed. A
    "sentence" is about the question that `text` answers."""

    kind: Kind
    about: str
    x: tuple[float, ...] = ()
    values: tuple[float, ...] = ()
    text: str = ""

    @property
    def key(self) -> tuple[Kind, str]:
        """What a newer prediction takes the place of."""
        return self.kind, self.about


class Predictions:
    """The predictions of the runs in one database. StoreError where it cannot be read or written."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, run_id: str) -> tuple[Prediction, ...]:
        """All predictions of a run; what is damaged is left out."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT data FROM predictions WHERE run_id = ? ORDER BY kind, about", (run_id,)
            ).fetchall()
        return tuple(found for (text,) in rows if (found := decoded(text)) is not None)

    def keep(self, run_id: str, prediction: Prediction) -> None:
        """Store a prediction of a run instead of its last one of this kind; StoreError for an unknown run."""
        values = (run_id, *prediction.key, json.dumps(asdict(prediction)))
        with self._database.writing() as db:
            if not db.execute("SELECT 1 FROM runs WHERE id = ?", (run_id,)).fetchone():
                raise no_run(run_id, self._database.path)
            db.execute("INSERT OR REPLACE INTO predictions VALUES (?, ?, ?, ?)", values)

    def remove(self, run_id: str, prediction: Prediction) -> None:
        """Remove a prediction, without effect where it is not there."""
        with self._database.writing() as db:
            query = "DELETE FROM predictions WHERE run_id = ? AND kind = ? AND about = ?"
            db.execute(query, (run_id, *prediction.key))


def decoded(text: str) -> Prediction | None:
    """A prediction from its JSON; None where it is damaged: it is an extra, and no reason to refuse a run."""
    try:
        found = made(Prediction, parsed(text))
    except ValueError:
        return None
    return found if _whole(found) else None


def _whole(made: Prediction) -> bool:
    """Whether it can be drawn: files of others come through here, too."""
    finite = all(math.isfinite(value) and abs(value) <= _LARGEST for value in made.values)
    rising = all(a <= b for a, b in zip((0.0, *made.x), (*made.x, 1.0), strict=True))  # False for NaN, too
    curve = made.kind != "curve" or (len(made.x) == len(made.values) and rising)
    return finite and curve and (made.kind == "sentence" or bool(made.values))
