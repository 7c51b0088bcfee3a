"""What follows a switched skip may work in place, whatever its branch ends in."""

from __future__ import annotations

import copy
from collections.abc import Callable

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from explorer.tracing.gates import gated
from explorer.tracing.trace import nodes_for, trace

ENDS: dict[str, Callable[[Tensor], Tensor]] = {
    "relu": torch.relu, "sigmoid": torch.sigmoid, "tanh": torch.tanh, "exp": lambda x: torch.exp(-x.square()),
}  # fmt: skip


class Net(nn.Module):
    """Two blocks, each followed by an activation in place: relu_(end(conv(x)) + gate · x)."""

    def __init__(self, end: str) -> None:
        super().__init__()
        self.end = ENDS[end]
        self.stem, self.a, self.b = nn.Conv2d(3, 4, 3), nn.Conv2d(4, 4, 3, padding=1), nn.Conv2d(4, 4, 1)
        self.head = nn.Linear(4, 5)

    def forward(self, x: Tensor) -> Tensor:
        x = self.stem(x)
        for layer in (self.a, self.b):
            x = functional.relu(self.end(layer(x)) + x, inplace=True)
        return self.head(x.mean((2, 3)))

    def by_hand(self, x: Tensor, gates: tuple[float, float]) -> Tensor:
        x = self.stem(x)
        for layer, gate in zip((self.a, self.b), gates, strict=True):
            x = functional.relu(self.end(layer(x)) + gate * x)
        return self.head(x.mean((2, 3)))


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("off_at_first", [False, True])
def test_each_gate_at_each_place_is_the_formula_written_by_hand(end: str, off_at_first: bool) -> None:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        module = Net(end)
    found = trace(copy.deepcopy(module).to("meta"), "net", (3, 8, 8))
    graph = found.graph.with_enabled(frozenset()) if off_at_first else found.graph
    twin = copy.deepcopy(module)
    network, junctions = gated(twin, nodes_for(twin, found), graph)
    x = torch.randn(2, 3, 8, 8, generator=torch.Generator().manual_seed(0))
    for gates in ((1.0, 1.0), (0.0, 1.0), (1.0, 0.0), (0.3, 0.0), (0.0, 0.0)):
        for junction, gate in zip(junctions.values(), gates, strict=True):
            junction.gate = gate
        mine, theirs = network(x), module.by_hand(x, gates)
        torch.testing.assert_close(mine, theirs)
        ours, own = (
            torch.autograd.grad(out.square().sum(), list(net.parameters()))
            for out, net in ((mine, network), (theirs, module))
        )
        by_name = dict(zip((n for n, _ in module.named_parameters()), own, strict=True))
        for (name, _), gradient in zip(network.named_parameters(), ours, strict=True):
            torch.testing.assert_close(gradient, by_name[name])
