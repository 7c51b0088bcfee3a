"""Networks computed as one: the same as each alone in float64, gradients and statistics too."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
import torch
from torch import Tensor
from torch.nn import functional

from explorer.registry import SpecError
from explorer.runs.spec import NetworkSpec
from explorer.tracing import Network, build
from explorer.training.grouped import Grouped

CASES = {
    "plain": NetworkSpec(name="plain-8", width=3),
    "zero padding": NetworkSpec(name="resnet-8", width=3),
    "projections": NetworkSpec(name="resnet-8", width=3, shortcut="B"),
    "some skips": NetworkSpec(name="resnet-8", width=3, skips=("skip2",)),
    "a projection gone": NetworkSpec(name="resnet-8", width=3, shortcut="B", skips=("skip1",)),
    "no norm": NetworkSpec(name="resnet-8", width=3, norm="none", activation="leaky-relu", branch_scale=True),
    "group norm": NetworkSpec(name="resnet-8", width=4, norm="group", activation="gelu"),
    "layer norm": NetworkSpec(name="resnet-8", width=3, norm="layer", activation="tanh"),
    "bottleneck": NetworkSpec(name="resnet-bottleneck-11", width=2),
    "before the activation": NetworkSpec(name="preact-8", width=3, activation="silu"),
    "gates that are learned": NetworkSpec(name="highway-8", width=3),
    "pooling": NetworkSpec(name="vgg-stack-5", width=3),
}
REFUSED = {
    "vit-2": "positions is used outside of a layer",
    "rezero-8": "alpha is used outside",
    "stochastic-8": "Stochastic",
}


def networks(spec: NetworkSpec, count: int = 3) -> list[Network]:
    found = [build(spec, seed) for seed in range(count)]
    for network in found:
        network.module.double()
    return found


def batches(count: int = 3) -> tuple[list[Tensor], list[Tensor]]:
    draw = torch.Generator().manual_seed(1)
    images = [torch.randn(5, 1, 8, 8, dtype=torch.float64, generator=draw) for _ in range(count)]
    return images, [torch.randint(0, 10, (5,), generator=draw) for _ in range(count)]


def alone(network: Network, images: Tensor, labels: Tensor) -> Tensor:
    scores = network.module(images)
    functional.cross_entropy(scores, labels).backward()
    return scores.detach()


def state(network: Network) -> Mapping[str, Tensor]:
    gradients = {f"d {name}": p.grad for name, p in network.module.named_parameters() if p.grad is not None}
    return {**gradients, **{name: buffer.clone() for name, buffer in network.module.named_buffers()}}


def together(grouped: Grouped, images: list[Tensor], labels: list[Tensor]) -> list[Tensor]:
    scores = grouped.forward(images)
    losses = [functional.cross_entropy(found, right) for found, right in zip(scores, labels, strict=True)]
    torch.stack(losses).sum().backward()
    return [found.detach() for found in scores]


@pytest.mark.parametrize("case", CASES)
def test_scores_gradients_and_statistics_are_those_of_each_alone(case: str) -> None:
    spec = CASES[case].at(CASES[case].depth or 0)
    spec = NetworkSpec(**{**vars(spec), "input_shape": (1, 8, 8)})
    ours, theirs = networks(spec), networks(spec)
    images, labels = batches()
    grouped = Grouped(ours)
    for _ in range(2):  # the second time with statistics that have moved
        scores = together(grouped, images, labels)
        grouped.hand_out(range(3))
        for place in range(3):
            for parameter in theirs[place].module.parameters():
                parameter.grad = None
            torch.testing.assert_close(scores[place], alone(theirs[place], images[place], labels[place]))
            torch.testing.assert_close(dict(state(ours[place])), dict(state(theirs[place])), rtol=1e-7, atol=1e-12)


def test_gates_that_move_are_those_of_the_leading_network() -> None:
    spec = NetworkSpec(name="resnet-8", width=2, input_shape=(1, 8, 8))
    ours, theirs = networks(spec, 2), networks(spec, 2)
    images, labels = batches(2)
    grouped = Grouped(ours)
    for network in (ours[1], *theirs):
        network.set_gate("skip2", 0.25)
    scores = grouped.forward(images, lead=1)
    for place in range(2):
        torch.testing.assert_close(scores[place].detach(), alone(theirs[place], images[place], labels[place]))


def test_a_network_that_is_left_out_stays_as_it_is() -> None:
    spec = NetworkSpec(name="resnet-8", width=2, input_shape=(1, 8, 8))
    ours = networks(spec, 2)
    before = dict(state(ours[1]))
    grouped = Grouped(ours)
    scores = grouped.forward(batches(2)[0])
    functional.cross_entropy(scores[0], batches(2)[1][0]).backward()
    grouped.hand_out([0])
    torch.testing.assert_close(dict(state(ours[1])), before, rtol=0, atol=0)
    assert all(parameter.grad is None for parameter in ours[1].module.parameters())
    assert ours[0].module.get_parameter("head.weight").grad is not None


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_computed_so_is_refused_with_its_name(name: str) -> None:
    with pytest.raises(SpecError, match=REFUSED[name]):
        Grouped(networks(NetworkSpec(name=name, width=4, input_shape=(1, 8, 8)), 2))
