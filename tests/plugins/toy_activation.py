"""An activation function of a package of its own."""

import math

from explorer.choices.activation import ACTIVATIONS, Activation


def make(slope):
    """The smooth rectifier."""
    from torch import nn

    return nn.Softplus()


ACTIVATIONS.register(
    Activation(
        name="toy-softplus",
        title="Softplus",
        phrase="softplus",
        about="log(1 + exp(x))",
        make=make,
        gain=lambda slope: 1 / math.sqrt(1.0735),
    )
)
