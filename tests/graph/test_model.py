from __future__ import annotations

import json
from dataclasses import replace

import networkx as nx
import pytest

from explorer.graph.model import NetworkGraph


@pytest.fixture
def projected(small_graph: NetworkGraph) -> NetworkGraph:
    """`small_graph` with a projection of 10 parameters and 100 multiply-adds on its shortcut."""
    (skip,) = small_graph.skips
    calls = {}
    for call in small_graph.calls.values():
        calls[call.id] = call
        if call.id == "conv2":
            calls["side"] = replace(call, id="side", path="side", weight="side.weight")
    dag = nx.DiGraph()
    dag.add_nodes_from(calls)
    nx.add_path(dag, small_graph.calls)
    nx.add_path(dag, ["stem", "side", "add"])
    return replace(small_graph, dag=dag, calls=calls, skips=(replace(skip, kind="projection", shortcut=("side",)),))


def test_a_skip_that_is_off_takes_its_layers_and_counts_along(projected: NetworkGraph) -> None:
    off = projected.with_enabled(frozenset())
    assert projected.layers == ("stem", "conv1", "conv2", "side", "head")
    assert off.layers == off.main_path == projected.main_path == ("stem", "conv1", "conv2", "head")
    assert projected.parameters - off.parameters == 10
    assert projected.multiply_adds - off.multiply_adds == 100
    assert projected.weighted_layers == off.weighted_layers == 4
    assert off.removed == {"side"}


def test_unknown_skips_are_refused(small_graph: NetworkGraph) -> None:
    with pytest.raises(KeyError, match="skip7, skip8"):
        small_graph.with_enabled(frozenset({"skip8", "skip1", "skip7"}))


def test_a_graph_survives_json(projected: NetworkGraph) -> None:
    back = NetworkGraph.from_dict(json.loads(json.dumps(projected.to_dict())))
    assert back.to_dict() == projected.to_dict()
    assert back.calls == projected.calls
    assert back.skips == projected.skips
    assert list(back.dag.nodes) == list(projected.dag.nodes)
    assert set(back.dag.edges) == set(projected.dag.edges)


def test_data_that_is_no_graph_is_refused(small_graph: NetworkGraph) -> None:
    data = small_graph.to_dict()
    with pytest.raises(ValueError, match="skips missing in the graph"):
        NetworkGraph.from_dict({k: v for k, v in data.items() if k != "skips"})
    with pytest.raises(ValueError, match="unknown setting color"):
        NetworkGraph.from_dict({**data, "calls": [{**call, "color": "red"} for call in data["calls"]]})
