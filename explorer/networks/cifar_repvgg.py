"""RepVGG (Ding et al. 2021, arXiv 2101.03697) in the shape of He et al.'s networks for CIFAR, as it is trained."""

from __future__ import annotations

from torch import Tensor, nn

from explorer.networks.parts import activation_of, norm_of, unit
from explorer.networks.stages import CifarNetwork, Place
from explorer.runs.spec import NetworkSpec


class Block(nn.Module):
    """relu(norm(3×3(x)) + norm(1×1(x)) + norm(x)), the last where the shape stays: three branches that one 3×3
    convolution can stand for once the norms hold fixed statistics (section 3.3)."""

    def __init__(self, place: Place, spec: NetworkSpec) -> None:
        super().__init__()
        self.large = unit(place.inputs, place.outputs, 3, place.stride, spec)
        self.small = unit(place.inputs, place.outputs, 1, place.stride, spec)
        keeps = place.inputs == place.outputs and place.stride == 1
        self.same = nn.Sequential(*(norm for _, norm in norm_of(place.inputs, spec))) if keeps else None
        self.relu = activation_of(spec)

    def forward(self, x: Tensor) -> Tensor:
        """(N, inputs, H, W) → (N, outputs, ⌈H/stride⌉, ⌈W/stride⌉)."""
        out = self.large(x) + self.small(x)
        return self.relu(out if self.same is None else out + self.same(x))


def make(depth: int, spec: NetworkSpec) -> CifarNetwork:
    """The network of `depth` = 3n+2 layers, n blocks in each stage, every skip in place."""
    return CifarNetwork((depth - 2) // 3, Block, spec)
