"""How calls are joined, against the graph's own edges."""

import pytest

from explorer.graph.layout import layout
from explorer.gui.picture.call_places import ends, wires
from tests.gui.sketches import branching
from tests.gui.support import residual_graph


@pytest.mark.parametrize("graph", [branching(3)[0], residual_graph(20, "C")], ids=["branches", "residual"])
def test_every_edge_between_drawn_calls_is_one_wire_or_an_arc(graph):
    drawn = layout(graph)
    place = {glyph.call: (glyph.x, glyph.lane) for glyph in drawn.glyphs}
    joined = [((w.x0, w.lane0), (w.x1, w.lane1)) for w in wires(graph, drawn)]
    arcs = {(skip.fork, skip.junction) for skip in graph.skips if not skip.shortcut}
    edges = [(a, b) for a, b in graph.dag.edges if a in place and b in place and (a, b) not in arcs]
    assert sorted(joined) == sorted((place[a], place[b]) for a, b in edges)


def test_skips_begin_and_end_at_their_fork_and_junction():
    graph = residual_graph(20, "B")
    drawn = layout(graph)
    place = {glyph.call: glyph.x for glyph in drawn.glyphs}
    assert ends(graph, drawn) == {s.id: (place[s.fork], place[s.junction]) for s in graph.skips}
