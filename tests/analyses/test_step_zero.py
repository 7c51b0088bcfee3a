"""The first pass of a fresh network against float64, and the ratio of its ends."""

from __future__ import annotations

import copy
import math
from itertools import pairwise

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional

from explorer.analyses.step_zero import WEIGHTED, ends_ratio, profile
from explorer.tracing import Network
from explorer.tracing.gates import gated
from explorer.tracing.trace import nodes_for, trace


@pytest.mark.parametrize("name", ["plain-8", "resnet-8"])
def test_gradients_and_loss_agree_with_float64(subject_of, name: str) -> None:
    subject = subject_of(name)
    images, labels = subject.training_batch(16)
    found = profile(subject.network(), (images, labels), seed=0)
    exact = subject.network()
    exact.module.double()
    loss = functional.cross_entropy(exact.module(images.double()), labels)
    gradients = torch.autograd.grad(loss, exact.layer_weights())
    rms = [math.sqrt((g * g).mean()) for g in gradients]
    assert found.loss == pytest.approx(loss.item(), rel=1e-5)
    assert found.gradient == pytest.approx(rms, rel=1e-3)
    norms = [math.sqrt((g * g).sum()) for g in gradients][:-1]  # without the classifier
    assert found.ratio == pytest.approx(sum(norms[:3]) / sum(norms[-3:]), rel=1e-3)


def test_a_vanished_gradient_is_no_false_zero(subject_of) -> None:
    subject = subject_of("plain-56", norm="none", init="pytorch", width=8)
    found = profile(subject.network(), subject.training_batch(16), seed=0)
    assert (found.gradient > 0).all()
    assert found.ratio < 1e-15


@pytest.mark.parametrize(
    ("gradients", "ratio"),
    [
        ([6.0, 3, 3, 1, 1, 2, 3], 2.0),
        ([6.0, 3, 3, *[9] * 6, 1, 2, 3], 2.0),
        ([8.0, 2], 4.0),
        ([1.0, 1, 5, 0, 0], math.inf),
        ([0.0, 0, 3, 1, 1], 0.0),
    ],
)
def test_the_ends_are_three_or_half_of_fewer(gradients: list[float], ratio: float) -> None:
    assert ends_ratio(np.array(gradients)) == pytest.approx(ratio)


@pytest.mark.parametrize("gradients", [[], [1.0], [0.0, 0.0]])
def test_no_ratio_where_there_are_no_ends(gradients: list[float]) -> None:
    assert math.isnan(ends_ratio(np.array(gradients)))


class Layers(nn.Module):
    """Fully connected layers of these sizes."""

    def __init__(self, *sizes: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(*(nn.Linear(a, b) for a, b in pairwise(sizes)))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.layers(x.flatten(1))


@pytest.mark.parametrize(("sizes", "ends"), [((64, 10), 0), ((64, 8, 10), 1), ((64, 8, 8, 8, 10), 2)])
def test_without_convolutions_all_layers_with_weights_are_compared(sizes: tuple[int, ...], ends: int) -> None:
    module = Layers(*sizes)
    found_by = trace(copy.deepcopy(module).to("meta"), "layers", (1, 8, 8))
    rewritten, junctions = gated(module, nodes_for(module, found_by), found_by.graph)
    network = Network(rewritten, found_by.graph, junctions)
    batch = torch.rand(16, 1, 8, 8), torch.arange(16) % 10
    found = profile(network, batch, seed=0)
    assert (found.ends, found.kind) == (ends, WEIGHTED)
    gradients = torch.autograd.grad(functional.cross_entropy(module(batch[0]), batch[1]), network.layer_weights())
    norms = [g.norm().item() for g in gradients]
    if ends:
        assert found.ratio == pytest.approx(sum(norms[:ends]) / sum(norms[-ends:]), rel=1e-3)
    else:
        assert math.isnan(found.ratio)
