"""Who is asked by an analysis on the command line, and asking with progress and Ctrl-C."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.analyses.asking import ask
from explorer.analyses.held_steps import Held, held_of
from explorer.analyses.subject import WeightsError
from explorer.commands.failures import UsageError
from explorer.commands.interruption import interruptible
from explorer.commands.own import checked
from explorer.commands.progress import share_shown
from explorer.commands.stored import meant
from explorer.runs.spec import RunSpec

if TYPE_CHECKING:
    from rich.console import Console

    from explorer.analyses.analysis_registry import Analysis
    from explorer.runs.analysis import AnalysisResult, Value
    from explorer.runs.store import RunStore


@dataclass(frozen=True)
class Asked:
    """A stored run with its weights, last gates and checkpoints or, with no `run_id`, a network before any training."""

    name: str
    spec: RunSpec
    run_id: str = ""
    weights: Path | None = None
    gates: Mapping[str, float] = field(default_factory=dict)
    held: Callable[[], Sequence[Held]] = tuple


def stored(store: RunStore, text: str) -> Asked:
    """The stored run that `text` means; UsageError, StoreError."""
    row = meant(store, text)
    history = store.history(row.id)
    weights, held = store.weights_path(row.id), partial(held_of, store, row.id)
    return Asked(row.name, history.spec, row.id, weights, history.gates(), held)


def untrained(spec: RunSpec) -> Asked:
    """A network as it begins; a user's model is looked at in a process of its own first (OwnModelError)."""
    if spec.network.source:
        spec = checked(spec)
    return Asked(spec.network.name, spec)


def answered(analysis: Analysis, asked: Asked, settings: Mapping[str, Value], console: Console) -> AnalysisResult:
    """The answer. KeyboardInterrupt after the user's signal; UsageError where weights are needed and not there."""
    with interruptible() as stop, share_shown(console, f"{analysis.title} of {asked.name}") as show:

        def progress(share: float) -> None:
            if stop.requested:
                raise KeyboardInterrupt
            show(share)

        try:
            return ask(
                analysis.name, asked.spec, asked.weights, asked.gates, settings, progress=progress, held=asked.held
            )
        except WeightsError as error:
            raise UsageError(str(error)) from error
