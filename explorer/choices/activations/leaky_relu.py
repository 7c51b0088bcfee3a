"""The rectifier with a slope for negative inputs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from explorer.choices.activation import ACTIVATIONS, RELU_GAIN, Activation

if TYPE_CHECKING:
    from torch import nn


def _make(slope: float) -> nn.Module:
    from torch import nn

    return nn.LeakyReLU(slope)


LEAKY_RELU = ACTIVATIONS.register(
    Activation(
        name="leaky-relu",
        title="Leaky ReLU",
        phrase="leaky ReLU",
        about="x, or slope · x where x is negative (Maas et al. 2013)",
        make=_make,
        gain=lambda slope: RELU_GAIN / math.hypot(1, slope),
        sloped=True,
    )
)
