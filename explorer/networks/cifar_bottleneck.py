"""Residual networks for CIFAR with bottleneck blocks: 9n+2 layers (He et al. 2015, figure 5; 2016, table 2)."""

from __future__ import annotations

from torch import Tensor, nn

from explorer.networks.parts import activation_of, branch_scale, shortcut, unit
from explorer.networks.stages import CifarNetwork, Place
from explorer.runs.spec import NetworkSpec

EXPANSION = 4


class Bottleneck(nn.Module):
    """1×1 to a quarter of the channels, 3×3, 1×1 back, and a shortcut around them; the stride is on the first."""

    def __init__(self, place: Place, spec: NetworkSpec) -> None:
        super().__init__()
        inner = place.outputs // EXPANSION
        self.first = unit(place.inputs, inner, 1, place.stride, spec)
        self.second = unit(inner, inner, 3, 1, spec)
        self.third = unit(inner, place.outputs, 1, 1, spec)
        self.shortcut = shortcut(place.inputs, place.outputs, place.stride, spec)
        self.relu = activation_of(spec)
        self.scale = branch_scale(place.total, spec)

    def forward(self, x: Tensor) -> Tensor:
        """(N, inputs, H, W) → (N, outputs, ⌈H/stride⌉, ⌈W/stride⌉)."""
        out = self.third(self.relu(self.second(self.relu(self.first(x)))))
        out = out if self.scale is None else self.scale(out)
        return self.relu(out + (x if self.shortcut is None else self.shortcut(x)))


def make(depth: int, spec: NetworkSpec) -> CifarNetwork:
    """The network of `depth` = 9n+2 layers, every skip in place."""
    return CifarNetwork((depth - 2) // 9, Bottleneck, spec, expansion=EXPANSION)
