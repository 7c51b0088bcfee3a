"""Numbers as the read-outs and axes write them."""

from __future__ import annotations

import math

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


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


def duration(seconds: float) -> str:
    """A time of training: 12.34 s, 4:05, 2:03:10."""
    if seconds < 60:
        return f"{round(seconds, 2):g} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
