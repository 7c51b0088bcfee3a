from __future__ import annotations

import math

import pytest
import torch
from torch import nn

from explorer.choices.init import INITS
from explorer.networks.init import generator_for, initialize


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
    initialize(net, rule, seed=3)
    head_rule = "pytorch" if rule == "he" else rule  # no ReLU follows the classifier
    for weight, own, fans in ((net.conv.weight, rule, (64 * 9, 128 * 9)), (net.head.weight, head_rule, (512, 256))):
        assert weight.var().item() == pytest.approx(VARIANCE[own](*fans), rel=0.03)
        assert abs(weight.mean().item()) < 4 * weight.std().item() / math.sqrt(weight.numel())


@pytest.mark.parametrize("rule", ["he", "xavier"])
def test_biases_start_at_zero(rule: str) -> None:
    net = _Net()
    initialize(net, rule, seed=3)
    assert not net.conv.bias.any()
    assert net.head.bias.any() == (rule == "he")


def test_pytorchs_biases_fill_their_range() -> None:
    net = _Net()
    initialize(net, "pytorch", seed=3)
    bound = 1 / math.sqrt(512)
    assert 0.9 * bound < net.head.bias.abs().max() <= bound


def test_the_stream_depends_on_seed_and_name_alone() -> None:
    def draw(seed: int, name: str) -> float:
        return torch.rand((), generator=generator_for(seed, name)).item()

    assert draw(0, "a.weight") == draw(0, "a.weight")
    assert len({draw(s, n) for s in (0, 1, 2**31 - 1) for n in ("a.weight", "a.bias", "b.weight")}) == 9


def test_zero_gamma_silences_the_named_norm_only() -> None:
    net = nn.Sequential(nn.BatchNorm2d(4), nn.BatchNorm2d(4))
    initialize(net, "he", seed=0, zero_gamma=["1"])
    assert net[0].weight.eq(1).all()
    assert net[1].weight.eq(0).all()


def test_the_global_random_state_is_left_alone() -> None:
    net = _Net()
    before = torch.get_rng_state()
    initialize(net, "pytorch", seed=0)
    assert torch.equal(before, torch.get_rng_state())


RULES = [rule for rule in INITS.names() if rule != "own"]
DIMENSIONS = {
    nn.Conv1d: (64, 128, 3),
    nn.Conv2d: (64, 128, 3),
    nn.Conv3d: (32, 64, 3),
    nn.ConvTranspose1d: (64, 128, 3),
    nn.ConvTranspose2d: (64, 128, 3),
    nn.ConvTranspose3d: (32, 64, 3),
    nn.Linear: (64, 128),
}


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("kind", DIMENSIONS)
def test_every_kind_of_layer_is_drawn_from_seed_and_name(kind: type[nn.Module], rule: str) -> None:
    first, second = (nn.Sequential(kind(*DIMENSIONS[kind])) for _ in range(2))
    for net in (first, second):
        initialize(net, rule, seed=3)
    silenced = rule == "fixup" and kind is nn.Linear  # the classifier
    assert (first[0].weight.std() > 0) != silenced
    assert torch.equal(first[0].weight, second[0].weight)
    assert torch.equal(first[0].bias, second[0].bias)


@pytest.mark.parametrize(("groups", "stride"), [(1, 1), (1, 2), (4, 2)])
def test_he_keeps_the_mean_square_through_a_transposed_convolution(groups: int, stride: int) -> None:
    net = nn.Sequential(nn.ConvTranspose2d(256, 64, 4, stride=stride, groups=groups))
    initialize(net, "he", seed=3)
    x = torch.randn(2, 256, 32, 32, generator=torch.Generator().manual_seed(0))
    inner = net(x.relu())[..., 8:-8, 8:-8]  # the rim sums fewer products
    assert inner.square().mean().item() == pytest.approx(2 * 0.5, rel=0.05)  # E[relu(x)²] = ½


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("widths", [{}, {"kdim": 48, "vdim": 80}])
def test_attention_is_projected_by_xaviers_rule(widths: dict[str, int], rule: str) -> None:
    net = nn.Sequential(nn.MultiheadAttention(96, 4, **widths))
    for parameter in net.parameters():
        nn.init.constant_(parameter, 7)
    initialize(net, rule, seed=3)
    projections = {name: p for name, p in net.named_parameters() if name.endswith("proj_weight")}
    assert len(projections) == (3 if widths else 1)
    for weight in projections.values():
        assert weight.var().item() == pytest.approx(2 / sum(weight.shape), rel=0.05)
    assert not net[0].in_proj_bias.any()
    assert not net[0].out_proj.bias.any()
    assert net[0].out_proj.weight.abs().max() < 1


def test_own_leaves_what_the_network_drew() -> None:
    net = _Net()
    before = {name: value.clone() for name, value in net.state_dict().items()}
    initialize(net, "own", seed=3)
    assert all(torch.equal(value, before[name]) for name, value in net.state_dict().items())


@pytest.mark.parametrize("norm", [nn.GroupNorm(2, 4), nn.GroupNorm(1, 4), nn.LayerNorm(4)])
def test_zero_gamma_silences_every_kind_of_norm(norm: nn.Module) -> None:
    initialize(nn.Sequential(norm), "own", seed=0, zero_gamma=["0"])
    assert not norm.weight.any()


@pytest.mark.parametrize("norm", [nn.LocalResponseNorm(3), nn.BatchNorm2d(4, affine=False)])
def test_a_norm_without_gamma_is_passed_over(norm: nn.Module) -> None:
    net = nn.Sequential(norm, nn.BatchNorm2d(4))
    initialize(net, "he", seed=0, zero_gamma=["0", "1"])
    assert not net[1].weight.any()


def test_a_weight_computed_from_others_is_left_to_them() -> None:
    net = nn.Sequential(nn.utils.parametrizations.weight_norm(nn.Conv2d(3, 4, 3)))
    before = net[0].weight.clone()
    initialize(net, "he", seed=0)
    assert torch.equal(net[0].weight, before)
