from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn
from torch.nn import functional
from torchvision.ops import StochasticDepth

from explorer.choices.family import FAMILIES
from explorer.choices.init import INITS
from explorer.choices.norm import NORMS
from explorer.graph.model import NetworkGraph
from explorer.graph.skip_edits import switched, toggled
from explorer.networks.families.cifar import GROUP
from explorer.networks.making import make
from explorer.registry import SpecError, UnknownNameError
from explorer.runs.spec import SHORTCUTS, NetworkSpec
from explorer.tracing import build, describe

DIGITS = NetworkSpec(name="resnet-8", width=4, input_shape=(1, 8, 8))
SMALLEST = [f"{f.name}-{f.depths[0]}" for f in FAMILIES if f.group == GROUP]


def images(count: int = 4, shape: tuple[int, ...] = (1, 8, 8)) -> Tensor:
    return torch.randn(count, *shape, generator=torch.Generator().manual_seed(0))


def plain_by_hand(depth: int, width: int) -> nn.Sequential:
    """He et al.'s plain network for 1×8×8, written from the paper alone."""
    layers: list[nn.Module] = []
    inputs = 1
    for stage, outputs in enumerate((width, 2 * width, 4 * width)):
        for i in range((depth - 2) // 3 + (stage == 0)):
            stride = 2 if stage > 0 and i == 0 else 1
            layers += [
                nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False),
                nn.BatchNorm2d(outputs),
                nn.ReLU(),
            ]
            inputs = outputs
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4 * width, 10))


def gradients(module: nn.Module) -> list[Tensor]:
    functional.cross_entropy(module(images()), torch.arange(4)).backward()
    return [p.grad for p in module.parameters() if p.grad is not None]


@pytest.mark.parametrize("depth", [8, 20])
def test_plain_is_the_plain_network_to_the_bit(depth: int) -> None:
    network = build(replace(DIGITS, name=f"plain-{depth}"), seed=5).module
    by_hand = plain_by_hand(depth, 4)
    ours = network.state_dict().values()
    by_hand.load_state_dict(dict(zip(by_hand.state_dict(), ours, strict=True)))
    assert torch.equal(network(images()), by_hand(images()))
    mine, theirs = gradients(network), gradients(by_hand)
    assert len(mine) == len(theirs) == len(list(by_hand.parameters()))
    assert all(torch.equal(g, h) for g, h in zip(mine, theirs, strict=True))


COMBINED = [  # a rule draws weights by name and shape, whatever the norm: only the biases beside no norm are others
    *product(NORMS.names(), ["he"], SHORTCUTS),
    *product(["batch", "none"], [init for init in INITS.names() if init != "he"], SHORTCUTS),
]


@pytest.mark.parametrize(("norm", "init", "shortcut"), COMBINED)
def test_a_residual_network_with_its_skips_off_is_the_plain_one_to_the_bit(norm: str, init: str, shortcut: str) -> None:
    spec = replace(DIGITS, norm=norm, init=init, shortcut=shortcut)
    plain = build(replace(spec, name="plain-8"), seed=7)
    off = build(replace(spec, skips="off"), seed=7)
    assert plain.module.state_dict().keys() == off.module.state_dict().keys()
    for name, value in plain.module.state_dict().items():
        assert torch.equal(value, off.module.state_dict()[name]), name
    assert torch.equal(plain.module(images()), off.module(images()))
    assert replace(plain.graph, name="resnet-8").to_dict() == off.graph.to_dict()


@pytest.mark.parametrize("shortcut", SHORTCUTS)
def test_twins_share_every_initial_weight_that_both_have(shortcut: str) -> None:
    residual = dict(build(replace(DIGITS, shortcut=shortcut), 1).module.named_parameters())
    plain = dict(build(replace(DIGITS, shortcut=shortcut, name="plain-8"), 1).module.named_parameters())
    assert plain.keys() <= residual.keys()
    assert all(torch.equal(value, residual[name]) for name, value in plain.items())
    assert (plain.keys() == residual.keys()) == (shortcut == "A")


def test_depths_share_the_layers_of_one_name() -> None:
    deep = dict(build(replace(DIGITS, name="resnet-14"), 1).module.named_parameters())
    for name, value in build(DIGITS, 1).module.named_parameters():
        assert torch.equal(value, deep[name]), name


