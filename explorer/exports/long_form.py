"""Runs as tables in long form: one value in each row, with the run, the step and what was measured beside it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explorer.runs.history import RunHistory
from explorer.runs.rows import RunRow
from explorer.runs.snapshot import BINS, SHARPNESS

READINGS = {
    "run": "id of the run",
    "step": "step, counted from 0",
    "epoch": "epoch of that step, counted from 1",
    "quantity": "loss, accuracy (of the step's batch, in training mode), seconds (of training, at the step's end); "
    "train_loss, train_accuracy, test_loss, test_accuracy (at an epoch's end); gate (of a skip, from this step on); "
    "and the instruments",
    "place": "layer or skip that was measured; empty where it is the whole network",
    "value": "the number; accuracies are 0 to 1, losses in nats",
}
"""Columns of the readings, and what is in them."""

_RESULTS = ("train_loss", "train_accuracy", "test_loss", "test_accuracy", "seconds", "steps", "message")


@dataclass(frozen=True)
class Block:
    """Rows that share run, quantity and place; `steps` and `values` have the same shape (k,)."""

    run: str
    quantity: str
    place: str
    steps: NDArray[np.int64]
    values: NDArray[np.float64]
    steps_per_epoch: int

    @property
    def epochs(self) -> NDArray[np.int64]:
        """The epoch of each row, counted from 1."""
        return self.steps // self.steps_per_epoch + 1


def blocks(history: RunHistory, layers: bool = True) -> Iterator[Block]:
    """Everything measured in a run but histograms; `layers` False leaves out what is measured of layers and skips."""

    def block(quantity: str, place: str, steps: Any, values: Any) -> Block:
        rows = np.asarray(steps, np.int64), np.asarray(values, np.float64)
        return Block(history.run_id, quantity, place, *rows, history.steps_per_epoch)

    for name in ("loss", "accuracy", "seconds"):
        yield block(name, "", np.arange(len(history)), getattr(history, name))
    for name in ("train_loss", "train_accuracy", "test_loss", "test_accuracy"):
        values = [getattr(epoch, name) for epoch in history.epochs]
        yield block(name, "", [epoch.step for epoch in history.epochs], values)
    for moved in history.interventions:
        yield block("gate", moved.skip, [moved.step], [moved.gate])
    for name in history.instruments if layers else ():
        readings = history.readings(name)
        if name == SHARPNESS:
            at = ~np.isnan(readings[:, 0])
            yield block(name, "", history.steps(name)[at], readings[at, 0])
            continue
        for place, values in zip(_places(history, readings.shape[1]), readings.T, strict=False):
            yield block(name, place, history.steps(name), values)


def _places(history: RunHistory, width: int) -> tuple[str, ...]:
    """What the columns of an instrument are; nothing for bins of histograms."""
    layers, skips = history.graph.layers, tuple(skip.id for skip in history.graph.skips)
    return {len(layers) * BINS: (), len(skips): skips, len(layers): layers}[width]


def run_row(row: RunRow) -> dict[str, Any]:
    """A run's settings and results: the row that `run` of the readings points to."""
    results = {name: _told(getattr(row.outcome, name)) for name in _RESULTS}
    about = {
        "run": row.id,
        "name": row.name,
        "created": row.created.isoformat(),
        "status": row.status,
        "verdict": row.verdict,
        "sweep": row.sweep,
        "parent": row.parent,
        "parent_step": row.parent_step,
        "tags": " ".join(row.tags),
        "notes": row.notes,
        "skips_on": row.skips_on,
        "skips_total": row.skips_total,
        "trained_on": row.device,
    }
    settings = {name: _told(value) for name, value in row.settings.items()}
    return {**about, **results, **{name: value for name, value in settings.items() if name not in about}}


def _told(value: Any) -> Any:
    """A value that fits in a cell: a number that is not finite is none, a list is text."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return " ".join(map(str, value)) if isinstance(value, list | tuple) else value
