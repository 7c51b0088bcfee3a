"""Figures of lessons as people read them: one way in the window, in the table of a check, and in the guide."""

from __future__ import annotations

import math
from collections.abc import Sequence

from explorer.lessons.measures import MEASURES
from explorer.wording import tr


def titled(measure: str, at: int | None = None) -> str:
    """What is measured, and at which step."""
    title = tr(MEASURES[measure].title)
    return title if at is None else tr("{title} at step {at:,}", title=title, at=at)


def written(value: float, measure: str) -> str:
    """A measure's value with its unit."""
    return span(value, value, measure)


def span(low: float, high: float, measure: str) -> str:
    """A range of a measure with its unit."""
    unit = MEASURES[measure].unit
    ends = list(dict.fromkeys(_number(end, unit) for end in (low, high)))
    unit = unit.removesuffix("s") if ends in (["1"], ["−1"]) else unit
    numbers = tr("{low} to {high}", low=ends[0], high=ends[1]) if len(ends) > 1 else ends[0]
    return f"{numbers} {tr(unit)}".strip() if unit else numbers


def quoted(value: float, unit: str) -> str:
    """A published value, with the digits that it is given with."""
    number = tr("{count} billion", count=f"{value / 1e9:g}") if value >= 1e9 else f"{value:g}"
    return f"{number} {tr(unit)}" if unit else number


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
        return tr("{count} billion", count=f"{value / 1e9:.4g}")
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    if abs(value) >= 10 or unit in ("%", "points"):
        return f"{value:.1f}".removesuffix(".0")
    return f"{value:.4g}" if unit == "nats" else f"{value:.3g}"
