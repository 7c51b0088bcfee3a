"""The learning rate falls to 0 along half a cosine."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from explorer.choices.schedule import SCHEDULES, Schedule

if TYPE_CHECKING:
    from explorer.runs.spec import TrainingSpec


def _factor(spec: TrainingSpec, step: int, total_steps: int) -> float:
    """Equation 5 of the paper, over the steps after the warm-up."""
    done = max(0, step - spec.warmup) / max(1, total_steps - spec.warmup)
    return 0.5 * (1 + math.cos(math.pi * done))


COSINE = SCHEDULES.register(
    Schedule(
        name="cosine",
        title="Cosine decay",
        about="Half a cosine from the learning rate to 0 (Loshchilov & Hutter 2017, arXiv 1608.03983)",
        factor=_factor,
    )
)
