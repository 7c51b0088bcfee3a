"""The frame of the CIFAR family: stem, three stages of blocks, pool and head; what a block is, is the caller's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from torch import Tensor, nn

from explorer.networks.parts import activation_of, unit
from explorer.runs.spec import NetworkSpec


@dataclass(frozen=True)
class Place:
    """A block's place: its channels in and out, its stride, and its number (from 1) of `total` in the network."""

    inputs: int
    outputs: int
    stride: int
    number: int
    total: int


BlockMaker = Callable[[Place, NetworkSpec], nn.Module]


class CifarNetwork(nn.Module):
    """A 3×3 stem, three stages of `blocks` blocks, global average pool, linear head (He et al. 2015, section 4.2).

    The stages are `expansion` · (width, 2·width, 4·width) wide; the second and third start with stride 2. `tail` is
    what lies between the last block and the pool; it keeps the shape.
    """

    def __init__(
        self, blocks: int, block: BlockMaker, spec: NetworkSpec, *, expansion: int = 1, tail: nn.Module | None = None
    ) -> None:
        super().__init__()
        width, inner = spec.width, spec.width * expansion
        self.stem = unit(spec.input_shape[0], width, 3, 1, spec)
        self.relu = activation_of(spec)
        self.stage1 = nn.Sequential(*(block(place, spec) for place in _places(width, inner, 1, blocks)))
        self.stage2 = nn.Sequential(*(block(place, spec) for place in _places(inner, 2 * inner, 2, blocks)))
        self.stage3 = nn.Sequential(*(block(place, spec) for place in _places(2 * inner, 4 * inner, 3, blocks)))
        self.tail = tail
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.flatten = nn.Flatten()
        self.head = nn.Linear(4 * inner, spec.classes)

    def forward(self, x: Tensor) -> Tensor:
        """Images (N, C, H, W) → class scores (N, classes)."""
        x = self.relu(self.stem(x))
        x = self.stage3(self.stage2(self.stage1(x)))
        if self.tail is not None:
            x = self.tail(x)
        return self.head(self.flatten(self.pool(x)))


def _places(inputs: int, outputs: int, stage: int, blocks: int) -> list[Place]:
    done, total = (stage - 1) * blocks, 3 * blocks
    first = Place(inputs, outputs, 1 if stage == 1 else 2, done + 1, total)
    return [first, *(Place(outputs, outputs, 1, done + i + 1, total) for i in range(1, blocks))]
