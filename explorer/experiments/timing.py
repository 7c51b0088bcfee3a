"""How long runs take: measured by a few steps, and what is left of a sweep."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median
from time import perf_counter

from explorer.runs.cells import Cell
from explorer.runs.spec import RunSpec
from explorer.runs.spec_digest import spec_digest

_STEPS, _SECONDS = 5, 1.0
"""So many steps are measured, fewer where they take longer together; the first one, which sets things up, apart."""
_PROBES = 1.05
"""Probes take up to 5 % of the training time."""
UNKNOWN = -1.0


def shape_of(spec: RunSpec) -> str:
    """Runs of one shape take the same time: they differ in the seed, the rate and the like."""
    network = replace(spec.network, init="own", zero_gamma=False)
    training = replace(spec.training, seed=0, lr=0.1, momentum=0.9, weight_decay=1e-4, schedule="constant", warmup=0)
    return spec_digest(RunSpec(network=network, training=training))


def expected_seconds(spec: RunSpec) -> float:
    """What a run takes, by a few of its steps and one evaluation. What preparing or training raises passes."""
    from explorer.training import Session
    from explorer.training.evaluation import evaluate

    session = Session(spec)
    times: list[float] = []
    while len(times) < _STEPS + 1 and sum(times) < _SECONDS and session.outcome is None:
        started = perf_counter()
        session.advance(lambda waiting: False)
        times.append(perf_counter() - started)
    started = perf_counter()
    evaluate(session.network.module, session.batches.test())
    tested = perf_counter() - started
    epochs = math.ceil(session.total_steps / session.steps_per_epoch)
    return session.total_steps * median(times[1:] or times) * _PROBES + epochs * tested


def seconds_left(cells: Iterable[Cell]) -> float | None:
    """What the cells that wait or train still take one after another; None where nothing is known of one of them.

    Expectations are corrected by what the finished runs took.
    """
    left, factor = 0.0, _correction(all_cells := list(cells))
    for cell in all_cells:
        if cell.state not in ("waiting", "running"):
            continue
        if cell.seconds <= 0:
            return None
        left += cell.seconds * factor * (1 - cell.share)
    return left


def cell_seconds_left(cell: Cell, cells: Sequence[Cell]) -> float | None:
    """What one cell still takes."""
    return cell.seconds * _correction(cells) * (1 - cell.share) if cell.seconds > 0 else None


def _correction(cells: Iterable[Cell]) -> float:
    """By how much the finished runs took longer than expected."""
    ratios = [
        cell.outcome.seconds / cell.seconds
        for cell in cells
        if cell.state == "done" and cell.seconds > 0 and cell.outcome is not None and cell.outcome.status == "completed"
    ]
    return median(ratios) if ratios else 1.0
