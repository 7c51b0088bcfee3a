"""The rectifier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.choices.activation import ACTIVATIONS, RELU_GAIN, Activation

if TYPE_CHECKING:
    from torch import nn


def _make(_slope: float) -> nn.Module:
    from torch import nn

    return nn.ReLU()


RELU = ACTIVATIONS.register(
    Activation(
        name="relu",
        title="ReLU",
        phrase="ReLU",
        about="max(x, 0)",
        make=_make,
        gain=lambda _slope: RELU_GAIN,
    )
)
