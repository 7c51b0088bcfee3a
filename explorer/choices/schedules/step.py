"""The learning rate falls in two steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.choices.schedule import SCHEDULES, Schedule

if TYPE_CHECKING:
    from explorer.runs.spec import TrainingSpec


def _factor(_spec: TrainingSpec, step: int, total_steps: int) -> float:
    return 0.1 ** ((step >= 0.5 * total_steps) + (step >= 0.75 * total_steps))


STEP = SCHEDULES.register(
    Schedule(
        name="step",
        title="Step decay",
        about="A tenth of the learning rate from half of the steps on, a hundredth from three quarters on (He et al. "
        "2015, section 4.2)",
        factor=_factor,
    )
)
