"""Skips of networks written by hand, each for one idea; what was found is also switched off and compared."""

from __future__ import annotations

import copy

import pytest
import torch
from torch import Tensor, nn

from explorer.graph.model import NetworkGraph
from explorer.tracing.gates import gated
from explorer.tracing.trace import nodes_for, trace


def conv() -> nn.Conv2d:
    return nn.Conv2d(4, 4, 3, padding=1)


class Net(nn.Module):
    """A stem, a body written by hand, a head."""

    def __init__(self) -> None:
        super().__init__()
        self.stem, self.a, self.b, self.c = nn.Conv2d(3, 4, 1), conv(), conv(), conv()
        self.squeeze, self.excite, self.head = nn.Linear(4, 2), nn.Linear(2, 4), nn.Linear(4, 5)

    def body(self, x: Tensor) -> Tensor:
        raise NotImplementedError

    def forward(self, x: Tensor) -> Tensor:
        return self.head(self.body(self.stem(x)).mean((2, 3)))


class SqueezeExcite(Net):
    def body(self, x: Tensor) -> Tensor:
        y = self.b(self.a(x).relu())
        scale = self.excite(self.squeeze(y.mean((2, 3))).relu()).sigmoid()
        return x + y * scale[:, :, None, None]

    def without(self, x: Tensor) -> Tensor:
        return self.body(x) - x


class Nested(Net):
    def body(self, x: Tensor) -> Tensor:
        y = self.a(x)
        return x + self.c(y + self.b(y))

    def without(self, x: Tensor) -> Tensor:
        return self.c(self.b(self.a(x)))


class Twice(Net):
    """One block, called twice: two skips that share their weights."""

    def body(self, x: Tensor) -> Tensor:
        for _ in range(2):
            x = x + self.b(self.a(x).relu())
        return x

    def without(self, x: Tensor) -> Tensor:
        for _ in range(2):
            x = self.b(self.a(x).relu())
        return x


class Highway(Net):
    """x + T(x) (H(x) − x): the x that is subtracted is part of the branch."""

    def body(self, x: Tensor) -> Tensor:
        return x + self.a(x).sigmoid() * (self.b(x) - x)

    def without(self, x: Tensor) -> Tensor:
        return self.a(x).sigmoid() * (self.b(x) - x)


class LayerBehindTheDifference(Net):
    """x + c(a(x) − x) is no highway: the layer behind the difference makes it a branch with a skip of its own."""

    def body(self, x: Tensor) -> Tensor:
        return x + self.c(self.a(x) - x)

    def without(self, x: Tensor) -> Tensor:
        return self.c(self.a(x))


class DifferenceOfAnother(Net):
    """What is subtracted is not the x that is handed on."""

    def body(self, x: Tensor) -> Tensor:
        y = x.relu()
        return x + self.b(x).sigmoid() * (self.a(y) - y)

    def without(self, x: Tensor) -> Tensor:
        return self.b(x).sigmoid() * self.a(x.relu())


class SumInside(Net):
    """As a highway with a sum in place of the difference: two skips of the same x."""

    def body(self, x: Tensor) -> Tensor:
        return x + self.a(x).sigmoid() * (self.b(x) + x)

    def without(self, x: Tensor) -> Tensor:
        return self.a(x).sigmoid() * self.b(x)


class DifferenceAfterwards(Net):
    """The difference of the next block is part of no earlier branch."""

    def body(self, x: Tensor) -> Tensor:
        y = x + self.a(x)
        return self.b(y) - y

    def without(self, x: Tensor) -> Tensor:
        return self.b(self.a(x))


class ThreeWays(Net):
    """The longest of three is the branch, both others are shortcuts."""

    def body(self, x: Tensor) -> Tensor:
        return x + self.a(x) + self.c(self.b(x).relu())

    def without(self, x: Tensor) -> Tensor:
        return self.c(self.b(x).relu())


