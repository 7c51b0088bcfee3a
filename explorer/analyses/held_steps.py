"""The steps of a run for which its weights are stored as a checkpoint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from explorer.runs.analysis import Setting
from explorer.runs.store import RunStore

STEP = Setting(
    name="step",
    title="Stored step",
    about="Analyze the network before this step, too, or at the nearest step whose weights are stored as a checkpoint. "
    "0: at initialization and as trained alone.",
    default=0,
    low=0,
    high=1_000_000_000,
)


@dataclass(frozen=True)
class Held:
    """A run's network as it was before `step`: the file of its checkpoint, and its gates."""

    step: int
    checkpoint: Path
    gates: Mapping[str, float]


def held_of(store: RunStore, run_id: str) -> tuple[Held, ...]:
    """The checkpoints of a stored run behind step 0; StoreError where it cannot be read."""
    found = [checkpoint for checkpoint in store.checkpoints.of(run_id) if checkpoint.step]
    run = store.record(run_id) if found else None
    return tuple(Held(each.step, each.path, run.gates(each.step)) for each in found if run is not None)


def nearest(held: Sequence[Held], step: int) -> Held | None:
    """The one nearest to a step, the earlier of two; None where there is none."""
    return min(held, key=lambda each: (abs(each.step - step), each.step), default=None)
