"""Optimizers against their update rules written out in numpy, in float64."""

import numpy as np
import pytest
import torch
from torch import nn

from explorer.choices.optimizer import OPTIMIZERS
from explorer.runs.spec import TrainingSpec

STEPS = 6


def _sgd(w, gradients, lr, decay, momentum):
    velocity = None
    for g in gradients:
        total = g + decay * w
        velocity = total if velocity is None else momentum * velocity + total
        w = w - lr * velocity
    return w


def _adam(w, gradients, lr, decay, *, coupled):
    mean, square = np.zeros_like(w), np.zeros_like(w)
    for t, g in enumerate(gradients, start=1):
        total = g + decay * w if coupled else g
        w = w if coupled else w - lr * decay * w
        mean = 0.9 * mean + 0.1 * total
        square = 0.999 * square + 0.001 * total * total
        w = w - lr * (mean / (1 - 0.9**t)) / (np.sqrt(square / (1 - 0.999**t)) + 1e-8)
    return w


RULES = {
    "sgd": lambda w, g, lr, decay: _sgd(w, g, lr, decay, momentum=0.8),
    "adam": lambda w, g, lr, decay: _adam(w, g, lr, decay, coupled=True),
    "adamw": lambda w, g, lr, decay: _adam(w, g, lr, decay, coupled=False),
}


@pytest.mark.parametrize("layout", [torch.contiguous_format, torch.channels_last], ids=str)
@pytest.mark.parametrize("name", OPTIMIZERS.names())
def test_follows_its_rule(name, layout):
    generator = torch.Generator().manual_seed(0)
    start = torch.randn(4, 3, 3, 3, generator=generator)
    gradients = torch.randn(STEPS, 4, 3, 3, 3, generator=generator)
    weight = nn.Parameter(start.clone().to(memory_format=layout))
    spec = TrainingSpec(optimizer=name, lr=0.05, momentum=0.8, weight_decay=0.01)
    optimizer = OPTIMIZERS[spec.optimizer].make([weight], spec)
    for gradient in gradients:
        weight.grad = gradient.clone(memory_format=torch.preserve_format).to(memory_format=layout)
        optimizer.step()
    expected = RULES[name](start.double().numpy(), gradients.double().numpy(), 0.05, 0.01)
    np.testing.assert_allclose(weight.detach().numpy(), expected, rtol=1e-5, atol=1e-6)


def test_plain_sgd_has_no_memory():
    weight = nn.Parameter(torch.ones(3))
    optimizer = OPTIMIZERS["sgd"].make([weight], TrainingSpec(lr=0.5, momentum=0, weight_decay=0))
    for _ in range(2):
        weight.grad = torch.ones(3)
        optimizer.step()
    assert weight.tolist() == [0, 0, 0]


@pytest.mark.parametrize("name", OPTIMIZERS.names())
def test_a_parameter_may_get_its_first_gradient_later(name):
    generator = torch.Generator().manual_seed(0)
    gradients = torch.randn(STEPS, 3, generator=generator)
    early, late = nn.Parameter(torch.ones(3)), nn.Parameter(torch.ones(3))
    spec = TrainingSpec(optimizer=name, lr=0.05, momentum=0.8, weight_decay=0.01)
    optimizer = OPTIMIZERS[name].make([early, late], spec)
    for step, gradient in enumerate(gradients):
        early.grad, late.grad = gradient.clone(), gradient.clone() if step >= 2 else None
        optimizer.step()
    for weight, seen in ((early, gradients), (late, gradients[2:])):
        expected = RULES[name](np.ones(3), seen.double().numpy(), 0.05, 0.01)
        np.testing.assert_allclose(weight.detach().numpy(), expected, rtol=1e-5, atol=1e-6)
