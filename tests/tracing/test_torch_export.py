"""Networks that torch.fx cannot read, and those that nothing can."""

from __future__ import annotations

import copy

import pytest
import torch
from torch import Tensor, nn

from explorer.tracing.gates import gated
from explorer.tracing.trace import Trace, nodes_for, trace, trace_module
from explorer.tracing.trace_errors import TraceError, UntraceableError


class _Sizes(nn.Module):
    """Looks at sizes, takes a list of inputs, makes constants, has other constants in training."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3, padding=1)
        self.side = nn.Conv2d(4, 4, 3, padding=1)
        self.norm = nn.BatchNorm2d(4)
        self.drop = nn.Dropout(0.5)
        self.head = nn.Linear(4, 5)

    def forward(self, *images: Tensor) -> Tensor:
        x = self.conv(images[0])
        if x.shape[2] > 4:
            x = x + self.side(self.norm(x)) * torch.arange(4.0, device=x.device)[:, None, None]
        return self.head(self.drop(x.mean((2, 3)))) + torch.tensor([0.0, 1, 2, 3, 4]).to(x.device)


def traced(module: nn.Module) -> Trace:
    return trace(copy.deepcopy(module).to("meta"), type(module).__name__, (3, 8, 8))


def test_an_exported_network_is_the_network_in_both_modes_and_for_any_batch() -> None:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        module = _Sizes()
        found = traced(module)
        assert found.way == "export"
        assert [(s.kind, s.fork) for s in found.graph.skips] == [("identity", "conv2d")]
        assert found.graph.parameters == sum(p.numel() for p in module.parameters())
        assert [found.graph.calls[c].weight for c in found.graph.layers] == [
            "conv.weight",
            "side.weight",
            "head.weight",
        ]
        twin = copy.deepcopy(module)
        rewritten, _gates = gated(twin, nodes_for(twin, found), found.graph)
        for count in (2, 5):
            x = torch.randn(count, 3, 8, 8)
            assert torch.equal(rewritten.eval()(x), module.eval()(x))
            torch.manual_seed(count)
            mine = rewritten.train()(x)
            torch.manual_seed(count)
            torch.testing.assert_close(mine, module.train()(x), rtol=0, atol=0)
    mine.sum().backward()
    assert all(p.grad is not None for p in rewritten.parameters())
    torch.testing.assert_close(rewritten.get_buffer("norm.running_mean"), module.norm.running_mean)


class _Values(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.head = nn.Linear(192, 5)

    def forward(self, x: Tensor) -> Tensor:
        scores = self.head(x.flatten(1))
        return scores * scores.max().item()


class _Two(nn.Module):
    def forward(self, image: Tensor, question: Tensor) -> Tensor:
        return image + question


class _Map(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return x


def test_the_line_that_stops_it_is_named_with_what_to_change() -> None:
    where = r"test_torch_export\.py, line \d+, .*scores\.max\(\)\.item\(\).*Keep values"
    with pytest.raises(UntraceableError, match=where):
        traced(_Values())


def test_inputs_and_outputs_that_are_no_classifiers_are_named() -> None:
    with pytest.raises(TraceError, match=r"_Two needs 2 inputs: image, question; allowed: one"):
        trace_module(_Two(), "two", (3, 8, 8))
    with pytest.raises(TraceError, match=r"shape \(N, 3, 8, 8\); allowed: class scores \(N, classes\)"):
        trace_module(_Map(), "map", (3, 8, 8))
