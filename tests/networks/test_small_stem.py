from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from explorer.networks.small_stem import adapt
from explorer.networks.stem import SmallStem


class Net(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, 64, 7, stride=2, padding=3), nn.MaxPool2d(3, 2, 1))
        self.later = nn.Conv2d(64, 2, 3, stride=2, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        return self.later(self.stem(x))


def test_what_fits_is_left_alone() -> None:
    net = Net()
    first = net.stem[0]
    adapt(net, 3, None)
    assert net.stem[0] is first


@pytest.mark.parametrize("channels", [1, 5])
def test_other_channels_change_the_first_convolution_alone(channels: int) -> None:
    net = Net()
    later = net.later
    adapt(net, channels, None)
    assert net.later is later
    assert net(torch.randn(2, channels, 16, 16)).shape == (2, 2, 2, 2)


@pytest.mark.parametrize(
    ("stem", "side"), [(SmallStem(1), 4), (SmallStem(1, 3, 1, ("stem.1",)), 8), (SmallStem(1, 2, 2), 2)]
)
def test_a_small_stem_keeps_the_resolution(stem: SmallStem, side: int) -> None:
    net = Net()
    adapt(net, 1, stem)
    assert net(torch.randn(2, 1, 16, 16)).shape == (2, 2, side, side)


def test_weights_keep_variance_times_fan_in_and_biases_stay() -> None:
    net = Net()
    old = net.stem[0]
    adapt(net, 1, SmallStem(1))
    new = net.stem[0]
    assert new.weight.var().item() * 9 == pytest.approx((old.weight.var() * 3 * 49).item(), rel=0.25)  # 576 draws
    assert torch.equal(new.bias, old.bias)


def test_it_works_on_the_meta_device() -> None:
    with torch.device("meta"):
        net = Net()
    adapt(net, 1, SmallStem(1))
    assert net.stem[0].weight.is_meta
