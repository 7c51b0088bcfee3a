"""What a person predicted of a run before it trained, stored with the run."""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Literal

from explorer.runs.database import Database
from explorer.runs.spec import RunSpec
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

    @property
    def whole(self) -> bool:
        """Whether it can be drawn: files of others come through here, too."""
        finite = all(math.isfinite(value) and abs(value) <= _LARGEST for value in self.values)
        rising = all(a <= b for a, b in zip((0.0, *self.x), (*self.x, 1.0), strict=True))  # False for NaN, too
        curve = self.kind != "curve" or (len(self.x) == len(self.values) and rising)
        return finite and curve and (self.kind == "sentence" or bool(self.values))


class Predictions:
    """The predictions of the runs in one database. StoreError where it cannot be read or written."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, run_id: str) -> tuple[Prediction, ...]:
        """All predictions of a run; what is damaged is left out."""
        with self._database.reading() as db:
            return read_predictions(db, run_id)

    def keep(self, run_id: str, prediction: Prediction) -> None:
        """Store a prediction of a run instead of its last one of this kind; StoreError for an unknown run."""
        with self._database.writing() as db:
            if not db.execute("SELECT 1 FROM runs WHERE id = ?", (run_id,)).fetchone():
                raise no_run(run_id, self._database.path)
            write_predictions(db, run_id, (prediction,))

    def remove(self, run_id: str, prediction: Prediction) -> None:
        """Remove a prediction, without effect where it is not there."""
        with self._database.writing() as db:
            query = "DELETE FROM predictions WHERE run_id = ? AND kind = ? AND about = ?"
            db.execute(query, (run_id, *prediction.key))


def read_predictions(db: sqlite3.Connection, run_id: str) -> tuple[Prediction, ...]:
    """All predictions of a run; what is damaged is left out."""
    rows = db.execute("SELECT data FROM predictions WHERE run_id = ? ORDER BY kind, about", (run_id,)).fetchall()
    return tuple(found for (text,) in rows if (found := decoded(text)) is not None)


def write_predictions(db: sqlite3.Connection, run_id: str, predictions: Iterable[Prediction]) -> None:
    """Store predictions of a run instead of its last ones about the same."""
    rows = [(run_id, *prediction.key, json.dumps(asdict(prediction))) for prediction in predictions]
    db.executemany("INSERT OR REPLACE INTO predictions VALUES (?, ?, ?, ?)", rows)


def predicted_settings(spec: RunSpec) -> RunSpec:
    """The settings that a prediction is about: it holds for every seed and device, whichever skips are on, and however
    often is measured."""
    training = replace(
        spec.training, seed=0, device="auto", capture=True, probe_every=0, sharpness_every=0, interventions=()
    )
    return RunSpec(network=replace(spec.network, skips="default"), training=training)


def same_but_longer(one: RunSpec, other: RunSpec) -> bool:
    """Whether what was predicted of one run is about another as well, which may be longer or shorter."""
    of_one, of_other = predicted_settings(one), predicted_settings(other)
    training = replace(of_other.training, epochs=of_one.training.epochs, max_steps=of_one.training.max_steps)
    return of_one == replace(of_other, training=training)


def hand_over(db: sqlite3.Connection, run_id: str, heir: str, longer: float) -> None:
    """Give what was predicted of a run to `heir`, another or the same run, which is `longer` times as long: a curve
    keeps its steps, and ends with the shorter run."""
    handed = [_stretched(made, longer) for made in read_predictions(db, run_id)]
    write_predictions(db, heir, [made for made in handed if made.whole])


def _stretched(made: Prediction, factor: float) -> Prediction:
    if made.kind != "curve":
        return made
    points = [(x / factor, value) for x, value in zip(made.x, made.values, strict=True) if x <= factor]
    return replace(made, x=tuple(x for x, _ in points), values=tuple(value for _, value in points))


def decoded(text: str) -> Prediction | None:
    """A prediction from its JSON; None where it is damaged: it is an extra, and no reason to refuse a run."""
    try:
        found = made(Prediction, parsed(text))
    except ValueError:
        return None
    return found if found.whole else None
