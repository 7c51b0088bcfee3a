"""Skips at operations that are linear in two operands, against the same formula written by hand."""

from __future__ import annotations

import copy
import operator
from collections.abc import Callable

import pytest
import torch
from torch import Tensor, fx, nn

from explorer.graph.layout import layout
from explorer.tracing.gates import Junction, gated
from explorer.tracing.sums import spell_out
from explorer.tracing.trace import nodes_for, trace

Join = Callable[[Tensor, Tensor], Tensor]
Formula = Callable[[Tensor, Tensor, float], Tensor]
# how it is written, and what it is with a gate g on the shortcut x
WRITTEN: dict[str, tuple[Join, Formula]] = {
    "alpha": (lambda x, y: torch.add(x, y, alpha=0.3), lambda x, y, g: g * x + 0.3 * y),
    "alpha on the shortcut": (lambda x, y: y.add(x, alpha=-2), lambda x, y, g: y - 2 * g * x),
    "minus": (lambda x, y: x - y, lambda x, y, g: g * x - y),
    "minus the shortcut": (lambda x, y: torch.sub(y, x, alpha=0.5), lambda x, y, g: y - 0.5 * g * x),
    "rsub": (lambda x, y: torch.rsub(x, y, alpha=0.5), lambda x, y, g: y - 0.5 * g * x),
    "lerp": (lambda x, y: torch.lerp(x, y, 0.2), lambda x, y, g: 0.8 * g * x + 0.2 * y),
    "lerp by a tensor": (
        lambda x, y: x.lerp(y, x.mean((2, 3), keepdim=True)),
        lambda x, y, g: (1 - x.mean((2, 3), keepdim=True)) * g * x + x.mean((2, 3), keepdim=True) * y,
    ),
    "addcmul": (lambda x, y: torch.addcmul(x, y, torch.ones_like(y) * 3, value=2), lambda x, y, g: g * x + 6 * y),
    "addcmul of the shortcut": (lambda x, y: y.addcmul(x, torch.full_like(x, 3)), lambda x, y, g: y + 3 * g * x),
    "where": (lambda x, y: torch.where(x > 0, x, y), lambda x, y, g: (x > 0) * g * x + (x <= 0) * y),
    "sum of a stack": (lambda x, y: torch.stack([y, x], 1).sum(1), lambda x, y, g: g * x + y),
    "mean of a stack": (lambda x, y: torch.stack((x, y)).mean(dim=0), lambda x, y, g: (g * x + y) / 2),
    "broadcast branch": (
        lambda x, y: x + y.mean((2, 3), keepdim=True),
        lambda x, y, g: g * x + y.mean((2, 3))[..., None, None],
    ),
    "broadcast shortcut": (lambda x, y: x.mean(1, keepdim=True) + y, lambda x, y, g: g * x.mean(1, keepdim=True) + y),
}  # fmt: skip


class Net(nn.Module):
    """A stem, one block whose branch and shortcut meet in `join`, a head."""

    def __init__(self, join: Join) -> None:
        super().__init__()
        self.join = join
        self.stem, self.layer, self.head = nn.Conv2d(3, 4, 3), nn.Conv2d(4, 4, 3, padding=1), nn.Linear(4, 5)

    def forward(self, x: Tensor) -> Tensor:
        x = self.stem(x)
        return self.head(self.join(x, self.layer(x).sigmoid()).relu_().mean((2, 3)))


@pytest.fixture(scope="module")
def layers() -> dict[str, Tensor]:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        return Net(torch.add).state_dict()


def results(module: nn.Module) -> list[Tensor]:
    scores = module(torch.randn(2, 3, 8, 8, generator=torch.Generator().manual_seed(0)))
    own = sorted(module.named_parameters())
    return [scores, *torch.autograd.grad(scores.square().sum(), [p for _, p in own])]


