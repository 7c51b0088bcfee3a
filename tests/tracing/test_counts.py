"""Parameters and multiply-adds against the module's own."""

from __future__ import annotations

import copy

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.flop_counter import FlopCounterMode

from explorer.graph.ops import Op
from explorer.tracing.trace import trace_module


class Handmade(nn.Module):
    """Functions with weights, a norm and an activation, all in one module."""

    def __init__(self) -> None:
        super().__init__()
        self.kernel = nn.Parameter(torch.randn(4, 3, 3, 3))
        self.scale, self.shift = nn.Parameter(torch.ones(4)), nn.Parameter(torch.zeros(4))
        self.matrix, self.gain = nn.Parameter(torch.randn(6, 4)), nn.Parameter(torch.ones(6))

    def forward(self, x: Tensor) -> Tensor:
        x = functional.group_norm(functional.conv2d(x, self.kernel), 2, self.scale, self.shift)
        return functional.linear(torch.relu(x).mean((2, 3)), self.matrix) * self.gain


class Tied(nn.Module):
    """Two layers that share a weight, one of them with a bias of its own; a layer that never runs."""

    def __init__(self) -> None:
        super().__init__()
        self.a, self.b, self.spare = nn.Linear(12, 12, bias=False), nn.Linear(12, 12), nn.Linear(3, 5)
        self.b.weight = self.a.weight

    def forward(self, x: Tensor) -> Tensor:
        return self.b(self.a(x.flatten(1)))


class Recurrent(nn.Module):
    """A cell that is called for each row."""

    def __init__(self) -> None:
        super().__init__()
        self.cell, self.head = nn.GRUCell(6, 5), nn.Linear(5, 4)

    def forward(self, x: Tensor) -> Tensor:
        state = x.new_zeros(x.shape[0], 5)
        for row in range(3):
            state = self.cell(x[:, 0, row], state)
        return self.head(state)


class Gated(nn.Module):
    """An LSTM's cell gives two results."""

    def __init__(self) -> None:
        super().__init__()
        self.cell, self.head = nn.LSTMCell(12, 5), nn.Linear(5, 4)

    def forward(self, x: Tensor) -> Tensor:
        return self.head(self.cell(x.flatten(1))[0])


SHAPES = {Handmade: (3, 8, 8), Tied: (3, 2, 2), Recurrent: (2, 3, 6), Gated: (3, 2, 2)}
UNUSED = {Tied: 20}


@pytest.mark.parametrize("kind", SHAPES, ids=lambda kind: kind.__name__)
def test_parameters_and_work_are_those_of_the_module(kind: type[nn.Module]) -> None:
    module, shape = kind(), SHAPES[kind]
    graph = trace_module(module, kind.__name__, shape)
    own = sum(p.numel() for p in module.parameters())
    assert graph.counts == (own - UNUSED.get(kind, 0), own - UNUSED.get(kind, 0), UNUSED.get(kind, 0))
    with FlopCounterMode(display=False) as counter:
        module.eval()(torch.zeros(1, *shape))
    assert 2 * graph.multiply_adds == counter.get_total_flops()


def test_a_cell_of_a_recurrent_network_is_a_layer() -> None:
    graph = trace_module(Recurrent(), "cells", SHAPES[Recurrent])
    assert [graph.calls[layer].op for layer in graph.layers] == [Op.RECURRENT] * 3 + [Op.LINEAR]
    assert graph.calls[graph.layers[0]].weight == "cell.weight_ih"


def test_layers_without_gradients_are_frozen_and_counted_apart() -> None:
    body = nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.ReLU(), nn.Conv2d(4, 4, 3)).requires_grad_(False)
    body[3].weight.requires_grad_(True)  # its bias alone is frozen
    module = nn.Sequential(body, nn.Flatten(), nn.Linear(64, 5))
    graph = trace_module(copy.deepcopy(module), "head", (3, 8, 8))
    assert [call.id for call in graph.calls.values() if call.frozen] == ["_0_0", "_0_1"]
    trainable = sum(p.numel() for p in module.parameters() if p.requires_grad)
    assert graph.counts == (sum(p.numel() for p in module.parameters()), trainable, 0)
