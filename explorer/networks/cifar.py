"""The CIFAR family of He et al. 2015 (arXiv 1512.03385, section 4.2): plain and residual twins of 6n+2 layers."""

from __future__ import annotations

from torch import Tensor, nn

from explorer.networks.parts import activation_of, branch_scale, shortcut, unit
from explorer.networks.stages import CifarNetwork, Place
from explorer.runs.spec import NetworkSpec


class Block(nn.Module):
    """Two 3×3 convolutions and a shortcut around them: relu(F(x) + shortcut(x))."""

    def __init__(self, place: Place, spec: NetworkSpec) -> None:
        super().__init__()
        self.first = unit(place.inputs, place.outputs, 3, place.stride, spec)
        self.second = unit(place.outputs, place.outputs, 3, 1, spec)
        self.shortcut = shortcut(place.inputs, place.outputs, place.stride, spec)
        self.relu = activation_of(spec)
        self.scale = branch_scale(place.total, spec)

    def residual(self, x: Tensor) -> Tensor:
        """F(x): (N, inputs, H, W) → (N, outputs, ⌈H/stride⌉, ⌈W/stride⌉)."""
        out = self.second(self.relu(self.first(x)))
        return out if self.scale is None else self.scale(out)

    def forward(self, x: Tensor) -> Tensor:
        """(N, inputs, H, W) → (N, outputs, ⌈H/stride⌉, ⌈W/stride⌉)."""
        out = self.residual(x)
        return self.relu(out + (x if self.shortcut is None else self.shortcut(x)))


def make(depth: int, spec: NetworkSpec) -> CifarNetwork:
    """The network of `depth` = 6n+2 layers, every skip in place."""
    return CifarNetwork((depth - 2) // 6, Block, spec)
