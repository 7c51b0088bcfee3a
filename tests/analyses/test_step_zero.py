"""The first pass of a fresh network against float64, and the ratio of its ends."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from torch.nn import functional

from explorer.analyses.step_zero import ends_ratio, profile


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
    [([6.0, 3, 3, 1, 1, 2, 3], 2.0), ([8.0, 2], 4.0), ([1.0, 1, 5, 0, 0], math.inf), ([0.0, 0, 3, 1, 1], 0.0)],
)
def test_the_ends_are_three_or_half_of_fewer(gradients: list[float], ratio: float) -> None:
    assert ends_ratio(np.array(gradients)) == pytest.approx(ratio)


@pytest.mark.parametrize("gradients", [[], [1.0], [0.0, 0.0]])
def test_no_ratio_where_there_are_no_ends(gradients: list[float]) -> None:
    assert math.isnan(ends_ratio(np.array(gradients)))
