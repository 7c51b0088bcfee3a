"""A run's network as it was at one of the steps for which its weights are stored."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from explorer.analyses.held_steps import Held
from explorer.analyses.subject import Subject
from explorer.datasets.batches import Batches
from explorer.engine.commands import Look
from explorer.runs.snapshot import Intervention
from explorer.runs.spec import RunSpec
from explorer.runs.store import RunStore
from explorer.tracing import Network


@dataclass(frozen=True)
class Stored:
    """A network as it was before `step`: from the `weights` that training left, a checkpoint, or as initialized."""

    spec: RunSpec
    step: int
    weights: Path | None
    checkpoint: Path | None
    moved: tuple[Intervention, ...]


def batches_of(spec: RunSpec) -> Batches:
    """A run's data."""
    return Subject(spec).batches()


def stored_for(store: RunStore, wanted: Look) -> Stored:
    """What is stored for the step that a look wants, or the nearest. Step 0 always is: initial weights follow from the
    spec."""
    if not wanted.run_id:
        return Stored(wanted.spec, 0, None, None, ())
    weights = store.weights_path(wanted.run_id)
    at = {checkpoint.step: checkpoint.path for checkpoint in store.checkpoints.of(wanted.run_id)}
    end = wanted.steps if wanted.steps is not None and weights.exists() else 0
    aim = (wanted.steps or 0) if wanted.step is None else wanted.step
    step = min({0, *at, end}, key=lambda each: (abs(each - aim), each))
    final = step == end > 0
    moved = tuple(moved for moved in wanted.moved if moved.step <= step)
    return Stored(wanted.spec, step, weights if final else None, None if final else at.get(step), moved)


def network_of(stored: Stored) -> Network:
    """The network, on its device and in training mode. WeightsError or CheckpointError where that is unreadable."""
    gates = {moved.skip: moved.gate for moved in stored.moved}
    held = None if stored.checkpoint is None else Held(stored.step, stored.checkpoint, gates)
    return Subject(stored.spec, stored.weights, gates).network(held=held)
