"""Which runs can be resumed, and why others cannot: told from their record, without torch."""

from __future__ import annotations

from dataclasses import replace

from explorer.runs.snapshot import Outcome
from explorer.runs.spec import RunSpec


class ContinueError(ValueError):
    """A run that cannot be resumed or forked as asked; the message says why and what to do."""


def no_resuming(outcome: Outcome | None, spec: RunSpec, epochs: int | None = None) -> str:
    """Why a run cannot be resumed, to `epochs` in all (None: as planned); empty where it can."""
    if outcome is None or outcome.status == "running":
        return "The run is training. Stop it first."
    if outcome.status == "diverged":
        return "The run diverged, and would again. Fork it from an earlier step with another learning rate."
    planned = spec.training.epochs
    if outcome.status == "completed" and (epochs is None or epochs <= planned):
        return f"The run is complete. Choose more than its {planned} epochs to train it longer."
    if epochs is not None and epochs < planned:
        return f"Epochs are {epochs}; allowed: at least {planned}, the epochs of this run."
    return ""


def with_epochs(spec: RunSpec, epochs: int | None) -> RunSpec:
    """The settings with another number of epochs; None: the same."""
    return spec if epochs is None else replace(spec, training=replace(spec.training, epochs=epochs))
