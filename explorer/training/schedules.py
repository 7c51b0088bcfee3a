"""The learning rate at each step, in closed form."""

from __future__ import annotations

from explorer.choices.schedule import SCHEDULES
from explorer.runs.spec import TrainingSpec


def learning_rate(spec: TrainingSpec, step: int, total_steps: int) -> float:
    """The learning rate of `step` (0 … total_steps − 1): a linear ramp over `spec.warmup` steps, times the schedule.

    The ramp reaches the full rate at step warmup − 1 (Goyal et al. 2017, arXiv 1706.02677, section 2.2).
    """
    ramp = min(1.0, (step + 1) / spec.warmup) if spec.warmup else 1.0
    return spec.lr * ramp * SCHEDULES[spec.schedule].factor(spec, step, total_steps)
