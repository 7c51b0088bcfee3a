"""Numbers and lists as sentences have them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from explorer.choices.family import resolve
from explorer.runs.spec import NetworkSpec


def brief(number: float) -> str:
    """Two digits: 0.012, 7.3, 160, 1.7e3, 2.8e-6."""
    if number == 0 or not math.isfinite(number):
        return {math.inf: "∞", -math.inf: "−∞"}.get(number, "0" if number == 0 else "not a number")
    mantissa, exponent = f"{number:.1e}".split("e")
    if -3 < int(exponent) < 3:
        return f"{float(f'{number:.2g}'):g}"
    return f"{mantissa.removesuffix('.0')}e{int(exponent)}"


def decimals(number: float) -> str:
    """Two decimals, without a zero's sign: 0.82, −0.04."""
    return f"{round(float(number), 2) + 0.0:.2f}".replace("-", "−")


def spread(numbers: Sequence[float]) -> str:
    """ " (1.2e3 to 2e3)" of several numbers, nothing of one."""
    return f" ({brief(min(numbers))} to {brief(max(numbers))})" if len(numbers) > 1 else ""


def has_norms(spec: NetworkSpec) -> bool:
    """Whether the network's design heeds `spec.norm`."""
    return not spec.source and "norm" in resolve(spec.name)[0].options
