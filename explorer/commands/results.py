"""What `train` leaves behind: one line, and a JSON file."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from explorer.commands.failures import Exit
from explorer.commands.text import percent
from explorer.runs.snapshot import Outcome

if TYPE_CHECKING:  # brings torch
    from explorer.commands.training import ReadyRun

_EXITS = {"completed": Exit.COMPLETED, "diverged": Exit.DIVERGED, "interrupted": Exit.INTERRUPTED}


def exit_status(outcome: Outcome) -> Exit:
    """The exit status for an outcome."""
    return _EXITS.get(outcome.status, Exit.FAILED)


def line(run: ReadyRun, outcome: Outcome) -> str:
    """A run's result in one line."""
    dataset = run.session.spec.training.dataset
    parts = [
        f"{run.name} on {dataset}: {outcome.status} after {outcome.steps:,} steps in {outcome.seconds:.1f} s",
        f"train accuracy {percent(outcome.train_accuracy)}",
        f"test accuracy {percent(outcome.test_accuracy)}",
        f"run {run.run_id}",
    ]
    if outcome.message:
        parts.insert(1, outcome.message.rstrip("."))
    return " · ".join(parts)


def as_data(run: ReadyRun, outcome: Outcome) -> dict[str, Any]:
    """A run's result as JSON-ready data; accuracies 0 … 1, null before the first finished epoch."""
    return {
        **asdict(outcome),
        "run_id": run.run_id,
        "name": run.name,
        "parameters": run.session.graph.parameters,
        "skips_on": run.session.graph.enabled,
        "spec": run.session.spec.to_dict(),
    }
