from __future__ import annotations

import copy

import pytest
import torch
import torchvision
from torch import nn

from explorer.graph.model import NetworkGraph
from explorer.tracing.gates import gated
from explorer.tracing.trace import Trace, trace


@pytest.fixture(scope="module")
def model() -> nn.Module:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        return torchvision.models.resnet18(num_classes=10)


def traced(graph_of: nn.Module) -> Trace:
    return trace(copy.deepcopy(graph_of).to("meta"), "resnet18", (3, 64, 64))


def parameters(module: nn.Module) -> int:
    return sum(p.numel() for p in module.parameters())


def test_with_every_gate_open_nothing_changes_to_the_bit(model: nn.Module) -> None:
    found = traced(model)
    rewritten, junctions = gated(copy.deepcopy(model), found.nodes, found.graph)
    x = torch.randn(2, 3, 64, 64, generator=torch.Generator().manual_seed(0))
    assert len(junctions) == 8
    assert torch.equal(rewritten(x), copy.deepcopy(model)(x))
    assert rewritten.state_dict().keys() == model.state_dict().keys()


@pytest.mark.parametrize("off", ["skip1", "skip3"])
def test_a_skip_that_is_off_takes_its_parameters_along(model: nn.Module, off: str) -> None:
    found = traced(model)
    graph: NetworkGraph = found.graph.with_enabled(frozenset(found.graph.skip) - {off})
    rewritten, junctions = gated(copy.deepcopy(model), found.nodes, graph)
    assert parameters(rewritten) == graph.parameters
    projection = graph.skip[off].kind == "projection"
    assert (parameters(rewritten) < parameters(model)) == projection == (off not in junctions)
    rewritten.graph.lint()
    assert rewritten(torch.zeros(2, 3, 64, 64)).shape == (2, 10)


def test_a_gate_moves_between_two_forward_passes(model: nn.Module) -> None:
    found = traced(model)
    rewritten, junctions = gated(copy.deepcopy(model).eval(), found.nodes, found.graph)
    x = torch.randn(1, 3, 64, 64, generator=torch.Generator().manual_seed(0))
    outputs = []
    for gate in (1.0, 0.5, 0.0, 1.0):
        junctions["skip2"].gate = gate
        outputs.append(rewritten(x))
    assert torch.equal(outputs[0], outputs[3])
    assert not torch.equal(outputs[0], outputs[1])
    assert not torch.equal(outputs[1], outputs[2])
