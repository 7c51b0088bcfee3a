"""One training step taken apart: its phases, and what each of them gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from explorer.runs.snapshot import Floats

Phase = Literal["forward", "loss", "backward", "update"]
PHASES: tuple[Phase, ...] = get_args(Phase)
"""In the order in which a step goes through them."""


@dataclass(frozen=True)
class PhaseValues:
    """What is known once `phase` of step `step` is done, as it was in that very step.

    `values` has one reading for each of the graph's `layers`, float32 (L,), ABSENT where there is none: after forward
    and loss the RMS of the layer's output, after backward the RMS of the loss's gradient with respect to that output,
    after the update ‖Δw‖/‖w‖. `loss` and `accuracy` are the batch's, None before they are computed.
    """

    step: int
    phase: Phase
    values: Floats
    loss: float | None = None
    accuracy: float | None = None


@dataclass(frozen=True, eq=False)
class PhaseDone:
    """A phase of one run's step is done; the engine holds until the next command."""

    run_id: str
    found: PhaseValues
