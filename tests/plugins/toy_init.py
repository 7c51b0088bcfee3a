"""A rule for initial weights."""

from explorer.choices.init import INITS, Init, zero_bias


def orthogonal(weight, generator):
    """Rows or columns at right angles."""
    from torch import nn

    nn.init.orthogonal_(weight, generator=generator)


INITS.register(
    Init(
        name="toy-orthogonal",
        title="Orthogonal init",
        phrase="orthogonal init",
        short="orthogonal",
        about="Saxe et al. 2013",
        rules=lambda layer: (orthogonal, zero_bias),
    )
)
