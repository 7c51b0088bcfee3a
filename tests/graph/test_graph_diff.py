from __future__ import annotations

from dataclasses import replace

from explorer.graph.graph_diff import differences
from explorer.graph.model import NetworkGraph


def test_a_graph_does_not_differ_from_itself_under_another_name(small_graph: NetworkGraph) -> None:
    found = differences(small_graph, replace(small_graph, name="plain-4"))
    assert found.skips == found.parameters == 0
    assert found.same_layers
    assert found.shared == ("stem.weight", "conv1.weight", "conv2.weight", "head.weight")


def test_a_skip_that_is_on_in_one_is_named(small_graph: NetworkGraph) -> None:
    off = small_graph.with_enabled(frozenset())
    assert differences(small_graph, off).skips_only_a == ("skip1",)
    assert differences(off, small_graph).skips_only_b == ("skip1",)
    assert differences(off, small_graph).skips == 1
    assert differences(off, off).skips == 0


def test_two_kinds_differ_only_where_both_are_on(small_graph: NetworkGraph) -> None:
    (skip,) = small_graph.skips
    padded = replace(small_graph, skips=(replace(skip, kind="zero-padding"),))
    assert differences(small_graph, padded).other_kind == ("skip1",)
    assert differences(small_graph, padded.with_enabled(frozenset())).other_kind == ()


def test_layers_only_in_one_reshaped_layers_and_parameters(small_graph: NetworkGraph) -> None:
    calls = dict(small_graph.calls)
    del calls["conv2"]
    calls["conv1"] = replace(calls["conv1"], detail="3×3, 8 → 8", parameters=25)
    found = differences(small_graph, replace(small_graph, calls=calls))
    assert found.layers_only_a == ("conv2.weight",)
    assert found.layers_only_b == ()
    assert found.reshaped == ("conv1.weight",)
    assert found.shared == ("stem.weight", "head.weight")
    assert found.parameters == 15 - 10
    assert not found.same_layers


def test_a_projection_that_does_not_run_is_no_layer(small_graph: NetworkGraph) -> None:
    (skip,) = small_graph.skips
    projection = replace(small_graph.calls["stem"], id="side", path="side", weight="side.weight")
    graph = replace(
        small_graph,
        calls={**small_graph.calls, "side": projection},
        skips=(replace(skip, kind="projection", shortcut=("side",)),),
    )
    assert differences(graph, small_graph).layers_only_a == ("side.weight",)
    assert differences(graph.with_enabled(frozenset()), small_graph).same_layers
