"""Orthogonal matrices at the center of each kernel."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from explorer.choices.init import INITS, Init, zero_bias
from explorer.choices.inits import he

if TYPE_CHECKING:
    from torch import Generator, Tensor, nn

    from explorer.choices.init import DrawBias, DrawWeight


def delta_orthogonal(weight: Tensor, generator: Generator) -> None:
    """√2 times an orthogonal matrix (rows or columns orthonormal) at the center of the kernel, zeros around it."""
    import torch
    from torch import nn

    matrix = torch.empty(weight.shape[:2], device=weight.device)
    nn.init.orthogonal_(matrix, gain=math.sqrt(2), generator=generator)
    weight.zero_()
    center = weight
    for size in weight.shape[2:]:
        center = center.select(2, size // 2)
    center.copy_(matrix)


def _rules(layer: nn.Module) -> tuple[DrawWeight, DrawBias]:
    """Convolutions without groups; other layers as under He init."""
    from torch import nn

    plain = isinstance(layer, nn.Conv1d | nn.Conv2d | nn.Conv3d) and layer.groups == 1
    return (delta_orthogonal, zero_bias) if plain else he.rules(layer)


DELTA_ORTHOGONAL = INITS.register(
    Init(
        name="delta-orthogonal",
        title="Delta-orthogonal init",
        phrase="delta-orthogonal init",
        short="delta-orthogonal",
        about="The gain times an orthogonal matrix at the center of each kernel, zeros around it "
        "(Xiao et al. 2018, arXiv 1806.05393)",
        structured=True,
        rules=_rules,
        follows=True,
    )
)
