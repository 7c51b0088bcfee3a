from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import replace

import pytest
import torch
from torch import nn

from explorer.graph.model import Call, NetworkGraph
from explorer.graph.receptive import receptive_fields
from tests.graph.handmade import image, inception, network

Step = tuple[int, int, int]  # kernel, stride, dilation


def chain(steps: Iterable[Step], size: int = 99) -> NetworkGraph:
    calls = [replace(image(), shape=(1, size, size))]
    for i, (kernel, stride, dilation) in enumerate(steps):
        size = (size - (kernel - 1) * dilation - 1) // stride + 1
        shape = (1, size, size)
        numbers = ((n, n) for n in (kernel, stride, dilation))
        kernels = dict(zip(("kernel", "stride", "dilation"), numbers, strict=True))
        calls.append(Call(f"c{i}", "conv", "Conv2d", f"c{i}", shape, weight=f"c{i}.weight", **kernels))
    return network(calls, [(a.id, b.id) for a, b in itertools.pairwise(calls)])


@pytest.mark.parametrize("count", [1, 2, 7])
def test_stacks_of_3x3_see_two_pixels_more_a_layer(count: int) -> None:
    assert receptive_fields(chain([(3, 1, 1)] * count))[f"c{count - 1}"] == 2 * count + 1


def test_the_last_pool_of_vgg16_sees_212_pixels() -> None:
    steps = [step for convs in (2, 2, 3, 3, 3) for step in [(3, 1, 1)] * convs + [(2, 2, 1)]]
    assert list(receptive_fields(chain(steps, 600)).values())[-1] == 212


@pytest.mark.parametrize("steps", [[(3, 2, 1), (3, 1, 2)], [(5, 1, 1), (2, 2, 1), (3, 3, 1)], [(1, 2, 1), (3, 1, 3)]])
def test_against_the_pixels_that_have_a_gradient(steps: list[Step]) -> None:
    layers = nn.Sequential(*(nn.Conv2d(1, 1, k, s, dilation=d) for k, s, d in steps)).double()
    for layer in layers:
        nn.init.ones_(layer.weight)
    pixels = torch.zeros(1, 1, 99, 99, dtype=torch.double, requires_grad=True)
    layers(pixels)[0, 0, 2, 2].backward()
    touched = pixels.grad[0, 0].any(dim=0).nonzero()
    width = int(touched.max() - touched.min()) + 1
    assert list(receptive_fields(chain(steps)).values())[-1] == width


def test_the_largest_branch_counts_and_a_global_pool_sees_everything() -> None:
    graph = inception()
    calls = dict(graph.calls)
    for name, size in (("mix.a1", 1), ("mix.b2", 5), ("mix.c3", 3), ("pool", 3)):
        calls[name] = replace(calls[name], kernel=(size, size), stride=(1, 1), dilation=(1, 1))
    assert receptive_fields(replace(graph, calls=calls))["head"] == 5
    calls["pool"] = replace(calls["pool"], shape=(4, 1, 1))
    assert receptive_fields(replace(graph, calls=calls))["cat"] is None
