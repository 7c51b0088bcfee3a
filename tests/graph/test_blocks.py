from __future__ import annotations

from dataclasses import replace

from explorer.graph.layout import layout
from explorer.graph.spots import Box
from tests.graph.handmade import conv, image, inception, network, residual


def test_blocks_around_skips_are_told_and_folded() -> None:
    found = layout(residual(3))
    assert found.blocks[1] == Box("BasicBlock", ("body.1",), 3.5, 5.5, 1, ("skip2",), 1)
    skips = ("skip1", "skip2", "skip3")
    assert found.folded == (Box("BasicBlock ×3", ("body.0", "body.1", "body.2"), 1.5, 7.5, 3, skips, 1),)


def test_an_odd_block_interrupts_the_fold() -> None:
    graph = residual(4)
    calls = {**graph.calls, "body.1.a": replace(graph.calls["body.1.a"], detail="3×3, stride 2")}
    assert [box.repeat for box in layout(replace(graph, calls=calls)).folded] == [1, 1, 2]


def test_graphs_stored_without_modules_have_blocks_by_path() -> None:
    found = layout(residual(3, modules=False))
    assert [box.paths for box in found.blocks] == [("body.0",), ("body.1",), ("body.2",)]
    assert [box.title for box in found.folded] == ["body ×3"]


def test_the_innermost_module_with_several_layers_is_a_block_but_no_list_of_layers() -> None:
    assert [(box.title, box.x0, box.x1) for box in layout(inception()).blocks] == [("Inception", 1.5, 8.5)]
    calls = [image(), conv("features.0"), conv("features.1")]
    plain = network(calls, [("x", "features.0"), ("features.0", "features.1")], (), {"features": "Sequential"})
    assert layout(plain).blocks == layout(plain).folded == ()


def test_a_block_without_skip_is_a_block_where_its_like_has_one() -> None:
    graph = residual(2)
    assert len(layout(replace(graph, skips=graph.skips[1:])).blocks) == 2
