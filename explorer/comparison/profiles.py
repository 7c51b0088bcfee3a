"""Gradient profiles of several runs: at step 0 and at the end, and how first and last layers compare."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.runs.snapshot import Floats

ENDS = 3
"""Layers at either end whose mean the ratio compares."""
RATIO_WORDS = f"mean of the first {ENDS} layers / mean of the last {ENDS}"


@dataclass(frozen=True)
class Profile:
    """What an instrument measured in each layer, at the first and the last step; both (layers,)."""

    run_id: str
    first: Floats
    last: Floats


def end_ratio(profile: Floats) -> float:
    """Mean over the first three layers divided by the mean over the last three: near 1 a healthy gradient, small a
    vanishing one, large an exploding one. NaN where the last layers have none."""
    if not len(profile):
        return float("nan")
    ends = min(ENDS, max(1, len(profile) // 2))
    values = np.asarray(profile, np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(np.float64(values[:ends].mean()) / values[-ends:].mean())
