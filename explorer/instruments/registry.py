"""What an instrument is, and the instruments there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from torch import Tensor

from explorer.registry import Registry
from explorer.runs.snapshot import Per

Place = Literal["step", "gradients", "response", "activation", "output-gradient", "junction", "fork"]


@dataclass(frozen=True, kw_only=True)
class Instrument:
    """What is measured, at every step or by probes on a schedule, and how to read it.

    `at` says where, and with it what `measure` is given; all of it stays on the device and is not waited for:

    - "step": a StepContext, at every step → float32 (L,), in the order of the graph's `layers`.
    - "gradients": a StepContext, on the schedule → float32 (L, BINS).
    - "response", "activation": the tensor (N, C, …) behind a layer in a probe's forward pass → a scalar. The response
      is taken after the norm that follows the layer, where one does, before activation and addition; the activation
      after the first activation function that follows.
    - "output-gradient": the gradient (N, C, …) of the probe's mean loss with respect to a layer's output → a scalar.
    - "junction": residual branch and shortcut as they are added, after their gates → a scalar per skip.
    - "fork": the gradients that come back to the skip's fork by its shortcut and by its residual branch → a scalar
      per skip.

    Readings are never negative, so that ABSENT (runs.snapshot) can say that there is nothing to measure.
    `formula` and `unit` are for axes, `healthy` says in numbers what good looks like, `limits` what the
    instrument cannot show, `source` where the definition or the rule comes from. `scale` is "linear" for shares
    (0 … 1) and "log" for magnitudes; `guide` a value worth a line on the plot.
    """

    name: str
    title: str
    formula: str
    unit: str
    healthy: str
    limits: str
    source: str
    measure: Callable[..., Tensor]
    at: Place = "step"
    scale: Literal["log", "linear"] = "log"
    guide: float | None = None

    @property
    def per(self) -> Per:
        """What a reading's columns are: the graph's `layers`, its `skips`, or bins of each layer in turn."""
        return "skip" if self.at in ("junction", "fork") else "bins" if self.at == "gradients" else "layer"


INSTRUMENTS: Registry[Instrument] = Registry("instrument", "explorer.instruments")


def at(*places: Place) -> tuple[Instrument, ...]:
    """The instruments that measure at one of these places, in order of registration."""
    return tuple(instrument for instrument in INSTRUMENTS if instrument.at in places)
