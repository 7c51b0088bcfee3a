from __future__ import annotations

from explorer.graph.layout import layout
from explorer.graph.spots import Wire
from tests.graph.handmade import inception, residual


def test_calls_stand_between_their_layer_and_the_next_in_the_order_of_the_run() -> None:
    graph = residual(2)
    drawn = layout(graph).glyphs
    assert [glyph.call for glyph in drawn] == list(graph.calls)
    places = {glyph.call: glyph.x for glyph in drawn}
    assert [places[id] for id in graph.layers] == [1, 2, 3, 4, 5, 6]
    assert places["x"] == 0
    assert 3 < places["add0"] < 3.5


def test_branches_are_wired_by_way_of_their_junction() -> None:
    graph = inception()
    found = layout(graph)
    places = {glyph.call: glyph.x for glyph in found.glyphs}
    junction = places["cat"]
    assert set(found.wires) == {
        Wire(1, 0, 2, 1), Wire(1, 0, 3, 2), Wire(1, 0, 5, 0), Wire(1, 0, 8, 3),  # from the stem to four branches
        Wire(2, 1, junction, 0), Wire(4, 2, junction, 0), Wire(7, 0, junction, 0), Wire(8, 3, junction, 0),
    }  # fmt: skip
    assert Wire(1, 0, places["pool"], 3) in found.call_wires
    assert Wire(places["pool"], 3, 8, 3) not in found.call_wires  # neighbors on one lane
    assert found.lanes == 4


def test_a_chain_has_no_wires() -> None:
    assert layout(residual(3)).wires == layout(residual(3)).call_wires == ()
