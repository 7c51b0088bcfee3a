"""Which runs can be resumed, and why others cannot: told from their record, without torch."""

from __future__ import annotations

from dataclasses import replace

from explorer.runs.rows import RunRow
from explorer.runs.snapshot import Outcome
from explorer.runs.spec import RunSpec

TOGETHER = (
    "The run was trained together with others, as one network: alone its numbers would be rounded otherwise. Train it "
    "anew, alone or in its sweep."
)
"""Why such a run is neither resumed nor forked."""


class ContinueError(ValueError):
    """A run that cannot be resumed or forked as asked; the message says why and what to do."""


def no_resuming(outcome: Outcome | None, spec: RunSpec, epochs: int | None = None) -> str:
    """Why a run cannot be resumed, to `epochs` in all (None: as planned); empty where it can."""
    if outcome is None or _not_ended(outcome.status):
        return _not_ended("running" if outcome is None else outcome.status)
    if spec.training.together > 1:
        return TOGETHER
    planned, steps = spec.training.epochs, spec.training.max_steps
    if steps and (outcome.status == "completed" or epochs not in (None, planned)):
        return f"The run ends after {steps:,} steps, whatever its epochs are. Fork it to train on."
    if outcome.status == "completed" and (epochs is None or epochs <= planned):
        return f"The run is complete. Choose more than its {planned} epochs to train it longer."
    if epochs is not None and epochs < planned:
        return f"Epochs are {epochs}; allowed: at least {planned}, the epochs of this run."
    return ""


def no_resuming_row(row: RunRow) -> str:
    """Why a listed run cannot be resumed, or made longer where it is complete; empty where it can."""
    if row.problem:
        return "The run is damaged."
    if _together(row):
        return TOGETHER
    if row.status == "completed":
        steps = row.settings.get("max_steps")
        return f"The run has done the {steps:,} steps that it was asked for. Fork it to train on." if steps else ""
    return _not_ended(row.status)


def no_forking_row(row: RunRow) -> str:
    """Why a listed run cannot be forked; empty where it can."""
    if row.problem:
        return "The run is damaged."
    if row.status == "running":
        return _not_ended(row.status)
    return TOGETHER if _together(row) else ""


def _together(row: RunRow) -> bool:
    return bool(row.settings.get("together", 1) != 1)


def _not_ended(status: str) -> str:
    if status == "running":
        return "The run is training. Stop it first."
    if status == "diverged":
        return "The run diverged, and would again. Fork it from an earlier step with another learning rate."
    return ""


def with_epochs(spec: RunSpec, epochs: int | None) -> RunSpec:
    """The settings with another number of epochs; None: the same."""
    return spec if epochs is None else replace(spec, training=replace(spec.training, epochs=epochs))
