"""The learning rate at each step, in closed form."""

from __future__ import annotations

import math

from explorer.runs.spec import TrainingSpec


def learning_rate(spec: TrainingSpec, step: int, total_steps: int) -> float:
    """The learning rate of `step` (0 … total_steps − 1): a linear ramp over `spec.warmup` steps, times the schedule.

    The ramp reaches the full rate at step warmup − 1 (Goyal et al. 2017, arXiv 1706.02677, section 2.2).
    """
    ramp = min(1.0, (step + 1) / spec.warmup) if spec.warmup else 1.0
    return spec.lr * ramp * _decay(spec, step, total_steps)


def _decay(spec: TrainingSpec, step: int, total_steps: int) -> float:
    if spec.schedule == "step":
        # He et al. 2015, section 4.2: ×0.1 at 32k and at 48k of 64k steps
        return 0.1 ** ((step >= 0.5 * total_steps) + (step >= 0.75 * total_steps))
    if spec.schedule == "cosine":
        # Loshchilov & Hutter 2017, arXiv 1608.03983, equation 5, over the steps after the warm-up
        done = max(0, step - spec.warmup) / max(1, total_steps - spec.warmup)
        return 0.5 * (1 + math.cos(math.pi * done))
    return 1.0
