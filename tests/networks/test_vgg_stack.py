from __future__ import annotations

from math import prod

import pytest
import torch
from torch import nn
from torchvision import models

from explorer.choices.norm import NORMS
from explorer.networks.families.vgg_stack import DEPTHS
from explorer.networks.vgg_stack import WIDTHS, stages
from explorer.runs.spec import NetworkSpec
from explorer.tracing import build, describe

VGG = {8: [1, 1, 2, 2, 2], 10: [2, 2, 2, 2, 2], 13: [2, 2, 3, 3, 3]}
"""Convolutions of VGG-11, 13 and 16 by stage (Simonyan & Zisserman 2014, table 1)."""


@pytest.mark.parametrize("convolutions", VGG)
def test_stages_are_those_of_vgg(convolutions: int) -> None:
    assert stages(convolutions) == VGG[convolutions]


@pytest.mark.parametrize("depth", DEPTHS)
def test_every_depth_has_its_convolutions_in_at_most_five_even_stages(depth: int) -> None:
    counts = stages(depth - 1)
    assert sum(counts) == depth - 1
    assert len(counts) == min(5, depth - 1)
    assert counts == sorted(counts)
    assert counts[-1] - counts[0] <= 1


@pytest.mark.parametrize("norm", ["none", "batch"])
@pytest.mark.parametrize(("depth", "name"), [(9, "vgg11"), (11, "vgg13"), (14, "vgg16")])
def test_at_width_64_its_convolutions_count_as_torchvisions(depth: int, name: str, norm: str) -> None:
    with torch.device("meta"):
        features = getattr(models, name + ("_bn" if norm == "batch" else ""))().features
    published = sum(p.numel() for p in features.parameters())
    if norm == "batch":  # torchvision's keep a bias before the norm
        published -= sum(layer.out_channels for layer in features if isinstance(layer, nn.Conv2d))
    graph = describe(NetworkSpec(name=f"vgg-stack-{depth}", width=64, norm=norm))
    assert graph.parameters == published + 512 * 10 + 10
    assert graph.weighted_layers == depth
    assert graph.skips == ()


def test_it_computes_what_torchvisions_features_compute() -> None:
    module = build(NetworkSpec(name="vgg-stack-9", width=64, norm="none"), seed=0).module
    with torch.device("meta"):
        features = models.vgg11().features
    ours = [value for name, value in module.state_dict().items() if name.startswith("units")]
    features.load_state_dict(dict(zip(features.state_dict(), ours, strict=True)), assign=True)
    x = torch.randn(2, 3, 32, 32)
    assert torch.equal(module(x), module.head(features(x).flatten(1)))


@pytest.mark.parametrize("shape", [(1, 1, 1), (3, 1, 9), (1, 2, 2), (1, 8, 8), (3, 33, 17)])
def test_it_pools_while_the_map_is_larger_than_one_pixel(shape: tuple[int, int, int]) -> None:
    graph = describe(NetworkSpec(name="vgg-stack-6", width=2, input_shape=shape))
    pools = [call.shape for call in graph.calls.values() if call.type == "MaxPool2d"]
    assert len(pools) == min(len(WIDTHS), min(shape[1:]).bit_length() - 1)
    assert all(prod(pool[1:]) >= 1 for pool in pools)


@pytest.mark.parametrize("norm", NORMS.names())
@pytest.mark.parametrize("depth", [4, 12, 101])
def test_it_runs_forward_and_backward_at_every_depth_with_every_norm(depth: int, norm: str) -> None:
    spec = NetworkSpec(name=f"vgg-stack-{depth}", width=1, norm=norm, input_shape=(1, 8, 8), classes=3)
    network = build(spec, seed=0)
    scores = network.module(torch.randn(4, 1, 8, 8))
    assert scores.shape == (4, 3)
    scores.square().sum().backward()
    assert len(network.layer_weights()) == depth
    assert all(weight.grad is not None and weight.grad.isfinite().all() for weight in network.layer_weights())
