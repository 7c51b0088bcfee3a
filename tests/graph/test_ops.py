"""Operations have one name, in old graphs too."""

from __future__ import annotations

import json

import pytest

from explorer.graph.model import Call, NetworkGraph
from explorer.graph.ops import Op, is_activation, op_of
from tests.graph.handmade import gated, image, network


@pytest.mark.parametrize("op", Op)
def test_an_operations_term_names_it(op: Op) -> None:
    assert op_of(str(op)) is op


@pytest.mark.parametrize(
    ("name", "op"),
    [("mul", Op.MULTIPLY), ("__imul__", Op.MULTIPLY), ("iadd", Op.ADD), ("sub_", Op.SUBTRACT), ("sigmoid_", "sigmoid")],
)
def test_a_functions_name_gives_its_operation(name: str, op: str) -> None:
    assert op_of(name) == op


def test_a_graph_stored_with_old_terms_has_todays() -> None:
    stored = gated().to_dict()
    for call in stored["calls"]:
        call["op"] = {"multiply": "mul"}.get(call["op"], str(call["op"]))
        del call["held"], call["frozen"]
    del stored["unused"]
    loaded = NetworkGraph.from_dict(json.loads(json.dumps(stored)))
    assert loaded.calls["mul0"].op is Op.MULTIPLY
    assert loaded.calls == gated().calls
    assert loaded.weighted_layers == gated().weighted_layers


def test_parameters_of_old_graphs_count_once_for_each_module() -> None:
    calls = [image()] + [Call(f"conv{i}", Op.CONV, "Conv2d", "conv", (4, 8, 8), 40, 0, "conv.weight") for i in (1, 2)]
    graph = network(calls, [("x", "conv1"), ("conv1", "conv2")])
    assert graph.counts == (40, 40, 0)


@pytest.mark.parametrize(("op", "is_one"), [("relu", True), ("leaky relu", True), (Op.CONV, False)])
def test_activations_are_known(op: str, is_one: bool) -> None:
    assert is_activation(op) is is_one
