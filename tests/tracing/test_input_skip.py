"""A skip that begins at the network's input, wherever skips are met."""

from __future__ import annotations

import copy

import pytest
import torch
from torch import Tensor, nn

from explorer.analyses.lesion import cut, droppable, dropped
from explorer.graph.layout import layout
from explorer.graph.skip_edits import toggled
from explorer.tracing import Network
from explorer.tracing.gates import gated
from explorer.tracing.trace import nodes_for, trace, trace_module


class Refined(nn.Module):
    """Adds what a layer makes of the image to the image, twice."""

    def __init__(self) -> None:
        super().__init__()
        self.a, self.b, self.head = nn.Conv2d(3, 3, 3, padding=1), nn.Conv2d(3, 3, 3, padding=1), nn.Linear(3, 5)

    def forward(self, x: Tensor, keep: tuple[float, float] = (1.0, 1.0), branch: float = 1.0) -> Tensor:
        x = keep[0] * x + branch * self.a(x).tanh()
        x = keep[1] * x + self.b(x).tanh()
        return self.head(x.mean((2, 3)))


class Alone(Refined):
    """As torch.fx reads it: one input."""

    def forward(self, x: Tensor) -> Tensor:  # type: ignore[override]
        x = x + self.a(x).tanh()
        x = x + self.b(x).tanh()
        return self.head(x.mean((2, 3)))


@pytest.fixture
def module() -> Alone:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        return Alone()


def built(module: nn.Module, on: frozenset[str] = frozenset({"skip1", "skip2"})) -> Network:
    found = trace(copy.deepcopy(module).to("meta"), "refined", (3, 8, 8))
    graph, twin = found.graph.with_enabled(on), copy.deepcopy(module)
    rewritten, gates = gated(twin, nodes_for(twin, found), graph)
    return Network(rewritten, graph, gates)


def by_hand(module: Alone, keep: tuple[float, float], branch: float = 1.0) -> Tensor:
    return Refined.forward(module, images(), keep, branch)


def images() -> Tensor:
    return torch.randn(2, 3, 8, 8, generator=torch.Generator().manual_seed(0))


def test_it_is_found_and_switched(module: Alone) -> None:
    graph = trace_module(module, "refined", (3, 8, 8))
    assert [(s.kind, s.fork, s.operand, s.residual) for s in graph.skips] == [
        ("identity", "x", "x", ("a", "tanh")),
        ("identity", "add", "add", ("b", "tanh_1")),
    ]
    assert toggled(graph, ["skip1"]).enabled == ("skip2",)
    assert graph.weighted_layers == 3


def test_its_arc_begins_before_the_first_layer(module: Alone) -> None:
    arcs = layout(trace_module(module, "refined", (3, 8, 8))).arcs
    assert [(arc.x0, arc.x1) for arc in arcs] == [(0.5, 1.5), (1.5, 2.5)]


@pytest.mark.parametrize("gate", [1.0, 0.25, 0.0])
def test_its_gate_scales_the_image(module: Alone, gate: float) -> None:
    network = built(module)
    network.set_gate("skip1", gate)
    torch.testing.assert_close(network.module(images()), by_hand(module, (gate, 1.0)))
    if not gate:
        off = built(module, frozenset({"skip2"}))
        assert torch.equal(off.module(images()), network.module(images()))


def test_its_branch_and_the_skip_itself_can_be_dropped(module: Alone) -> None:
    network = built(module)
    first, _ = droppable(network)
    with dropped(network, [first]):
        torch.testing.assert_close(network.module(images()), by_hand(module, (1.0, 1.0), branch=0.0))
    with cut(network, first):
        torch.testing.assert_close(network.module(images()), by_hand(module, (0.0, 1.0)))
