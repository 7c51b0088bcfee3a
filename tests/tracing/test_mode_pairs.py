"""Branches on `self.training`: those that change the class scores are refused, all others follow the mode."""

from __future__ import annotations

import copy

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from explorer.tracing.gates import gated
from explorer.tracing.trace import nodes_for, trace
from explorer.tracing.trace_errors import UntraceableError


class Net(nn.Module):
    """A body in evaluation, and what differs in training."""

    def __init__(self, body: nn.Module) -> None:
        super().__init__()
        self.stem, self.body, self.head = nn.Conv2d(3, 4, 3), body, nn.Linear(4, 5)

    def forward(self, x: Tensor) -> Tensor:
        return self.head(self.body(self.stem(x)).mean((2, 3)))


class Branch(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.a, self.b = nn.Conv2d(4, 4, 1), nn.Conv2d(4, 4, 1)

    def forward(self, x: Tensor) -> Tensor:
        if self.training:
            return self.a(x)
        return self.b(x)


class OnlyInTraining(Branch):
    def forward(self, x: Tensor) -> Tensor:
        return self.a(x) + x if self.training else self.a(x)


class Scaled(Branch):
    def forward(self, x: Tensor) -> Tensor:
        return self.a(x).mul(2 if self.training else 3)


class OtherTensor(Branch):
    def forward(self, x: Tensor) -> Tensor:
        return self.a(x) * torch.tensor(2.0 if self.training else 3.0)


class Exported(Branch):
    """torch.fx cannot read it."""

    def forward(self, x: Tensor) -> Tensor:
        if x.shape[2] > 100:
            x = x[:, :, :100]
        if self.training:
            x = self.a(x)
        return self.b(x)


@pytest.mark.parametrize("body", [Branch, OnlyInTraining, Scaled, OtherTensor, Exported], ids=lambda k: k.__name__)
def test_branches_that_change_the_class_scores_are_named_with_their_line(body: type[nn.Module]) -> None:
    expected = rf"^body \({body.__name__}\) makes its class scores .*test_mode_pairs\.py, line \d+: .*self\.training"
    with pytest.raises(UntraceableError, match=expected + r".*Use nn\.Dropout or F\.dropout"):
        trace(Net(body()).to("meta"), "net", (3, 8, 8))


class Softmax(nn.Module):
    """Class scores in training, probabilities in evaluation."""

    def __init__(self) -> None:
        super().__init__()
        self.head = nn.Linear(3, 5)

    def forward(self, x: Tensor) -> Tensor:
        x = self.head(x.mean((2, 3)))
        return x if self.training else x.softmax(1)


def test_a_branch_at_the_top_is_named_by_the_networks_type() -> None:
    with pytest.raises(UntraceableError, match=r"^Softmax makes .*head there, softmax here .*x if self\.training else"):
        trace(Softmax().to("meta"), "net", (3, 8, 8))


class Dropouts(nn.Module):
    """Every way to write dropout that is not a layer's; the auxiliary head has one of its own, called before."""

    def __init__(self) -> None:
        super().__init__()
        self.a, self.aux, self.head = nn.Conv2d(3, 4, 1), nn.Linear(4, 5), nn.Linear(4, 5)

    def forward(self, x: Tensor) -> Tensor | tuple[Tensor, Tensor]:
        x = self.a(x).mean((2, 3))
        side = None
        if self.training:
            side = self.aux(functional.dropout(x, 0.9, True))
            x = functional.dropout(x, 0.5)
        x = functional.dropout(x, 0.3 if self.training else 0.0)
        x = self.head(functional.dropout(x, 0.2, self.training))
        return x if side is None else (x, side)


class ExportedDropouts(Dropouts):
    def forward(self, x: Tensor) -> Tensor | tuple[Tensor, Tensor]:
        return super().forward(x if x.shape[2] > 4 else x * 2)


@pytest.mark.parametrize(("kind", "way"), [(Dropouts, "fx"), (ExportedDropouts, "export")])
def test_dropout_and_auxiliary_heads_follow_the_mode(kind: type[nn.Module], way: str) -> None:
    x = torch.randn(4, 3, 8, 8, generator=torch.Generator().manual_seed(0))
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        module = kind()
        found = trace(copy.deepcopy(module).to("meta"), "net", (3, 8, 8))
        assert found.way == way
        twin = copy.deepcopy(module)
        rewritten, _gates = gated(twin, nodes_for(twin, found), found.graph)
        torch.testing.assert_close(rewritten.eval()(x)[0], module.eval()(x), rtol=0, atol=0)
        torch.manual_seed(1)
        mine = rewritten.train()(x)
        torch.manual_seed(1)
        for ours, theirs in zip(mine, module.train()(x), strict=True):
            torch.testing.assert_close(ours, theirs, rtol=0, atol=0)
