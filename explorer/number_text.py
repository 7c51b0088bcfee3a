"""Numbers as people read them: the same number is written the same way wherever it stands."""

from __future__ import annotations

import math

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_SCALES = ((1e9, "G"), (1e6, "M"), (1e3, "k"))


def percent(share: float | None, decimals: int = 1) -> str:
    """An accuracy or another share of 1: 0.973 → "97.3 %"; a dash where there is none."""
    return "–" if share is None else f"{100 * share:.{decimals}f} %"


def step_range(steps: int) -> str:
    """The steps of a run that has done this many, counted from 0: 276 → "0–275"."""
    return f"0–{steps - 1:,}"


def figure(value: float) -> str:
    """Four significant digits: 1.532, 0.0412, 2.6e4, 0, NaN, ∞."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if value == 0:
        return "0"
    size = abs(value)
    if size < 1e-3 or size >= 1e4:
        digits, exponent = f"{value:.2e}".split("e")
        return f"{digits}e{int(exponent)}".replace("-", "−")
    return f"{value:#.4g}".rstrip(".").replace("-", "−")


def power_of_ten(exponent: float) -> str:
    """A log axis' label: plain from 0.001 to 1000, else a power such as 10⁻⁷."""
    if -3 <= exponent <= 3:
        return f"{10.0**exponent:g}"
    return "10" + f"{round(exponent)}".translate(_SUPERSCRIPTS)


def si(number: float) -> str:
    """A count in three figures with its SI prefix: 40551040 → "40.6M"."""
    for scale, prefix in _SCALES:
        if number >= scale:
            return f"{number / scale:.3g}{prefix}"
    return f"{number:.0f}"


def size(count: int) -> str:
    """Bytes for people: 170498071 → "170 MB"."""
    short = si(count)
    return f"{short} B" if short.isdecimal() else f"{short[:-1]} {short[-1]}B"


def time_elapsed(seconds: float) -> str:
    """A time of training: 12.34 s, 4:05, 2:03:10."""
    if seconds < 60:
        return f"{round(seconds, 2):g} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def time_left(seconds: float) -> str:
    """A time for people: "8 s", "2:05 min", "3:20 h"."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60}:{whole % 60:02} min"
    return f"{whole // 3600}:{whole % 3600 // 60:02} h"


def number(value: float) -> str:
    """A figure for people: 0.0123, 37, 3.1e-9."""
    if value == 0 or 1e-3 <= abs(value) < 1e4 or not math.isfinite(value):
        return f"{value:.3g}" if abs(value) < 1000 or not math.isfinite(value) else f"{value:,.0f}"
    mantissa, exponent = f"{value:.1e}".split("e")
    return f"{mantissa}e{int(exponent)}"


def nats(loss: float) -> str:
    """A loss for people: 2.303, 190, 0.0014."""
    return f"{loss:.3f}" if 0.1 <= loss < 10 else number(loss)