SKIPS: dict[type[Net], list[tuple[str, str, str, tuple[str, ...]]]] = {
    # kind, fork, operand, weighted layers of the residual branch
    SqueezeExcite: [("identity", "stem", "stem", ("a", "b", "squeeze", "excite"))],
    Nested: [("identity", "a", "a", ("b",)), ("identity", "stem", "stem", ("a", "b", "c"))],
    Twice: [("identity", "stem", "stem", ("a", "b")), ("identity", "add", "add", ("a", "b"))],
    Highway: [("identity", "stem", "stem", ("a", "b"))],
    LayerBehindTheDifference: [("identity", "stem", "stem", ("a",)), ("identity", "stem", "stem", ("a", "c"))],
    DifferenceOfAnother: [("identity", "relu", "relu", ("a",)), ("identity", "stem", "stem", ("b", "a"))],
    SumInside: [("identity", "stem", "stem", ("b",)), ("identity", "stem", "stem", ("a", "b"))],
    DifferenceAfterwards: [("identity", "stem", "stem", ("a",)), ("identity", "add", "add", ("b",))],
    ThreeWays: [("identity", "stem", "stem", ("b", "c")), ("projection", "stem", "a", ("b", "c"))],
}


def described(graph: NetworkGraph) -> list[tuple[str, str, str, tuple[str, ...]]]:
    weighted = {call.id: call.path for call in graph.calls.values() if call.weight}
    return [(s.kind, s.fork, s.operand, tuple(weighted[c] for c in s.residual if c in weighted)) for s in graph.skips]


@pytest.mark.parametrize("kind", SKIPS, ids=lambda kind: kind.__name__)
def test_skips_are_found_and_without_them_the_branches_remain(kind: type[Net]) -> None:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        module = kind()
    x = torch.randn(2, 3, 8, 8, generator=torch.Generator().manual_seed(0))
    bodies = {True: module.body, False: module.without}
    for on, body in bodies.items():
        found = trace(copy.deepcopy(module).to("meta"), "net", (3, 8, 8))
        assert described(found.graph) == SKIPS[kind]
        graph = found.graph if on else found.graph.with_enabled(frozenset())
        twin = copy.deepcopy(module)
        network = gated(twin, nodes_for(twin, found), graph)[0]
        torch.testing.assert_close(network(x), module.head(body(module.stem(x)).mean((2, 3))))


class BesideTheFork(Net):
    """The other operand of a concatenation is also made of something that does not come from the fork."""

    def forward(self, x: Tensor) -> Tensor:
        y = self.stem(x)
        other = self.b(self.a(y)).relu() + self.head.weight.mean() * nn.functional.avg_pool2d(self.stem(x), 1)
        return self.excite(torch.cat([y[:, :1], other[:, :1]], 1).mean((2, 3)))


def test_the_branch_of_a_concatenation_is_what_lies_between() -> None:
    graph = trace(BesideTheFork().to("meta"), "net", (3, 8, 8)).graph
    (skip,) = [s for s in graph.skips if s.kind == "concatenation"]
    paths = [graph.calls[call].path for call in skip.residual if graph.calls[call].weight]
    assert (skip.fork, paths) == ("stem", ["a", "b"])
    assert "avg_pool2d" not in skip.residual


class ActivatedShortcut(BesideTheFork):
    """What is concatenated is an activation of the fork that nothing else uses."""

    def forward(self, x: Tensor) -> Tensor:
        y = self.stem(x)
        return self.excite(torch.cat([y.sigmoid().abs()[:, :1], self.b(self.a(y))[:, :1]], 1).mean((2, 3)))


def test_the_shortcut_of_a_concatenation_is_what_goes_with_it() -> None:
    graph = trace(ActivatedShortcut().to("meta"), "net", (3, 8, 8)).graph
    (skip,) = graph.skips
    assert (skip.kind, skip.fork) == ("concatenation", "stem")
    assert [graph.calls[call].id.rstrip("_0123456789") for call in skip.shortcut] == ["sigmoid", "abs", "getitem"]
