"""Highway networks: learned gates between a layer and the way around it (Srivastava et al. 2015, arXiv 1507.06228)."""

from __future__ import annotations

from torch import Tensor, nn

from explorer.networks.parts import activation_of, unit
from explorer.networks.stages import CifarNetwork, Place
from explorer.runs.spec import NetworkSpec

GATE_BIAS = -2.0
"""Added to the gate's own bias, so that it starts mostly closed whatever rule draws the initial weights."""


class HighwayLayer(nn.Module):
    """H(x) · T(x) + x · (1 − T(x)) with T = sigmoid(convolution − 2): section 2.1 of the paper.

    H is convolution, norm, ReLU. Where the shape changes there is H alone, as in the paper.
    """

    def __init__(self, inputs: int, outputs: int, stride: int, spec: NetworkSpec) -> None:
        super().__init__()
        self.transform = unit(inputs, outputs, 3, stride, spec)
        self.relu = activation_of(spec)
        self.gate = nn.Conv2d(inputs, outputs, 3, padding=1) if inputs == outputs and stride == 1 else None
        self.sigmoid = nn.Sigmoid()

    def forward(self, x: Tensor) -> Tensor:
        """(N, inputs, H, W) → (N, outputs, ⌈H/stride⌉, ⌈W/stride⌉)."""
        out = self.relu(self.transform(x))
        if self.gate is None:
            return out
        gate = self.sigmoid(self.gate(x) + GATE_BIAS)
        return out * gate + x * (1 - gate)


def _pair(place: Place, spec: NetworkSpec) -> nn.Sequential:
    return nn.Sequential(
        HighwayLayer(place.inputs, place.outputs, place.stride, spec),
        HighwayLayer(place.outputs, place.outputs, 1, spec),
    )


def make(depth: int, spec: NetworkSpec) -> CifarNetwork:
    """Stem, 6n layers and head, as `depth` = 6n+2 counts them: gates are not counted."""
    return CifarNetwork((depth - 2) // 6, _pair, spec)
