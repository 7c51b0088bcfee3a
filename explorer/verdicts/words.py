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
