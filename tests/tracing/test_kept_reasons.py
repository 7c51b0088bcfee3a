"""What is kept as it is written says so, and why, on the calls that it is about and on no other."""

from __future__ import annotations

import pytest
from torch import nn

from explorer.graph.model import NetworkGraph
from explorer.networks import making
from explorer.runs.spec import NetworkSpec
from explorer.tracing.proven import proven
from explorer.tracing.trace import trace_module
from tests.tracing import awkward


def kept_of(name: str) -> dict[str, str]:
    graph = proven(awkward.TRAINS[name](), name, (1, 8, 8)).graph
    assert NetworkGraph.from_dict(graph.to_dict()).calls == graph.calls
    return {call.path or call.id: call.kept for call in graph.calls.values() if call.kept}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("GradientReversal", "a custom autograd.Function: one call with its own forward and backward"),
        ("GradientHook", "a hook on the gradient"),
        ("FrozenMiddle", "runs under no_grad"),
        ("Autocast", "runs under autocast to bfloat16 on CPU"),
        ("counter_in_a_block", "kept whole: its forward changes self."),
        ("backward_hook_on_a_block", "it has backward hooks"),
    ],
)
def test_what_is_kept_says_why(name: str, words: str) -> None:
    found = kept_of(name)
    assert found
    assert all(words in why for why in found.values())


def test_a_layer_of_the_users_own_class_is_one_call() -> None:
    class Own(nn.Conv2d):
        pass

    graph = trace_module(nn.Sequential(Own(1, 4, 3), nn.Flatten(), nn.Linear(144, 10)), "net", (1, 8, 8))
    assert {call.path: call.kept for call in graph.calls.values() if call.kept} == {
        "0": "a layer of its own class: one call with its own forward"
    }


def test_nothing_of_a_network_of_the_program_is_marked() -> None:
    module = making.make(NetworkSpec(name="resnet-8", input_shape=(1, 8, 8)))
    assert not any(call.kept for call in trace_module(module, "resnet-8", (1, 8, 8)).calls.values())
