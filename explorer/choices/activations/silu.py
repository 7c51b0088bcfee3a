"""The sigmoid linear unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.choices.activation import ACTIVATIONS, Activation

if TYPE_CHECKING:
    from torch import nn


def _make(_slope: float) -> nn.Module:
    from torch import nn

    return nn.SiLU()


SILU = ACTIVATIONS.register(
    Activation(
        name="silu",
        title="SiLU",
        phrase="SiLU",
        about="x · sigmoid(x), also called swish (Ramachandran et al. 2017, arXiv 1710.05941)",
        make=_make,
        gain=lambda _slope: 1.6765324703,
    )
)
