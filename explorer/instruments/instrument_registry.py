"""What an instrument is, and the instruments there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Literal

from torch import Tensor

from explorer.instruments.context import StepContext
from explorer.instruments.curvature import Curvature
from explorer.registry import Registry
from explorer.runs.snapshot import Per, Scale

Place = Literal[
    "step",
    "gradients",
    "weights",
    "response",
    "activation",
    "output-gradient",
    "junction",
    "fork",
    "block",
    "tokens",
    "curvature",
]


@dataclass(frozen=True, kw_only=True)
class Instrument:
    """What is measured, and how to read it. There is a class for each place where instruments listen.

    `measure` is given what there is at that place; all of it stays on the device and is not waited for. Readings of
    layers and skips are never negative, so that ABSENT (runs.snapshot) can say that there is nothing to measure. `per`
    is what a reading's columns are: the graph's `layers`, its `skips`, bins of each layer in turn, or the whole
    network; `where` tells people of the place.

    `needs` names what a network must have for that, empty where every network has it.

    `formula` and `unit` are for axes, `healthy` says in numbers what good looks like, `limits` what the
    instrument cannot show, `source` where the definition or the rule comes from. `scale` is "linear" for shares
    (0–1) and "log" for magnitudes; `guide` a value worth a line on the plot; `bins` what a histogram's bins are.
    """

    at: ClassVar[Place]
    where: ClassVar[str]
    per: ClassVar[Per] = "layer"
    needs: ClassVar[str] = ""

    name: str
    title: str
    formula: str
    unit: str
    healthy: str
    limits: str
    source: str
    measure: Callable[..., Tensor]
    scale: Literal["log", "linear"] = "log"
    guide: float | None = None
    bins: Scale = "decades"


@dataclass(frozen=True, kw_only=True)
class StepInstrument(Instrument):
    """Reads every step: float32 (L,), in the order of the graph's `layers`."""

    at = "step"
    where = "each step, of the training batch's gradient and the update"
    measure: Callable[[StepContext], Tensor]


@dataclass(frozen=True, kw_only=True)
class GradientInstrument(Instrument):
    """Reads a step's gradients, on the schedule of probes: float32 (L, BINS)."""

    at = "gradients"
    where = "probes, of the training batch's gradient"
    per = "bins"
    measure: Callable[[StepContext], Tensor]


@dataclass(frozen=True, kw_only=True)
class WeightInstrument(Instrument):
    """Reads the weights before a step's update, on the schedule of probes: float32 (L, BINS)."""

    at = "weights"
    where = "probes, of the weights before the update"
    per = "bins"
    measure: Callable[[StepContext], Tensor]


@dataclass(frozen=True, kw_only=True)
class ActivationInstrument(Instrument):
    """Reads the tensor (N, C, …) behind the first activation function that follows a layer: a scalar."""

    at = "activation"
    where = "probes, behind each layer's activation function"
    needs = "activation functions"
    measure: Callable[[Tensor], Tensor]


@dataclass(frozen=True, kw_only=True)
class ActivationHistogram(ActivationInstrument):
    """Reads the same tensor: float32 (BINS,)."""

    per = "bins"


@dataclass(frozen=True, kw_only=True)
class ResponseInstrument(Instrument):
    """Reads the tensor (N, C, …) behind the norm that follows a layer, or the layer where none does, before activation
    and addition: a scalar."""

    at = "response"
    where = "probes, behind each layer's norm and before its activation function"
    measure: Callable[[Tensor], Tensor]


@dataclass(frozen=True, kw_only=True)
class OutputGradientInstrument(Instrument):
    """Reads the gradient (N, C, …) of a probe's mean loss with respect to a layer's output: a scalar."""

    at = "output-gradient"
    where = "probes, at each layer's output"
    measure: Callable[[Tensor], Tensor]


@dataclass(frozen=True, kw_only=True)
class JunctionInstrument(Instrument):
    """Reads residual branch and shortcut as they are added, after their gates: a scalar per skip."""

    at = "junction"
    where = "probes, where the branches of each block are joined"
    needs = "skip that is on and adds"
    per = "skip"
    measure: Callable[[Tensor, Tensor], Tensor]


@dataclass(frozen=True, kw_only=True)
class ForkInstrument(Instrument):
    """Reads the gradients that come back to a skip's fork by its shortcut and by its residual branch: a scalar per
    skip."""

    at = "fork"
    where = "probes, where the branches of each block part"
    needs = "skips"
    per = "skip"
    measure: Callable[[Tensor, Tensor], Tensor]


@dataclass(frozen=True, kw_only=True)
class BlockInstrument(Instrument):
    """Reads the tensor (N, …) that leaves a block, behind its addition and before any norm or activation: a scalar per
    skip. Where the skip is off, that is the residual branch alone."""

    at = "block"
    where = "probes, behind each block's addition"
    needs = "skips"
    per = "skip"
    measure: Callable[[Tensor], Tensor]


@dataclass(frozen=True, kw_only=True)
class TokenInstrument(Instrument):
    """Reads what leaves a block as BlockInstrument does, where it is made of tokens: (N, …, features), a scalar per
    skip. It is where a linear layer of the network gives a tensor of the same shape, with more than one token."""

    at = "tokens"
    where = "probes, behind each addition of a transformer"
    needs = "tokens"
    per = "skip"
    measure: Callable[[Tensor], Tensor]


@dataclass(frozen=True, kw_only=True)
class CurvatureInstrument(Instrument):
    """Reads the curvature of a probe's mean loss, at step 0 and every `sharpness_every` steps where a run has that
    setting: a number of either sign for the whole network; NaN where it is not measured. May wait for the device."""

    at = "curvature"
    where = "steps between which are as many as a setting says, of the probe's images"
    per = "network"
    measure: Callable[[Curvature], Tensor]


INSTRUMENTS: Registry[Instrument] = Registry("instrument", "explorer.instruments")


def at(*places: Place) -> tuple[Instrument, ...]:
    """The instruments that measure at one of these places, in order of registration."""
    return tuple(instrument for instrument in INSTRUMENTS if instrument.at in places)
