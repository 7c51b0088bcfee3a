"""What a step shows to its instruments."""

import math

import pytest
import torch
from torch import nn

from explorer.instruments.context import StepContext, Weights, sizes_of


def _weight(gradient: torch.Tensor | None) -> nn.Parameter:
    weight = nn.Parameter(torch.full((2, 3), 2.0))
    weight.grad = gradient
    return weight


def test_missing_gradient_reads_as_zero():
    weights = [_weight(None), _weight(torch.ones(2, 3))]
    context = StepContext(Weights(weights))
    assert context.gradient_norms.tolist() == pytest.approx([0, 6**0.5])
    assert context.weight_norms.tolist() == pytest.approx([24**0.5] * 2)


@pytest.mark.parametrize("size", [1e-30, 1e-22, 1e25])
def test_tiny_and_huge_gradients_are_not_lost_in_their_squares(size):
    weights = [_weight(torch.full((2, 3), size))]
    assert StepContext(Weights(weights)).gradient_norms.item() == pytest.approx(size * 6**0.5, rel=1e-5)


def test_exact_zero_stays_zero_and_nan_stays_nan():
    weights = [
        _weight(torch.zeros(2, 3)),
        _weight(torch.full((2, 3), torch.nan)),
        _weight(torch.full((2, 3), torch.inf)),
    ]
    zero, nan, inf = StepContext(Weights(weights)).gradient_norms.tolist()
    assert zero == 0
    assert math.isnan(nan)
    assert inf == math.inf


def test_sizes_count_elements():
    assert sizes_of([_weight(None)]).tolist() == [6]
