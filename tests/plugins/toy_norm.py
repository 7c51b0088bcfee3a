"""A norm."""

from explorer.choices.norm import NORMS, Norm


def make(channels):
    """Instance norm."""
    from torch import nn

    return nn.InstanceNorm2d(channels, affine=True)


NORMS.register(
    Norm(name="toy-instance", title="Instance norm", phrase="instance norm", about="Over height and width", make=make)
)
