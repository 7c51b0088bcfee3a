"""Mirrored weights, with which a ReLU network starts as a linear one."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from explorer.choices.init import INITS, Init, zero_bias
from explorer.choices.inits.delta_orthogonal import delta_orthogonal

if TYPE_CHECKING:
    from torch import Generator, Tensor, nn

    from explorer.choices.init import DrawBias, DrawWeight


def _mirrored(weight: Tensor, generator: Generator) -> None:
    """[[A, −A], [−A, A]] with an orthogonal A (of norm 1) at the center of the kernel: relu(y) and relu(−y), of the
    layer before, are put together to y again. An odd number of inputs, such as images, is not mirrored, nor is an odd
    number of outputs."""
    import torch

    outputs, inputs = weight.shape[:2]
    rows, columns = outputs // 2 if outputs % 2 == 0 else outputs, inputs // 2 if inputs % 2 == 0 else inputs
    part = torch.empty((rows, columns, *weight.shape[2:]), device=weight.device)
    delta_orthogonal(part, generator)
    part /= math.sqrt(2)
    mirrored = torch.cat((part, -part), dim=1) if columns < inputs else part
    weight.copy_(torch.cat((mirrored, -mirrored)) if rows < outputs else mirrored)


def _scores(weight: Tensor, generator: Generator) -> None:
    """[A, −A], whose outputs are class scores and not mirrored, with PyTorch's default variance."""
    import torch
    from torch import nn

    outputs, inputs = weight.shape
    columns = inputs // 2 if inputs % 2 == 0 else inputs
    part = torch.empty((outputs, columns), device=weight.device)
    nn.init.kaiming_uniform_(part, a=math.sqrt(5), generator=generator)
    weight.copy_(torch.cat((part, -part), dim=1) if columns < inputs else part)


def _rules(layer: nn.Module) -> tuple[DrawWeight, DrawBias]:
    from torch import nn

    from explorer.choices.inits import he

    if isinstance(layer, nn.Linear):
        return _scores, zero_bias
    plain = isinstance(layer, nn.Conv1d | nn.Conv2d | nn.Conv3d) and layer.groups == 1
    return (_mirrored, zero_bias) if plain else he.rules(layer)


LOOKS_LINEAR = INITS.register(
    Init(
        name="looks-linear",
        title="Looks-linear init",
        phrase="looks-linear init",
        short="looks-linear",
        about="Mirrored orthogonal weights: a ReLU network without norm starts as a linear one "
        "(Balduzzi et al. 2017, arXiv 1702.08591)",
        structured=True,
        rules=_rules,
    )
)
