"""He's rule, for layers that a ReLU follows."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

from explorer.choices.init import INITS, Init, zero_bias
from explorer.choices.inits.pytorch import default_rules

if TYPE_CHECKING:
    from torch import Generator, Tensor, nn

    from explorer.choices.init import DrawBias, DrawWeight


def _normal(weight: Tensor, generator: Generator) -> None:
    """Normal with variance 2/fan_in (He et al. 2015, arXiv 1502.01852, equation 10)."""
    from torch import nn

    nn.init.kaiming_normal_(weight, mode="fan_in", nonlinearity="relu", generator=generator)


def _transposed(weight: Tensor, generator: Generator, groups: int, strides: int) -> None:
    """As `_normal`: an output of a transposed convolution sums inputs/groups · kernel / strides products on average."""
    from torch import nn

    fan_in = weight.shape[0] / groups * weight[0, 0].numel() / strides
    nn.init.normal_(weight, 0, math.sqrt(2 / fan_in), generator=generator)


def rules(layer: nn.Module) -> tuple[DrawWeight, DrawBias]:
    """A linear layer (the classifier) keeps PyTorch's default, as in torchvision's ResNets: no ReLU follows it.

    With He's variance there too the first loss of ResNet-56 is 4–8 instead of 2.8, and some seeds never recover from
    the first steps.
    """
    from torch import nn

    if isinstance(layer, nn.Linear):
        return default_rules(layer)
    if isinstance(layer, nn.ConvTranspose1d | nn.ConvTranspose2d | nn.ConvTranspose3d):
        return partial(_transposed, groups=layer.groups, strides=math.prod(layer.stride)), zero_bias
    return _normal, zero_bias


HE = INITS.register(
    Init(
        name="he",
        title="He init",
        phrase="He init",
        short="He",
        about="Normal with variance gain² / fan-in, 2 / fan-in for ReLU (He et al. 2015, arXiv 1502.01852)",
        rules=rules,
        follows=True,
    )
)
