from __future__ import annotations

from collections import Counter

import pytest
import torch
from torch import nn

from explorer.choices.norm import NORMS
from explorer.networks.families.cifar_bottleneck import DEPTHS
from explorer.runs.spec import NetworkSpec
from explorer.tracing import build, describe


def by_hand(blocks: int, width: int) -> nn.Sequential:
    """The plain twin for 1×8×8, written from the papers alone: conv, BN, ReLU throughout."""
    plan = [(1, width, 3, 1)]
    inputs = width
    for stage in range(3):
        inner = width * 2**stage
        for block in range(blocks):
            stride = 2 if stage and not block else 1
            plan += [(inputs, inner, 1, stride), (inner, inner, 3, 1), (inner, 4 * inner, 1, 1)]
            inputs = 4 * inner
    layers: list[nn.Module] = []
    for before, after, kernel, stride in plan:
        layers += [nn.Conv2d(before, after, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(after), nn.ReLU()]
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(16 * width, 10))


def test_depths_are_9n_plus_2_with_those_of_the_paper() -> None:
    assert {164, 1001} < set(DEPTHS)
    assert all(depth % 9 == 2 for depth in DEPTHS)


@pytest.mark.parametrize(("depth", "published"), [(164, 1_704_154), (272, 2_816_986), (1001, 10_328_602)])
def test_parameters_equal_those_published_with_projections(depth: int, published: int) -> None:
    """pytorchcv's resnet164bn, resnet272bn and resnet1001 for CIFAR-10; 1.7 and 10.2 million in He et al. 2016."""
    graph = describe(NetworkSpec(name=f"resnet-bottleneck-{depth}", shortcut="B"))
    n = (depth - 2) // 9
    assert graph.parameters == published == 92_736 * n + 34_906
    assert graph.weighted_layers == depth
    assert Counter(skip.kind for skip in graph.skips) == {"identity": 3 * n - 3, "projection": 3}


@pytest.mark.parametrize(
    ("shortcut", "kinds"),
    [
        ("A", ["zero-padding", "identity"] * 3),
        ("B", ["projection", "identity"] * 3),
        ("C", ["projection"] * 6),
    ],
)
def test_shortcuts_have_their_kinds(shortcut: str, kinds: list[str]) -> None:
    spec = NetworkSpec(name="resnet-bottleneck-20", width=2, shortcut=shortcut)
    assert [skip.kind for skip in describe(spec).skips] == kinds


@pytest.mark.parametrize("shortcut", ["A", "B"])
def test_with_its_skips_off_it_is_the_plain_network_to_the_bit(shortcut: str) -> None:
    spec = NetworkSpec(name="resnet-bottleneck-20", width=4, shortcut=shortcut, skips="off", input_shape=(1, 8, 8))
    module, hand = build(spec, seed=5).module, by_hand(2, 4)
    hand.load_state_dict(dict(zip(hand.state_dict(), module.state_dict().values(), strict=True)))
    x = torch.randn(4, 1, 8, 8)
    assert torch.equal(module(x), hand(x))


@pytest.mark.parametrize("norm", NORMS.names())
def test_it_runs_forward_and_backward_with_every_norm(norm: str) -> None:
    network = build(NetworkSpec(name="resnet-bottleneck-11", width=1, norm=norm, input_shape=(1, 8, 8)), seed=0)
    network.module(torch.randn(4, 1, 8, 8)).square().sum().backward()
    assert all(weight.grad is not None and weight.grad.isfinite().all() for weight in network.layer_weights())


def test_zero_gamma_silences_the_last_norm_of_every_block() -> None:
    spec = NetworkSpec(name="resnet-bottleneck-11", width=4, shortcut="B", zero_gamma=True, input_shape=(1, 8, 8))
    gammas = {n: p for n, p in build(spec, seed=0).module.named_parameters() if n.endswith("norm.weight")}
    assert {n for n, p in gammas.items() if not p.any()} == {f"stage{i}.0.third.norm.weight" for i in (1, 2, 3)}
