"""PyTorch's default for convolutions and linear layers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from explorer.choices.init import INITS, Init

if TYPE_CHECKING:
    from torch import Generator, Tensor, nn

    from explorer.choices.init import DrawBias, DrawWeight


def _weight(weight: Tensor, generator: Generator) -> None:
    """Uniform with variance 1/(3·fan_in)."""
    from torch import nn

    nn.init.kaiming_uniform_(weight, a=math.sqrt(5), generator=generator)


def _bias(bias: Tensor, weight: Tensor, generator: Generator) -> None:
    from torch import nn

    bound = 1 / math.sqrt(weight[0].numel())
    nn.init.uniform_(bias, -bound, bound, generator=generator)


def default_rules(_layer: nn.Module) -> tuple[DrawWeight, DrawBias]:
    """How weight and bias are drawn."""
    return _weight, _bias


PYTORCH = INITS.register(
    Init(
        name="pytorch",
        title="PyTorch init",
        phrase="PyTorch's init",
        short="PyTorch",
        about="Uniform with variance 1 / (3 · fan-in), PyTorch's default",
        rules=default_rules,
    )
)
