from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from explorer.networks.stages import CifarNetwork, Place
from explorer.runs.spec import NetworkSpec


class Pointwise(nn.Module):
    """A block of one convolution that remembers its place."""

    def __init__(self, place: Place, spec: NetworkSpec) -> None:
        super().__init__()
        self.place = place
        self.conv = nn.Conv2d(place.inputs, place.outputs, 1, place.stride)

    def forward(self, x: Tensor) -> Tensor:
        return self.conv(x)


@pytest.mark.parametrize("expansion", [1, 4])
def test_places_number_the_blocks_and_widen_at_the_stages(expansion: int) -> None:
    net = CifarNetwork(2, Pointwise, NetworkSpec(width=3), expansion=expansion)
    places = [block.place for block in net.modules() if isinstance(block, Pointwise)]
    a, b, c = (3 * expansion * factor for factor in (1, 2, 4))
    assert places == [
        Place(3, a, 1, 1, 6),
        Place(a, a, 1, 2, 6),
        Place(a, b, 2, 3, 6),
        Place(b, b, 1, 4, 6),
        Place(b, c, 2, 5, 6),
        Place(c, c, 1, 6, 6),
    ]
    assert net(torch.randn(2, 3, 9, 9)).shape == (2, 10)


def test_the_tail_lies_between_the_last_block_and_the_pool() -> None:
    net = CifarNetwork(1, Pointwise, NetworkSpec(width=2, norm="none"), tail=nn.Tanh())
    x = torch.randn(2, 3, 8, 8)
    last = net.stage3(net.stage2(net.stage1(net.stem(x).relu())))
    assert torch.equal(net(x), net.head(last.tanh().mean((2, 3), keepdim=True).flatten(1)))