@pytest.mark.parametrize("on", [True, False], ids=["on at first", "off at first"])
@pytest.mark.parametrize("name", WRITTEN)
def test_its_gate_scales_the_shortcuts_own_coefficient(name: str, on: bool, layers: dict[str, Tensor]) -> None:
    join, formula = WRITTEN[name]
    module = Net(join)
    module.load_state_dict(layers)
    found = trace(copy.deepcopy(module).to("meta"), "net", (3, 8, 8))
    assert [(s.kind, s.fork) for s in found.graph.skips] == [("identity", "stem")]
    graph = found.graph if on else found.graph.with_enabled(frozenset())
    twin = copy.deepcopy(module)
    network, gates = gated(twin, nodes_for(twin, found), graph)
    (gate,) = gates.values()
    assert isinstance(gate, Junction)
    for value in (1.0, 0.5, 0.0):
        gate.gate = value
        by_hand = Net(lambda x, y, value=value: formula(x, y, value))
        by_hand.load_state_dict(layers)
        for mine, theirs in zip(results(network), results(by_hand), strict=True):
            torch.testing.assert_close(mine, theirs)
    gate.gate = 1.0
    for mine, theirs in zip(results(network), results(module), strict=True):
        torch.testing.assert_close(mine, theirs)


class Mixing(nn.Module):
    """A branch without weights: a Fourier transform, as FNet mixes, or a pooling."""

    def __init__(self, mix: Callable[[Tensor], Tensor]) -> None:
        super().__init__()
        self.mix = mix
        self.stem, self.head = nn.Conv2d(3, 4, 3), nn.Linear(4, 5)

    def forward(self, x: Tensor) -> Tensor:
        x = self.stem(x)
        return self.head((x + self.mix(x)).mean((2, 3)))


MIXES: dict[str, tuple[Callable[[Tensor], Tensor], int]] = {
    "fourier": (lambda x: torch.fft.fft2(x).real, 1),
    "pooling": (lambda x: nn.functional.avg_pool2d(x, 3, 1, 1), 1),
    "elementwise": (lambda x: 0.04 * x.pow(3), 0),
}


@pytest.mark.parametrize("name", MIXES)
def test_a_branch_without_weights_is_one_where_it_mixes(name: str) -> None:
    mix, skips = MIXES[name]
    graph = trace(Mixing(mix).to("meta"), "net", (3, 8, 8)).graph
    assert len(graph.skips) == skips
    assert all(arc.x1 - arc.x0 > 0.1 for arc in layout(graph).arcs)  # it can be seen and clicked


class Halves(nn.Module):
    """y₁ = x₁ + f(x₂), as reversible networks add; and a shortcut by a slice."""

    def __init__(self) -> None:
        super().__init__()
        self.stem, self.part, self.less = nn.Conv2d(3, 4, 3), nn.Conv2d(2, 2, 1), nn.Conv2d(2, 1, 1)
        self.head = nn.Linear(1, 5)

    def forward(self, x: Tensor) -> Tensor:
        one, two = self.stem(x).chunk(2, 1)
        x = one + self.part(two)
        return self.head((self.less(x) + x[:, :1]).mean((2, 3)))


def test_shortcuts_by_split_and_slice_are_no_zero_padding() -> None:
    assert [s.kind for s in trace(Halves().to("meta"), "net", (3, 8, 8)).graph.skips] == ["identity", "identity"]


def test_zero_plus_x_is_x_and_leaves_no_addition_behind() -> None:
    graph = fx.Graph()
    x = graph.placeholder("x")
    kept = graph.call_function(operator.add, (graph.call_function(operator.add, (0, x)), 1))
    graph.output(graph.call_function(operator.add, (kept, x)))
    spell_out(graph)
    assert [(node.op, node.args) for node in graph.nodes][1:3] == [
        ("call_function", (x, 1)),
        ("call_function", (kept, x)),
    ]
    assert len(graph.nodes) == 4
