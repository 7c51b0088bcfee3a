"""He's rule, scaled down in residual branches by how many there are."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from explorer.choices.init import INITS, Init, zero_bias
from explorer.choices.inits import he

if TYPE_CHECKING:
    from torch import Generator, Tensor, nn

    from explorer.choices.init import DrawBias, DrawWeight, Rules

_SHORTCUTS = ("shortcut", "projection", "downsample")


def _zero(weight: Tensor, generator: Generator) -> None:
    weight.zero_()


def _scaled(weight: Tensor, generator: Generator, draw: DrawWeight, factor: float) -> None:
    draw(weight, generator)
    weight.mul_(factor)


def _scaled_rules(layer: nn.Module, factor: float) -> tuple[DrawWeight, DrawBias]:
    draw, bias = he.rules(layer)
    return partial(_scaled, draw=draw, factor=factor), bias


def _placed(module: nn.Module) -> Mapping[str, Rules]:
    """Rules 1 and 2 of section 3: the last convolution of each branch and the classifier start at 0, the others of a
    branch of m layers are scaled by L^(−1/(2m−2)) for L branches. Its scalar biases and multipliers are not added."""
    from torch import nn

    branches = [found for name, block in module.named_modules() if (found := _branch(name, block))]
    rules: dict[str, Rules] = {}
    for layers in branches:
        factor = len(branches) ** (-1 / (2 * len(layers) - 2)) if len(layers) > 1 else 1.0
        rules |= dict.fromkeys(layers[:-1], partial(_scaled_rules, factor=factor))
        rules[layers[-1]] = lambda _layer: (_zero, zero_bias)
    heads = [name for name, layer in module.named_modules() if isinstance(layer, nn.Linear)]
    rules |= dict.fromkeys(heads[-1:], lambda _layer: (_zero, zero_bias))
    return rules


def _branch(name: str, block: nn.Module) -> list[str]:
    """The convolutions of a block's residual branch, in order; none of what is no block with a shortcut."""
    from torch import nn

    if not any(hasattr(block, shortcut) for shortcut in _SHORTCUTS):
        return []
    inside = ((path, layer) for path, layer in block.named_modules() if path.split(".")[0] not in _SHORTCUTS)
    return [f"{name}.{path}" for path, layer in inside if isinstance(layer, nn.Conv2d)]


FIXUP = INITS.register(
    Init(
        name="fixup",
        title="Fixup init",
        phrase="Fixup init",
        short="Fixup",
        about="He init with residual branches scaled down by their number, their last convolution and the classifier "
        "at 0: trains residual networks without norm (Zhang et al. 2019, arXiv 1901.09321)",
        structured=True,
        rules=he.rules,
        placed=_placed,
        follows=True,
    )
)