def test_seeds_give_other_weights_and_the_same_seed_the_same() -> None:
    first, again, other = (build(DIGITS, seed).layer_weights() for seed in (0, 0, 1))
    assert all(torch.equal(a, b) for a, b in zip(first, again, strict=True))
    assert not any(torch.equal(a, b) for a, b in zip(first, other, strict=True))


@pytest.mark.parametrize("init", INITS.names())
def test_building_leaves_the_global_random_state_alone(init: str) -> None:
    before = torch.get_rng_state()
    build(replace(DIGITS, init=init), 0)
    assert torch.equal(before, torch.get_rng_state())


def test_own_weights_are_what_the_network_draws_from_the_seed() -> None:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(4)
        by_hand = make(DIGITS).state_dict()
    ours = build(replace(DIGITS, init="own"), seed=4).module.state_dict()
    assert ours.keys() == by_hand.keys()
    assert all(torch.equal(value, by_hand[name]) for name, value in ours.items())
    other = build(replace(DIGITS, init="own"), seed=5).module.state_dict()
    assert not torch.equal(ours["head.weight"], other["head.weight"])


@pytest.mark.parametrize("twin", ["plain", "resnet"])
@pytest.mark.parametrize("depth", [20, 32, 44, 56, 110, 1202])
def test_counts_equal_the_closed_forms(twin: str, depth: int) -> None:
    n = (depth - 2) // 6
    graph = describe(NetworkSpec(name=f"{twin}-{depth}"))
    assert graph.parameters == 97_216 * n - 21_926
    assert graph.multiply_adds == 14_155_776 * n - 1_916_288
    assert graph.weighted_layers == len(graph.layers) == depth
    assert len(graph.skips) == 3 * n
    assert len(graph.enabled) == (3 * n if twin == "resnet" else 0)


def test_published_counts() -> None:
    published = {20: 269_722, 32: 464_154, 44: 658_586, 56: 853_018, 110: 1_727_962}
    assert {d: describe(NetworkSpec(name=f"plain-{d}")).parameters for d in published} == published


@pytest.mark.parametrize("norm", NORMS.names())
@pytest.mark.parametrize("shortcut", SHORTCUTS)
def test_a_toggle_recounts_what_rebuilding_would_count(shortcut: str, norm: str) -> None:
    spec = replace(DIGITS, name="resnet-14", shortcut=shortcut, norm=norm)
    graph = describe(spec)
    for flipped in ((), ("skip1",), ("skip3",), ("skip3", "skip4", "skip6"), tuple(graph.skip)):
        edited = toggled(graph, flipped)
        network = build(replace(spec, skips=edited.enabled), seed=0)
        assert edited.to_dict() == network.graph.to_dict()
        assert edited.parameters == sum(p.numel() for p in network.module.parameters())
        assert edited.multiply_adds == multiply_adds(network.module)


def multiply_adds(module: nn.Module) -> int:
    """Counted independently, by hooks on a real forward pass of one example."""
    total = 0

    def count(layer: nn.Module, _inputs: object, output: Tensor) -> None:
        nonlocal total
        assert isinstance(layer, nn.Conv2d | nn.Linear)
        total += output.numel() * layer.weight[0].numel()

    hooks = [m.register_forward_hook(count) for m in module.modules() if isinstance(m, nn.Conv2d | nn.Linear)]
    module.eval()(images(1))
    for hook in hooks:
        hook.remove()
    return total


@pytest.mark.parametrize(
    ("shortcut", "kinds"),
    [
        ("A", ["identity"] * 2 + ["zero-padding", "identity"] * 2),
        ("B", ["identity"] * 2 + ["projection", "identity"] * 2),
        ("C", ["projection"] * 6),
    ],
)
def test_skips_have_kind_stage_and_block(shortcut: str, kinds: list[str]) -> None:
    skips = describe(replace(DIGITS, name="resnet-14", shortcut=shortcut)).skips
    assert [s.kind for s in skips] == kinds
    assert [s.id for s in skips] == [f"skip{i}" for i in range(1, 7)]
    assert [(s.stage, s.block) for s in skips] == [(1, 1), (1, 2), (2, 1), (2, 2), (3, 1), (3, 2)]


def open_branches(module: nn.Module) -> None:
    """Let every branch pass: learned numbers that start at 0 become 1, and none is left out at random."""
    for parameter in module.parameters():
        if parameter.ndim == 0:
            nn.init.ones_(parameter)
    for part in module.modules():
        if isinstance(part, StochasticDepth):
            part.eval()


