"""Evaluation: exact means over uneven batches, and no trace left in the network."""

import pytest
import torch
from torch import nn

from explorer.training.evaluation import accuracy, evaluate


@pytest.fixture
def network() -> nn.Sequential:
    torch.manual_seed(0)
    return nn.Sequential(nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4), nn.Flatten(), nn.Linear(16, 3))


@pytest.fixture
def examples() -> tuple[torch.Tensor, torch.Tensor]:
    generator = torch.Generator().manual_seed(1)
    return torch.randn(11, 1, 4, 4, generator=generator), torch.arange(11) % 3


def test_means_are_over_examples_not_batches(network, examples):
    x, y = examples
    loss, correct = evaluate(network, [(x[:8], y[:8]), (x[8:], y[8:])]).tolist()
    reference = network.double().eval()
    scores = reference(x.double())
    assert loss == pytest.approx(nn.functional.cross_entropy(scores, y).item(), rel=1e-5)
    assert correct == pytest.approx((scores.argmax(1) == y).double().mean().item())


def test_the_network_is_left_as_it_was(network, examples):
    before = {name: tensor.clone() for name, tensor in network.state_dict().items()}
    evaluate(network, [examples])
    assert network.training
    assert network[1].training
    assert all(torch.equal(before[name], tensor) for name, tensor in network.state_dict().items())


def test_accuracy_is_a_share():
    scores = torch.tensor([[2.0, 1.0], [0.0, 1.0], [3.0, 1.0], [0.0, 5.0]])
    assert accuracy(scores, torch.tensor([0, 1, 1, 1])).item() == 0.75
