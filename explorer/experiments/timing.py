"""How long a sweep still takes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from statistics import median

from explorer.runs.cells import Cell
from explorer.runs.spec import RunSpec
from explorer.runs.spec_digest import spec_digest

UNKNOWN = -1.0
"""Seconds of a run that cannot be measured."""


def shape_of(spec: RunSpec) -> str:
    """Runs of one shape are expected to take the same time: they differ in the seed, the rate and the like, or are
    trained together, which is not measured."""
    network = replace(spec.network, init="own", zero_gamma=False)
    training = replace(
        spec.training, seed=0, lr=0.1, momentum=0.9, weight_decay=1e-4, schedule="constant", warmup=0, together=1
    )
    return spec_digest(RunSpec(network=network, training=training))


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


def _correction(cells: Iterable[Cell]) -> float:
    """By how much the finished runs took longer than expected."""
    ratios = [
        cell.outcome.seconds / cell.seconds
        for cell in cells
        if cell.state == "done" and cell.seconds > 0 and cell.outcome is not None and cell.outcome.status == "completed"
    ]
    return median(ratios) if ratios else 1.0
