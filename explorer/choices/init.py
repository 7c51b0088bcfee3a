"""What a rule for initial weights is, and the rules there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.registry import Registry

if TYPE_CHECKING:
    from torch import Generator, Tensor, nn

    DrawWeight = Callable[[Tensor, Generator], object]
    DrawBias = Callable[[Tensor, Tensor, Generator], object]
    """Sets the bias, given the weight too."""
    Rules = Callable[[nn.Module], tuple[DrawWeight, DrawBias]]


@dataclass(frozen=True, kw_only=True)
class Init:
    """`title` names it in menus, `phrase` in sentences, `short` in legends; `about` is a line for tooltips and help.

    `rules(layer)` gives how a convolution's or linear layer's weight and bias are drawn, in place; it imports torch
    itself. None: the network's own code draws them. `placed(module)` gives layers rules of their own, by name, where it
    matters where a layer lies. `follows`: weights of convolutions are scaled to the gain of the network's activation;
    the rule itself is for ReLU. `structured`: it is more than a variance; the init X-ray shows it where a network has
    it.
    """

    name: str
    title: str
    phrase: str
    short: str
    about: str
    rules: Rules | None
    placed: Callable[[nn.Module], Mapping[str, Rules]] | None = None
    follows: bool = False
    structured: bool = False


INITS: Registry[Init] = Registry(
    "init",
    "explorer.choices.inits",
    first=("he", "xavier", "pytorch", "own", "identity", "delta-orthogonal", "looks-linear", "fixup"),
    without=("torch",),
)


def zero_bias(bias: Tensor, weight: Tensor, generator: Generator) -> None:
    """Start at 0."""
    bias.zero_()
