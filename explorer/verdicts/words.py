"""Figures of readings as people read them."""

from __future__ import annotations

import math


def number(value: float) -> str:
    """A figure for people: 0.0123, 37, 3.1e-9."""
    if value == 0 or 1e-3 <= abs(value) < 1e4 or not math.isfinite(value):
        return f"{value:.3g}" if abs(value) < 1000 or not math.isfinite(value) else f"{value:,.0f}"
    mantissa, exponent = f"{value:.1e}".split("e")
    return f"{mantissa}e{int(exponent)}"


def nats(loss: float) -> str:
    """A loss for people: 2.303, 190, 0.0014."""
    return f"{loss:.3f}" if 0.1 <= loss < 10 else number(loss)


def percent(share: float) -> str:
    """0.457 → "46 %"; one decimal near 100 and 0."""
    value = 100 * share
    return f"{value:.1f} %" if 0 < value < 1 or 99 < value < 100 else f"{value:.0f} %"
