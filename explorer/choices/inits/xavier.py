"""Xavier's rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.choices.init import INITS, Init, zero_bias

if TYPE_CHECKING:
    from torch import Generator, Tensor


def xavier(weight: Tensor, generator: Generator) -> None:
    """Uniform with variance 2/(fan_in + fan_out) (Glorot & Bengio 2010, equation 16)."""
    from torch import nn

    nn.init.xavier_uniform_(weight, generator=generator)


XAVIER = INITS.register(
    Init(
        name="xavier",
        title="Xavier init",
        phrase="Xavier init",
        short="Xavier",
        about="Uniform with variance 2 / (fan-in + fan-out) (Glorot & Bengio 2010)",
        rules=lambda layer: (xavier, zero_bias),
    )
)
