"""A stack of convolutions in the style of VGG (Simonyan & Zisserman 2014, arXiv 1409.1556), of any depth."""

from __future__ import annotations

from torch import Tensor, nn

from explorer.networks.parts import activation_of, unit
from explorer.runs.spec import NetworkSpec

WIDTHS = (1, 2, 4, 8, 8)  # of the five stages, as VGG's 64–512


def stages(convolutions: int) -> list[int]:
    """How many convolutions each stage has: spread evenly over at most five, what is left over to the last ones."""
    count = min(len(WIDTHS), convolutions)
    each, rest = divmod(convolutions, count)
    return [each + (i >= count - rest) for i in range(count)]


class VggStack(nn.Module):
    """`depth` − 1 convolutions of 3×3 with norm and ReLU, a 2×2 max-pool after each stage while the map is larger
    than one pixel, global average pool, linear head."""

    def __init__(self, depth: int, spec: NetworkSpec) -> None:
        super().__init__()
        inputs, side = spec.input_shape[0], min(spec.input_shape[1:])
        self.units = nn.ModuleList()
        self._pools: set[int] = set()  # numbers of the units that a max-pool follows
        for count, factor in zip(stages(depth - 1), WIDTHS, strict=False):
            for _ in range(count):
                self.units.append(unit(inputs, factor * spec.width, 3, 1, spec))
                inputs = factor * spec.width
            if side > 1:
                self._pools.add(len(self.units) - 1)
                side //= 2
        self.relu = activation_of(spec)
        self.shrink = nn.MaxPool2d(2)
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.flatten = nn.Flatten()
        self.head = nn.Linear(inputs, spec.classes)

    def forward(self, x: Tensor) -> Tensor:
        """Images (N, C, H, W) → class scores (N, classes)."""
        for i, layer in enumerate(self.units):
            x = self.relu(layer(x))
            if i in self._pools:
                x = self.shrink(x)
        return self.head(self.flatten(self.pool(x)))
