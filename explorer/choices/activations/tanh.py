"""The hyperbolic tangent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.choices.activation import ACTIVATIONS, Activation

if TYPE_CHECKING:
    from torch import nn


def _make(_slope: float) -> nn.Module:
    from torch import nn

    return nn.Tanh()


TANH = ACTIVATIONS.register(
    Activation(
        name="tanh",
        title="Tanh",
        phrase="tanh",
        about="tanh(x): saturates at −1 and 1",
        make=_make,
        gain=lambda _slope: 1.5925374197,
    )
)
