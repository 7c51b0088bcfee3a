from __future__ import annotations

import math

import pytest
import torch
from torch import nn

from explorer.networks.init import generator_for, initialise


class _Net(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(64, 128, 3)
        self.norm = nn.BatchNorm2d(128)
        self.head = nn.Linear(512, 256)


# variance of a weight by rule, from (fan_in, fan_out): He 2015, Glorot 2010, PyTorch's default
VARIANCE = {
    "he": lambda fan_in, fan_out: 2 / fan_in,
    "xavier": lambda fan_in, fan_out: 2 / (fan_in + fan_out),
    "pytorch": lambda fan_in, fan_out: 1 / (3 * fan_in),
}


@pytest.mark.parametrize("rule", VARIANCE)
def test_weights_have_the_rules_variance(rule: str) -> None:
    net = _Net()
    initialise(net, rule, seed=3)
    head_rule = "pytorch" if rule == "he" else rule  # no ReLU follows the classifier
    for weight, own, fans in ((net.conv.weight, rule, (64 * 9, 128 * 9)), (net.head.weight, head_rule, (512, 256))):
        assert weight.var().item() == pytest.approx(VARIANCE[own](*fans), rel=0.03)
        assert abs(weight.mean().item()) < 4 * weight.std().item() / math.sqrt(weight.numel())


@pytest.mark.parametrize("rule", ["he", "xavier"])
def test_biases_start_at_zero(rule: str) -> None:
    net = _Net()
    initialise(net, rule, seed=3)
    assert not net.conv.bias.any()
    assert net.head.bias.any() == (rule == "he")


def test_pytorchs_biases_fill_their_range() -> None:
    net = _Net()
    initialise(net, "pytorch", seed=3)
    bound = 1 / math.sqrt(512)
    assert 0.9 * bound < net.head.bias.abs().max() <= bound


def test_the_stream_depends_on_seed_and_name_alone() -> None:
    def draw(seed: int, name: str) -> float:
        return torch.rand((), generator=generator_for(seed, name)).item()

    assert draw(0, "a.weight") == draw(0, "a.weight")
    assert len({draw(s, n) for s in (0, 1, 2**31 - 1) for n in ("a.weight", "a.bias", "b.weight")}) == 9


def test_zero_gamma_silences_the_named_norm_only() -> None:
    net = nn.Sequential(nn.BatchNorm2d(4), nn.BatchNorm2d(4))
    initialise(net, "he", seed=0, zero_gamma=["1"])
    assert net[0].weight.eq(1).all()
    assert net[1].weight.eq(0).all()


def test_the_global_random_state_is_left_alone() -> None:
    net = _Net()
    before = torch.get_rng_state()
    initialise(net, "pytorch", seed=0)
    assert torch.equal(before, torch.get_rng_state())
