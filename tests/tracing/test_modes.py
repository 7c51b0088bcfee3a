from __future__ import annotations

import copy

import pytest
import torch
from torch import Tensor, fx, nn
from torch.nn import functional

from explorer.tracing.gates import gated
from explorer.tracing.modes import ByMode
from explorer.tracing.trace import nodes_for, trace


class Functional(nn.Module):
    """Norm and dropout as functions, which are told the mode."""

    def __init__(self) -> None:
        super().__init__()
        self.conv, self.norm, self.head = nn.Conv2d(3, 4, 1), nn.BatchNorm2d(4), nn.Linear(4, 5)

    def forward(self, x: Tensor) -> Tensor:
        x, norm = self.conv(x), self.norm
        x = functional.batch_norm(
            x, norm.running_mean, norm.running_var, norm.weight, norm.bias, training=self.training, momentum=0.5
        )
        return self.head(functional.dropout(x.mean((2, 3)), p=0.5, training=self.training))


@pytest.fixture
def pair() -> tuple[nn.Module, fx.GraphModule]:
    """A module, and what is trained in its place."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        module = Functional()
    found = trace(copy.deepcopy(module).to("meta"), "net", (3, 8, 8))
    assert found.way == "fx"
    twin = copy.deepcopy(module)
    return module, gated(twin, nodes_for(twin, found), found.graph)[0]


def images() -> Tensor:
    return torch.randn(6, 3, 8, 8, generator=torch.Generator().manual_seed(0))


def test_evaluation_has_no_dropout_and_uses_the_running_statistics(pair: tuple[nn.Module, fx.GraphModule]) -> None:
    module, network = pair
    network.eval()
    torch.testing.assert_close(network(images()), module.eval()(images()), rtol=0, atol=0)
    # nothing depends on the rest of the batch; another batch size may round otherwise
    torch.testing.assert_close(network(images())[:2], network(images()[:2]))
    assert not network.get_buffer("norm.running_mean").any(), "evaluation learns no statistics"


def test_training_drops_half_and_moves_the_running_statistics(pair: tuple[nn.Module, fx.GraphModule]) -> None:
    module, network = pair
    network.train()
    torch.manual_seed(1)
    first, second = network(images()), network(images())
    assert not torch.equal(first, second)
    torch.manual_seed(1)
    torch.testing.assert_close(first, module.train()(images()), rtol=0, atol=0)
    maps = module.get_submodule("conv")(images())  # the running mean goes half of the way to the batch's, twice
    expected = 0.75 * maps.mean((0, 2, 3))
    torch.testing.assert_close(network.get_buffer("norm.running_mean"), expected)


def test_a_call_without_constants_for_evaluation_hands_its_input_on() -> None:
    graph = fx.Graph()
    image = graph.placeholder("x")
    assert ByMode(functional.relu, ((), {}), None).eval()(image) is image
