"""What `train` and `analyze` leave behind: one line, and a JSON file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.commands.failures import Exit
from explorer.number_text import percent
from explorer.runs.analysis import AnalysisResult
from explorer.runs.snapshot import Outcome
from explorer.verdicts.finding import Finding

if TYPE_CHECKING:  # brings torch
    from explorer.recording.recording import Recording

_EXITS = {"completed": Exit.COMPLETED, "diverged": Exit.DIVERGED, "interrupted": Exit.INTERRUPTED}


def exit_status(outcome: Outcome) -> Exit:
    """The exit status for an outcome."""
    return _EXITS.get(outcome.status, Exit.FAILED)


def line(run: Recording, outcome: Outcome) -> str:
    """A run's result in one line."""
    dataset = run.session.spec.training.dataset
    parts = [
        f"{run.name} on {dataset}: {outcome.status} after {outcome.steps:,} steps in {outcome.seconds:.1f} s",
        f"training accuracy {percent(outcome.train_accuracy)}",
        f"test accuracy {percent(outcome.test_accuracy)}",
        f"run {run.run_id}",
    ]
    if outcome.message:
        parts.insert(1, outcome.message.rstrip("."))
    return " · ".join(parts)


def as_data(run: Recording, outcome: Outcome, findings: Sequence[Finding]) -> dict[str, Any]:
    """A run's result as JSON-ready data; accuracies 0–1, null before the first finished epoch.

    `findings` come first the one that matters most.
    """
    return {
        **asdict(outcome),
        "run_id": run.run_id,
        "name": run.name,
        "parameters": run.session.graph.parameters,
        "skips_on": run.session.graph.enabled,
        "spec": run.session.spec.to_dict(),
        "findings": [asdict(finding) for finding in findings],
    }


def analysis_line(result: AnalysisResult, name: str, run_id: str) -> str:
    """What was asked of what, in one line; `run_id` is empty where nothing is kept."""
    kept = f"kept with run {run_id}" if run_id else "before any training"
    return f"{result.analysis} of {name} · {result.seconds:.1f} s · {kept}"


def analysis_data(result: AnalysisResult, run_id: str) -> dict[str, Any]:
    """An analysis as JSON-ready data, figures included; `run_id` is empty for a network before training."""
    return {"run_id": run_id, **_lists(asdict(result))}


def _lists(data: Any) -> Any:
    if isinstance(data, np.ndarray):
        return data.tolist()
    if isinstance(data, dict):
        return {key: _lists(value) for key, value in data.items()}
    return [_lists(value) for value in data] if isinstance(data, (list, tuple)) else data
