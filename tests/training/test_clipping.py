"""Adaptive gradient clipping against the paper's equation, unit by unit in float64."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn

from explorer.datasets.batches import Batches
from explorer.datasets.dataset_lookup import find
from explorer.datasets.dataset_registry import SPLIT_SEED
from explorer.registry import SpecError
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.tracing import build
from explorer.training.clipping import Clipping, clip_units
from explorer.training.stepper import Stepper


def units(array: np.ndarray) -> list[np.ndarray]:
    """Views of what gives one output each: rows of what has several axes, a vector or a number as a whole."""
    return list(array) if array.ndim > 1 else [array]


def clipped(weight: np.ndarray, gradient: np.ndarray, limit: float) -> np.ndarray:
    """Brock et al. 2021, equation 3."""
    found = gradient.copy()
    for w, g in zip(units(weight), units(found), strict=True):
        size, most = np.sqrt((g**2).sum()), limit * max(np.sqrt((w**2).sum()), 1e-3)
        if size > most:
            g[...] = g * (most / size)
    return found


SHAPES = [(5, 3, 3, 3), (6, 4), (7,), (), (2, 3, 5)]


@pytest.mark.parametrize(("limit", "tensors"), [(0.01, 5), (100.0, 2)])
def test_each_unit_is_clipped_by_its_own_weights(limit: float, tensors: int) -> None:
    rng = np.random.default_rng(0)
    weights = [rng.standard_normal(shape) for shape in SHAPES]
    gradients = [0.1 * rng.standard_normal(shape) for shape in SHAPES]
    weights[0][1], weights[2] = 0.0, np.zeros(7)  # ε lets them move
    gradients[0][2], gradients[0][3] = 0.0, 1e12 * gradients[0][3]
    parameters = [nn.Parameter(torch.from_numpy(np.asarray(w, np.float32))) for w in weights]
    for parameter, gradient in zip(parameters, gradients, strict=True):
        parameter.grad = torch.from_numpy(np.asarray(gradient, np.float32))
    clip_units([*parameters, nn.Parameter(torch.ones(2))], limit)  # the last has no gradient
    changed = 0
    for parameter, weight, gradient in zip(parameters, weights, gradients, strict=True):
        expected = clipped(np.asarray(weight), np.asarray(gradient), limit)
        assert parameter.grad.numpy() == pytest.approx(expected, rel=1e-5, abs=0)
        changed += not np.array_equal(expected, gradient)
    assert changed == tensors


def test_the_classifier_is_left_out_and_instruments_see_the_gradient_before() -> None:
    """A step of the real thing: SGD without momentum and decay, against the gradients of a copy."""
    spec = RunSpec(
        network=NetworkSpec(name="resnet-8", width=2),
        training=TrainingSpec(lr=0.5, momentum=0.0, weight_decay=0.0, clip=1e-3, clip_by="adaptive"),
    )
    network = build(replace(spec.network, input_shape=(1, 8, 8)), 0)
    split = find("digits").load(SPLIT_SEED, None)
    batch = next(Batches(split, 32, 0, torch.device("cpu"), augment="none").train(0))
    copy = deepcopy(network.module).double()
    nn.functional.cross_entropy(copy(batch[0].double()), batch[1]).backward()
    before = {name: parameter.detach().numpy() for name, parameter in copy.named_parameters()}
    seen: list[float] = []
    Stepper(network, spec.training, 10).step(
        batch, 0, lambda context: seen.extend(norm.item() for norm in context.norms.gradients)
    )
    clipped_units = 0
    for name, parameter in network.module.named_parameters():
        gradient = copy.get_parameter(name).grad.numpy()
        wanted = gradient if name.startswith("head.") else clipped(before[name], gradient, 1e-3)
        clipped_units += not np.array_equal(wanted, gradient)
        moved = before[name] - parameter.detach().double().numpy()
        assert moved == pytest.approx(0.5 * wanted, rel=1e-3, abs=1e-6), name
    assert clipped_units > 10
    names = [network.graph.calls[layer].weight for layer in network.graph.layers]
    assert seen == pytest.approx([copy.get_parameter(name).grad.norm().item() for name in names], rel=1e-4)


def test_off_is_off_and_what_is_not_allowed_is_refused() -> None:
    parameter = nn.Linear(2, 2)
    parameter.weight.grad = torch.full((2, 2), 1e6)
    Clipping(parameter, None, TrainingSpec(clip_by="adaptive")).clip()
    assert (parameter.weight.grad == 1e6).all()
    with pytest.raises(SpecError, match="clipping is 'value'; allowed: norm, adaptive"):
        TrainingSpec(clip_by="value")
