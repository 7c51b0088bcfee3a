"""Sharpness while training, against all eigenvalues of the Hessian in float64."""

from __future__ import annotations

import math

import pytest
import torch
from torch import nn
from torch.nn import functional

from explorer.instruments.curvature import Curvature, twice_differentiable
from explorer.instruments.instrument_registry import INSTRUMENTS
from explorer.runs.spec import NetworkSpec
from explorer.tracing import build

SHARPNESS = INSTRUMENTS["sharpness"]


def exact(module: nn.Module, images: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """All eigenvalues of the Hessian, of a network in float64."""
    names = [name for name, _ in module.named_parameters()]
    shapes = [parameter.shape for parameter in module.parameters()]
    flat = torch.cat([parameter.detach().flatten() for parameter in module.parameters()])

    def loss(vector: torch.Tensor) -> torch.Tensor:
        parts = vector.split([shape.numel() for shape in shapes])
        values = {name: part.view(shape) for name, part, shape in zip(names, parts, shapes, strict=True)}
        return functional.cross_entropy(torch.func.functional_call(module, values, (images,)), labels)

    with twice_differentiable():
        return torch.linalg.eigvalsh(torch.autograd.functional.hessian(loss, flat, vectorize=True))


@pytest.mark.parametrize(
    ("name", "gates"), [("resnet-8", (1, 1, 1)), ("resnet-8", (0, 0.5, 1)), ("plain-8", ()), ("vit-2", (1, 0, 0.5, 1))]
)
def test_it_is_the_eigenvalue_of_the_hessian_that_is_largest_in_size(monkeypatch, name, gates):
    monkeypatch.setattr("explorer.instruments.sharpness.ITERATIONS", 600)
    monkeypatch.setattr("explorer.instruments.curvature.ENOUGH", 1e-6)
    network = build(NetworkSpec(name=name, width=2 if name == "vit-2" else 1, input_shape=(1, 4, 4)), 3)
    for skip, gate in zip(network.graph.skips, gates, strict=False):
        network.set_gate(skip.id, gate)
    images, labels = torch.randn(12, 1, 4, 4, generator=torch.Generator().manual_seed(1)), torch.arange(12) % 10
    with twice_differentiable():
        loss = functional.cross_entropy(network.module(images), labels)
    found = SHARPNESS.measure(Curvature(loss, list(network.module.parameters()))).item()
    eigenvalues = exact(network.module.double(), images.double(), labels)
    assert found == pytest.approx(eigenvalues[eigenvalues.abs().argmax()].item(), rel=0.01)


def test_of_a_known_parabola_it_has_the_sign():
    w = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    unused = torch.ones(2, requires_grad=True)
    curves = torch.tensor([1.0, -7.0, 2.0])
    assert SHARPNESS.measure(Curvature((curves * w * w).sum() / 2, [w, unused])).item() == pytest.approx(-7, rel=1e-3)
    assert SHARPNESS.measure(Curvature((curves * w).sum(), [w])).item() == 0
    assert math.isnan(SHARPNESS.measure(Curvature((curves * w * w * math.nan).sum(), [w])).item())
