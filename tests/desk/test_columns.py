"""Which reading belongs to which layer."""

import networkx as nx
import numpy as np

from explorer.desk.columns import NOWHERE, columns, gathered, places, stand_in
from explorer.graph.model import Call, NetworkGraph, Skip
from explorer.runs.snapshot import ABSENT
from tests.gui.support import residual_graph

GRAPH = residual_graph(8, "B")


def test_a_layers_column_is_its_place_among_the_layers():
    assert places(GRAPH, GRAPH.layers, "layer").tolist() == list(range(len(GRAPH.layers)))
    assert places(GRAPH, ["stage1_0_conv1_add"], "layer").tolist() == [NOWHERE]


def test_a_skips_column_is_that_of_the_weighted_layers_it_passes():
    found = columns(GRAPH, "skip")
    assert found == {call: i for i, skip in enumerate(GRAPH.skips) for call in skip.residual}
    assert "stage2_0_proj" not in found
    assert places(GRAPH, ["conv1", "stage3_0_conv2"], "skip").tolist() == [NOWHERE, 2]


def test_a_layer_in_two_branches_belongs_to_the_shorter():
    calls = {n: Call(n, "conv", "Conv2d", n, (1,), weight=n) for n in ("a", "b", "c", "d")}
    dag = nx.DiGraph([("a", "b"), ("b", "c"), ("c", "d")])
    skips = (
        Skip("inner", "identity", "a", "c", (), ("b",), 1, 1),
        Skip("outer", "identity", "a", "d", (), ("b", "c"), 1, 1),
    )
    graph = NetworkGraph("nested", (1, 1, 1), 2, dag, calls, skips)
    assert columns(graph, "skip") == {"b": 0, "c": 1}


def test_what_has_no_column_is_absent():
    rows = np.float32([[1, 2], [3, 4]])
    np.testing.assert_array_equal(gathered(rows, np.array([1, NOWHERE])), [[2, ABSENT], [4, ABSENT]])
    np.testing.assert_array_equal(gathered(np.empty((2, 0), np.float32), np.array([NOWHERE])), [[ABSENT], [ABSENT]])


def test_an_unknown_instrument_has_its_name_alone():
    assert (stand_in("x").title, stand_in("x").formula) == ("X", "")
