"""ReZero: every residual branch times a learned number that starts at 0 (Bachlechner et al. 2020, arXiv 2003.04887)."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from explorer.networks.cifar import Block
from explorer.networks.stages import CifarNetwork, Place
from explorer.runs.spec import NetworkSpec


class ReZeroBlock(Block):
    """relu(α · F(x) + shortcut(x)) with a learned α, 0 before step 0: each block starts as its shortcut alone."""

    def __init__(self, place: Place, spec: NetworkSpec) -> None:
        super().__init__(place, spec)
        self.alpha = nn.Parameter(torch.zeros(()))

    def residual(self, x: Tensor) -> Tensor:
        """α · F(x): (N, inputs, H, W) → (N, outputs, ⌈H/stride⌉, ⌈W/stride⌉)."""
        return self.alpha * super().residual(x)


def make(depth: int, spec: NetworkSpec) -> CifarNetwork:
    """The network of `depth` = 6n+2 layers, every skip in place."""
    return CifarNetwork((depth - 2) // 6, ReZeroBlock, spec)
