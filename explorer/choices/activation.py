"""What an activation function is, and the functions there are."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.registry import Registry

if TYPE_CHECKING:
    from torch import nn

    from explorer.runs.spec import NetworkSpec

RELU_GAIN = math.sqrt(2)


@dataclass(frozen=True, kw_only=True)
class Activation:
    """`title` names it in menus, `phrase` in sentences, `about` is a line on it for tooltips and help.

    `make(slope)` gives the module; it imports torch itself. `gain(slope)` is 1/√E[φ(z)²] for z ~ N(0, 1): weights of
    variance gain²/fan-in keep the second moment of what they are given (He et al. 2015, arXiv 1502.01852, for ReLU and
    leaky ReLU). `sloped`: it heeds the slope of negative inputs.
    """

    name: str
    title: str
    phrase: str
    about: str
    make: Callable[[float], nn.Module]
    gain: Callable[[float], float]
    sloped: bool = False


ACTIVATIONS: Registry[Activation] = Registry(
    "activation", "explorer.choices.activations", first=("relu", "leaky-relu", "tanh", "gelu", "silu"),
    without=("torch",),
)  # fmt: skip


def gain(network: NetworkSpec) -> float:
    """What initial weights are scaled by for the network's activation: √2 for ReLU."""
    return ACTIVATIONS[network.activation].gain(network.slope)


def phrase(network: NetworkSpec) -> str:
    """The activation in a sentence: "ReLU", "leaky ReLU 0.2"."""
    activation = ACTIVATIONS[network.activation]
    return f"{activation.phrase} {network.slope:g}" if activation.sloped else activation.phrase
