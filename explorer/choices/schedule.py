"""What a learning rate schedule is, and the schedules there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.registry import Registry

if TYPE_CHECKING:
    from explorer.runs.spec import TrainingSpec


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """`title` is its name for people, `about` a line on it for tooltips and help.

    `factor(spec, step, total_steps)` is what the learning rate of `step` (0 … total_steps − 1) is multiplied by; the
    warm-up comes on top.
    """

    name: str
    title: str
    about: str
    factor: Callable[[TrainingSpec, int, int], float]


SCHEDULES: Registry[Schedule] = Registry(
    "schedule", "explorer.choices.schedules", first=("constant", "step", "step-after-low", "cosine"), without=("torch",)
)


def learning_rate(spec: TrainingSpec, step: int, total_steps: int) -> float:
    """The learning rate of `step` (0 … total_steps − 1): a linear ramp over `spec.warmup` steps, times the schedule.

    The ramp reaches the full rate at step warmup − 1 (Goyal et al. 2017, arXiv 1706.02677, section 2.2).
    """
    ramp = min(1.0, (step + 1) / spec.warmup) if spec.warmup else 1.0
    return spec.lr * ramp * SCHEDULES[spec.schedule].factor(spec, step, total_steps)