def test_a_branch_behind_a_gate_of_0_has_no_gradient_but_its_gate_has() -> None:
    network = build(replace(DIGITS, name="rezero-8"), seed=0)
    gradients(network.module)
    branches = {call for skip in network.graph.skips for call in skip.residual}
    for layer, weight in zip(network.graph.layers, network.layer_weights(), strict=True):
        assert weight.grad is not None
        assert bool(weight.grad.any()) == (layer not in branches), layer
    gates = [p for p in network.module.parameters() if p.ndim == 0]
    assert len(gates) == len(network.graph.skips)
    assert all(p.grad is not None and p.grad != 0 for p in gates)


@given(
    name=st.sampled_from(SMALLEST),
    norm=st.sampled_from(NORMS.names()),
    init=st.sampled_from([init for init in INITS.names() if init != "fixup"]),  # it starts branches' ends at 0
    shortcut=st.sampled_from(SHORTCUTS),
    skips=st.one_of(
        st.sampled_from(("on", "off", "default")), st.sets(st.sampled_from(("skip1", "skip2", "skip3"))).map(tuple)
    ),
)
@settings(max_examples=40, deadline=None)
def test_gradients_reach_every_weight_in_every_configuration(
    name: str, norm: str, init: str, shortcut: str, skips: str | tuple[str, ...]
) -> None:
    spec = NetworkSpec(name=name, width=4, norm=norm, init=init, shortcut=shortcut, input_shape=(1, 8, 8))
    if not isinstance(skips, str):
        skips = tuple(skip for skip in skips if skip in describe(spec).skip)  # the smallest of a family may have one
    network = build(replace(spec, skips=skips), seed=0)
    open_branches(network.module)
    functional.cross_entropy(network.module(images()), torch.arange(4)).backward()
    weights = network.layer_weights()
    assert len(weights) == len(network.graph.layers)
    for layer, weight in zip(network.graph.layers, weights, strict=True):
        assert weight.grad is not None, layer
        assert weight.grad.isfinite().all(), layer
        assert weight.grad.any(), layer


@pytest.mark.parametrize("name", SMALLEST)
def test_every_family_is_described_as_it_is_built(name: str) -> None:
    spec = replace(DIGITS, name=name)
    graph, network = describe(spec), build(spec, seed=0)
    assert graph.to_dict() == network.graph.to_dict()
    assert NetworkGraph.from_dict(graph.to_dict()).to_dict() == graph.to_dict()
    assert graph.parameters == sum(p.numel() for p in network.module.parameters())
    assert network.module(images()).shape == (4, 10)
    assert (graph.name, graph.input_shape, graph.classes) == (name, (1, 8, 8), 10)
    weights = dict(network.module.named_parameters())
    for layer, weight in zip(graph.layers, network.layer_weights(), strict=True):
        assert weights[str(graph.calls[layer].weight)] is weight


def test_zero_gamma_silences_every_residual_branch() -> None:
    network = build(replace(DIGITS, zero_gamma=True), seed=0)
    gammas = {n: p for n, p in network.module.named_parameters() if "norm.weight" in n}
    assert {n for n, p in gammas.items() if not p.any()} == {f"stage{i}.0.second.norm.weight" for i in (1, 2, 3)}
    off = build(replace(DIGITS, zero_gamma=True, norm="none"), seed=0)
    assert all(weight.any() for weight in off.layer_weights())


def test_all_skips_by_stage_agree_with_the_spec() -> None:
    graph = describe(DIGITS)
    assert switched(graph, on=False).to_dict() == describe(replace(DIGITS, skips="off")).to_dict()
    assert switched(graph, on=False, stage=2).enabled == ("skip1", "skip3")


def test_a_wrong_depth_an_unknown_name_and_an_unknown_skip_have_their_message() -> None:
    with pytest.raises(SpecError, match=r"Nearest: resnet-56 and resnet-62"):
        describe(NetworkSpec(name="resnet-57"))
    with pytest.raises(UnknownNameError, match=r"no network called 'resmet-56'.*Did you mean 'resnet-56'"):
        build(NetworkSpec(name="resmet-56"), seed=0)
    with pytest.raises(SpecError, match=r"resnet-8 has no skip4, skip9; allowed: on, off or ids from skip1 … skip3"):
        describe(replace(DIGITS, skips=("skip1", "skip4", "skip9")))
    many = tuple(f"skip{number}" for number in range(1, 100))
    with pytest.raises(SpecError, match=r"resnet-8 has no skip4, skip5, skip6 and 93 more; allowed"):
        describe(replace(DIGITS, skips=many))
