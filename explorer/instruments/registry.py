"""What an instrument is, and the instruments there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from torch import Tensor

from explorer.instruments.context import StepContext
from explorer.registry import Registry


@dataclass(frozen=True, kw_only=True)
class Instrument:
    """One number per weighted layer, at every step.

    `formula` and `unit` are for axes, `healthy` says in numbers what good looks like, `limits` what the
    instrument cannot show, `source` where the definition or the rule comes from. `measure` gives float32
    (L,) on the device, in the order of the graph's `layers`, without waiting for the device.
    """

    name: str
    title: str
    formula: str
    unit: str
    healthy: str
    limits: str
    source: str
    measure: Callable[[StepContext], Tensor]


INSTRUMENTS: Registry[Instrument] = Registry("instrument", "explorer.instruments")
