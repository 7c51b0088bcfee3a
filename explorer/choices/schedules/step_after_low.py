"""The learning rate starts low, then falls in two steps: the paper's recipe for 110 layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.choices.schedule import SCHEDULES, Schedule
from explorer.choices.schedules.step import STEP

if TYPE_CHECKING:
    from explorer.runs.spec import TrainingSpec

LOW_STEPS = 400


def _factor(spec: TrainingSpec, step: int, total_steps: int) -> float:
    low = not spec.warmup and step < LOW_STEPS
    return 0.1 if low else STEP.factor(spec, step, total_steps)


STEP_AFTER_LOW = SCHEDULES.register(
    Schedule(
        name="step-after-low",
        title="Step decay after a low start",
        about="A tenth of the learning rate for the first 400 steps where no warm-up is set, then step decay: the "
        "paper's recipe for ResNet-110 (He et al. 2015, section 4.2)",
        factor=_factor,
    )
)
