"""Controls without skips: initial weights that carry the identity, activations with their gain, scaled branches."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn

from explorer.choices.activation import ACTIVATIONS, gain
from explorer.choices.family import FAMILIES, named
from explorer.graph.ops import Op
from explorer.networks.cifar import Block
from explorer.networks.init import initialize
from explorer.networks.making import make
from explorer.networks.stages import Place
from explorer.runs.spec import NetworkSpec
from explorer.tracing import build

SMALL = NetworkSpec(name="plain-14", width=4, input_shape=(1, 8, 8))
SLOPES = (0.01, 0.456)
ACTIVATED = [family for family in FAMILIES if "activation" in family.options]


def second_moment(module: nn.Module) -> float:
    """E[φ(z)²] for z ~ N(0, 1), by the trapezoid rule in float64."""
    z = torch.linspace(-12, 12, 200_001, dtype=torch.float64)
    density = torch.exp(-z.square() / 2) / math.sqrt(2 * math.pi)
    return torch.trapezoid(module(z).square() * density, z).item()


@pytest.mark.parametrize("slope", SLOPES)
@pytest.mark.parametrize("activation", tuple(ACTIVATIONS), ids=ACTIVATIONS.names())
def test_the_gain_keeps_the_second_moment(activation, slope: float) -> None:
    assert activation.gain(slope) ** 2 * second_moment(activation.make(slope)) == pytest.approx(1, abs=1e-8)


@pytest.mark.parametrize("activation", ACTIVATIONS.names())
def test_hes_weights_follow_the_gain_and_the_classifier_does_not(activation: str) -> None:
    spec = replace(SMALL, activation=activation, slope=0.456)
    net = nn.ModuleDict({"conv": nn.Conv2d(64, 128, 3), "head": nn.Linear(512, 256)})
    initialize(net, "he", 3, gain=gain(spec))
    assert net["conv"].weight.var().item() == pytest.approx(gain(spec) ** 2 / (64 * 9), rel=0.03)
    assert net["head"].weight.var().item() == pytest.approx(1 / (3 * 512), rel=0.03)


def test_relu_draws_what_it_always_drew() -> None:
    plain, told = nn.Conv2d(8, 8, 3), nn.Conv2d(8, 8, 3)
    initialize(plain, "he", 0)
    initialize(told, "he", 0, gain=gain(SMALL))
    assert torch.equal(plain.weight, told.weight)


@pytest.mark.parametrize("activation", ACTIVATIONS.names())
@pytest.mark.parametrize("family", ACTIVATED, ids=lambda family: family.name)
def test_every_family_that_takes_an_activation_is_built_with_it_alone(family, activation: str) -> None:
    spec = NetworkSpec(name=named(family.name, family.depths[0]), width=4, activation=activation, slope=0.3)
    kinds = {type(ACTIVATIONS[name].make(0.3)) for name in ACTIVATIONS.names()}
    found = [module for module in make(spec).modules() if type(module) in kinds]
    assert {type(module) for module in found} == {type(ACTIVATIONS[activation].make(0.3))}
    assert {module.negative_slope for module in found if isinstance(module, nn.LeakyReLU)} <= {0.3}


@pytest.mark.parametrize("shape", [(8, 8), (4, 12), (12, 4)])
@pytest.mark.parametrize("factor", [math.sqrt(2), 0.7])
def test_delta_orthogonal_is_orthogonal_at_the_center_and_zero_around_it(shape, factor: float) -> None:
    layer = nn.Conv2d(shape[1], shape[0], 3)
    initialize(layer, "delta-orthogonal", 0, gain=factor)
    weight = layer.weight.detach().double()
    matrix = weight[:, :, 1, 1]
    gram = matrix @ matrix.T if shape[0] <= shape[1] else matrix.T @ matrix
    torch.testing.assert_close(gram, factor**2 * torch.eye(min(shape)).double(), atol=1e-5, rtol=0)
    assert weight.count_nonzero() == matrix.count_nonzero()


def test_identity_is_a_dirac_kernel_and_a_tenth_of_random_rows() -> None:
    layer = nn.Conv2d(6, 6, 3, padding=1)
    initialize(layer, "identity", 0)
    rest = layer.weight.detach() - nn.init.dirac_(torch.empty_like(layer.weight))
    torch.testing.assert_close(rest.flatten(1).norm(dim=1), torch.full((6,), 0.1))
    x = torch.randn(2, 6, 5, 5)
    assert (layer(x) - x).norm() / x.norm() < 0.2


def test_looks_linear_networks_are_linear_at_first() -> None:
    network = build(replace(SMALL, norm="none", init="looks-linear"), 0).module.double().eval()
    x, y = torch.randn(2, 3, 1, 8, 8, dtype=torch.float64)
    with torch.no_grad():
        torch.testing.assert_close(network(2 * x - 3 * y), 2 * network(x) - 3 * network(y), atol=1e-9, rtol=1e-9)
        assert network(x).abs().max() > 1e-3
        other = build(replace(SMALL, norm="none"), 0).module.double().eval()
        assert not torch.allclose(other(2 * x - 3 * y), 2 * other(x) - 3 * other(y), atol=1e-3), "He's are not"


def weights(spec: NetworkSpec, init: str) -> dict[str, torch.Tensor]:
    return {name: weight.detach() for name, weight in build(replace(spec, init=init), 0).module.named_parameters()}


def test_fixup_scales_branches_by_their_number_and_silences_their_ends() -> None:
    spec = replace(SMALL, name="resnet-20", norm="none", width=16)
    fixed, he = weights(spec, "fixup"), weights(spec, "he")
    blocks = [f"stage{stage}.{block}" for stage in (1, 2, 3) for block in range(3)]
    for block in blocks:
        torch.testing.assert_close(fixed[f"{block}.first.conv.weight"], he[f"{block}.first.conv.weight"] * 9**-0.5)
        assert not fixed[f"{block}.second.conv.weight"].any()
    assert not fixed["head.weight"].any()
    assert torch.equal(fixed["stem.conv.weight"], he["stem.conv.weight"])


def test_fixup_counts_the_layers_of_a_branch() -> None:
    spec = replace(SMALL, name="resnet-bottleneck-11", norm="none", shortcut="B")
    fixed, he = weights(spec, "fixup"), weights(spec, "he")
    for name in ("first", "second"):  # m = 3 layers, L = 3 branches: L^(−1/4)
        key = f"stage2.0.{name}.conv.weight"
        torch.testing.assert_close(fixed[key], he[key] * 3**-0.25)
    assert not fixed["stage2.0.third.conv.weight"].any()
    assert torch.equal(fixed["stage2.0.shortcut.conv.weight"], he["stage2.0.shortcut.conv.weight"])


def test_branches_are_scaled_by_one_over_the_root_of_their_number() -> None:
    place = Place(4, 4, 1, 2, 9)
    plain, scaled = (Block(place, replace(SMALL, branch_scale=on)) for on in (False, True))
    scaled.load_state_dict(plain.state_dict())
    x = torch.randn(2, 4, 8, 8)
    torch.testing.assert_close(scaled.residual(x), plain.residual(x) / 3)
    assert plain.scale is None, "no node in the graph of those that do not ask for it"


@pytest.mark.parametrize("name", ["resnet-14", "resnet-bottleneck-11", "preact-14", "stochastic-14"])
def test_scaled_networks_keep_their_skips(name: str) -> None:
    usual = NetworkSpec(name=name, width=4, input_shape=(1, 8, 8))
    plain, scaled = (build(replace(usual, branch_scale=on), 0) for on in (False, True))
    assert [skip.id for skip in scaled.graph.skips] == [skip.id for skip in plain.graph.skips]
    products = [sum(call.op == Op.MULTIPLY for call in network.graph.calls.values()) for network in (plain, scaled)]
    assert products == [0, len(plain.graph.skips)]


def test_the_signal_of_a_deep_delta_orthogonal_network_arrives() -> None:
    """Without norm and skips: the norm of what leaves the last stage is that of the image, not 2^-27 of it."""
    spec = NetworkSpec(
        name="plain-56", width=8, input_shape=(1, 8, 8), norm="none", init="delta-orthogonal", activation="leaky-relu",
        slope=0.456,
    )  # fmt: skip
    x = torch.randn(16, 1, 8, 8)
    spread = {}
    for init in ("delta-orthogonal", "pytorch"):
        module = build(replace(spec, init=init), 0).module.eval()
        with torch.no_grad():
            spread[init] = float(module(x).std(dim=0).mean())
    assert spread["delta-orthogonal"] > 1e4 * spread["pytorch"]
    assert np.isfinite(spread["delta-orthogonal"])
