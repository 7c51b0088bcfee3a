"""Stochastic depth: residual branches that are left out at random while training (Huang et al. 2016)."""

from __future__ import annotations

from torch import Tensor
from torchvision.ops import StochasticDepth

from explorer.networks.cifar import Block
from explorer.networks.stages import CifarNetwork, Place
from explorer.runs.spec import NetworkSpec

LAST_SURVIVAL = 0.5  # the paper's p_L


class StochasticBlock(Block):
    """relu(drop(F(x)) + shortcut(x)): block l of L is left out of a step with probability l/L · (1 − p_L).

    A branch that stays is divided by the probability to stay, so that evaluation needs no factor; the paper
    multiplies at evaluation instead.
    """

    def __init__(self, place: Place, spec: NetworkSpec) -> None:
        super().__init__(place, spec)
        self.drop = StochasticDepth(place.number / place.total * (1 - LAST_SURVIVAL), "batch")

    def residual(self, x: Tensor) -> Tensor:
        """drop(F(x)): (N, inputs, H, W) → (N, outputs, ⌈H/stride⌉, ⌈W/stride⌉)."""
        return self.drop(super().residual(x))


def make(depth: int, spec: NetworkSpec) -> CifarNetwork:
    """The network of `depth` = 6n+2 layers, every skip in place."""
    return CifarNetwork((depth - 2) // 6, StochasticBlock, spec)
