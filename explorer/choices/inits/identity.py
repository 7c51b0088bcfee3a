"""The identity inside the weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.choices.init import INITS, Init, zero_bias
from explorer.choices.inits import he

if TYPE_CHECKING:
    from torch import Generator, Tensor, nn

    from explorer.choices.init import DrawBias, DrawWeight

DRAWN = 0.1
"""Share of the random part, as in the paper (section 3: a = 1, b = 0.1, rows of norm 1)."""


def _weight(weight: Tensor, generator: Generator) -> None:
    """Dirac kernel plus 0.1 times random rows of norm 1."""
    import torch
    from torch import nn

    if weight.ndim < 3:
        raise ValueError("only convolutions have a Dirac kernel")
    nn.init.normal_(weight, generator=generator)
    rows = weight.flatten(1)
    rows /= rows.norm(dim=1, keepdim=True)
    dirac = torch.empty_like(weight)
    nn.init.dirac_(dirac)
    weight.mul_(DRAWN).add_(dirac)


def _rules(layer: nn.Module) -> tuple[DrawWeight, DrawBias]:
    """Convolutions without groups; other layers as under He init."""
    from torch import nn

    plain = isinstance(layer, nn.Conv1d | nn.Conv2d | nn.Conv3d) and layer.groups == 1
    return (_weight, zero_bias) if plain else he.rules(layer)


IDENTITY = INITS.register(
    Init(
        name="identity",
        title="Identity init",
        phrase="identity init",
        short="identity",
        about="Identity (Dirac) kernels plus a random part a tenth as large: a skip inside the weights "
        "(Zagoruyko & Komodakis 2017, arXiv 1706.00388)",
        structured=True,
        rules=_rules,
    )
)
