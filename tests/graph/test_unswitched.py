"""Networks that differ in which skips are on share what does not depend on it."""

import pickle
from dataclasses import fields

import pytest

from explorer.graph.layout import layout
from explorer.graph.main_path_diff import compare_main_paths
from explorer.graph.model import NetworkGraph
from explorer.graph.skip_edits import toggled
from explorer.runs.codec import decode_graph, encode_graph
from tests.gui.support import residual_graph


def anew(graph: NetworkGraph) -> NetworkGraph:
    """The same network, of which nothing is known yet."""
    return NetworkGraph.from_dict(graph.to_dict())


@pytest.mark.parametrize("shortcut", ["A", "B", "C"])
@pytest.mark.parametrize(
    "ids", [("skip1",), ("skip1", "skip4"), ("skip1", "skip2", "skip3", "skip4", "skip5", "skip9")]
)
def test_what_is_shared_is_what_would_be_found_anew(shortcut, ids):
    graph = residual_graph(20, shortcut)
    for made in (graph, toggled(graph, ids), toggled(toggled(graph, ids), ("skip2",)), graph):
        fresh = anew(made)
        assert layout(made) == layout(fresh)
        assert made.main_path == fresh.main_path
        assert made.weighted_layers == fresh.weighted_layers
        assert made.counts == fresh.counts
        assert made.layers == fresh.layers


def test_nothing_is_laid_out_again_where_no_layer_comes_or_goes():
    graph = residual_graph(20, "A")
    assert layout(toggled(graph, ("skip1",))) is layout(graph)
    assert layout(anew(graph)) is not layout(graph)
    projected = residual_graph(20, "B")
    without = toggled(projected, ("skip4",))  # a projection: its layer no longer runs
    assert layout(without) is not layout(projected)


def test_designs_are_compared_anew_for_another_network():
    a, b, c = residual_graph(20), residual_graph(20), residual_graph(32)
    same, deeper = compare_main_paths(a, b), compare_main_paths(a, c)
    assert (same.deeper, deeper.deeper) == (False, True)
    assert compare_main_paths(toggled(a, ("skip1",)), toggled(b, ("skip2",))) == same
    assert compare_main_paths(a, toggled(c, ("skip2",))) == deeper


def test_a_message_carries_the_network_alone():
    graph = residual_graph(20)
    switched = toggled(graph, ("skip1",))
    layout(switched)
    compare_main_paths(switched, residual_graph(32))
    back = pickle.loads(pickle.dumps(switched))
    assert set(vars(back)) == {field.name for field in fields(NetworkGraph)}
    assert back.to_dict() == switched.to_dict()
    assert back.unswitched is back


def test_stored_runs_of_one_network_share_its_graph():
    graph = residual_graph(20)
    assert decode_graph(encode_graph(graph)) is not decode_graph(encode_graph(toggled(graph, ("skip1",))))
    one = decode_graph(encode_graph(graph))
    assert decode_graph(encode_graph(graph)) is one
