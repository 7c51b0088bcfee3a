"""Figures of runs as people read them: the same number is written the same way wherever it stands."""

from __future__ import annotations


def percent(share: float | None) -> str:
    """An accuracy or another share of 1: 0.973 → "97.3 %"; a dash where there is none."""
    return "–" if share is None else f"{100 * share:.1f} %"


def step_range(steps: int) -> str:
    """The steps of a run that has done this many, counted from 0: 276 → "0–275"."""
    return f"0–{steps - 1:,}"
