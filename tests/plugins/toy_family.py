"""A family with its twin: one convolution with a skip around it in each block."""

from dataclasses import replace

from explorer.choices.family import FAMILIES, Family


def make(depth, spec):
    """A stem, depth − 2 blocks and a head."""
    from torch import nn

    from explorer.networks.parts import unit

    class Block(nn.Module):
        def __init__(self):
            super().__init__()
            self.unit = unit(spec.width, spec.width, 3, 1, spec)
            self.relu = nn.ReLU()

        def forward(self, x):
            return x + self.relu(self.unit(x))

    stem = unit(spec.input_shape[0], spec.width, 3, 1, spec)
    blocks = (Block() for _ in range(depth - 2))
    return nn.Sequential(stem, *blocks, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(spec.width, spec.classes))


TOY = FAMILIES.register(
    Family(
        "toy", "Toy net", "One convolution per skip.", (4, 6, 10), skips_on=True, make=make, twin="plain-toy", shallow=4
    )
)
FAMILIES.register(replace(TOY, name="plain-toy", title="Plain toy net", skips_on=False, twin="toy"))
