from __future__ import annotations

from typing import Any, NamedTuple

import pytest
import torch
from torch import Tensor, fx, nn

from explorer.tracing.class_scores import check_inputs, classes_of, plain_output
from explorer.tracing.trace import trace_module
from explorer.tracing.trace_errors import TraceError


class Named(NamedTuple):
    scores: Tensor
    side: Tensor


class Net(nn.Module):
    """Two results in a container."""

    def __init__(self, container: str) -> None:
        super().__init__()
        self.container, self.head, self.side = container, nn.Linear(3, 5), nn.Linear(3, 7)

    def forward(self, x: Tensor) -> Any:
        x = x.mean((2, 3))
        scores, side = self.head(x), self.side(x)
        return {
            "one": scores,
            "tuple": (scores, side),
            "list of one": [scores],
            "tuple with None": (scores, None),
            "named tuple": Named(scores, side),
            "dict, out last": {"side": side, "out": scores},
            "dict, by order": {"scores": scores, "side": side},
        }[self.container]


@pytest.mark.parametrize(
    ("container", "results"),
    [("one", 1), ("tuple", 2), ("list of one", 1), ("tuple with None", 1), ("named tuple", 2), ("dict, out last", 2),
     ("dict, by order", 2)],
)  # fmt: skip
def test_class_scores_come_first_whatever_they_came_in(container: str, results: int) -> None:
    module = Net(container)
    graph = fx.Tracer().trace(module)
    plain_output(graph)
    given = fx.GraphModule(module, graph)(torch.ones(2, 3, 4, 4))
    given = given if isinstance(given, tuple) else (given,)
    assert [tuple(tensor.shape) for tensor in given] == [(2, 5), (2, 7)][:results]
    assert trace_module(module, "net", (3, 4, 4)).classes == 5


@pytest.mark.parametrize(
    ("output", "words"),
    [
        (torch.zeros(2, 4, 8, 8), r"net gives a tensor of shape \(N, 4, 8, 8\); allowed: class scores \(N, classes\)"),
        (torch.zeros(2), r"net gives a tensor of shape \(N\); allowed"),
        ((torch.zeros(2, 4, 8), torch.zeros(2, 5)), r"shape \(N, 4, 8\)"),
        ((), r"net gives tuple; allowed: a tensor of class scores"),
        (3, r"net gives int; allowed"),
    ],
)
def test_what_is_no_class_scores_is_named(output: Any, words: str) -> None:
    with pytest.raises(TraceError, match=words):
        classes_of(output, "net")


class NoInput(nn.Module):
    def forward(self) -> Tensor:
        return torch.zeros(1)


class WithDefault(nn.Module):
    def forward(self, x: Tensor, scale: float = 1.0, **_more: Any) -> Tensor:
        return x * scale


def test_inputs_with_a_default_need_not_be_given() -> None:
    check_inputs(WithDefault())
    with pytest.raises(TraceError, match="NoInput takes no input; allowed: one"):
        check_inputs(NoInput())
