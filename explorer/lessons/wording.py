"""Figures of lessons as people read them: one way in the window, in the table of a check, and in the guide."""

from __future__ import annotations

import math
from collections.abc import Sequence

from explorer.lessons.measures import MEASURES


def titled(measure: str, at: int | None = None) -> str:
    """What is measured, and at which step."""
    return MEASURES[measure].title if at is None else f"{MEASURES[measure].title} at step {at:,}"


def written(value: float, measure: str) -> str:
    """A measure's value with its unit."""
    return span(value, value, measure)


def span(low: float, high: float, measure: str) -> str:
    """A range of a measure with its unit."""
    unit = MEASURES[measure].unit
    ends = list(dict.fromkeys(_number(end, unit) for end in (low, high)))
    unit = unit.removesuffix("s") if ends in (["1"], ["−1"]) else unit
    return f"{' to '.join(ends)} {unit}".strip()


def quoted(value: float, unit: str) -> str:
    """A published value, with the digits that it is given with."""
    return f"{f'{value / 1e9:g} billion' if value >= 1e9 else f'{value:g}'} {unit}".strip()


def spread(values: Sequence[float], measure: str) -> str:
    """What several runs gave: their range, and how many of them gave nothing to read."""
    found = [value for value in values if not math.isnan(value)]
    if not found:
        return "not measured"
    missing = "" if len(found) == len(values) else f" ({len(values) - len(found)} of {len(values)} not measured)"
    return span(min(found), max(found), measure) + missing


def _number(value: float, unit: str) -> str:
    return _plain(value, unit).replace("-", "−")


def _plain(value: float, unit: str) -> str:
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    if abs(value) >= 1e9:
        return f"{value / 1e9:.4g} billion"
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    if abs(value) >= 10 or unit in ("%", "points"):
        return f"{value:.1f}".removesuffix(".0")
    return f"{value:.4g}" if unit == "nats" else f"{value:.3g}"
