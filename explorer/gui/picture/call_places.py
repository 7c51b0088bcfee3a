"""How calls are joined at the finest level of detail, read from the network's graph."""

from __future__ import annotations

from itertools import pairwise

from explorer.graph.layout import Layout, Wire
from explorer.graph.model import NetworkGraph


def ends(graph: NetworkGraph, drawn: Layout) -> dict[str, tuple[float, float]]:
    """By skip the places of its fork and its junction among the calls (layers)."""
    place = {glyph.call: glyph.x for glyph in drawn.glyphs}
    found = ((s.id, s.fork, s.junction) for s in graph.skips if s.fork in place and s.junction in place)
    return {skip: (place[fork], place[junction]) for skip, fork, junction in found}


def wires(graph: NetworkGraph, drawn: Layout) -> tuple[Wire, ...]:
    """The layout's wires between calls, and those between neighbors of one lane, which it leaves out."""
    joined = (
        Wire(a.x, a.lane, b.x, b.lane)
        for a, b in pairwise(drawn.glyphs)
        if a.lane == b.lane and graph.dag.has_edge(a.call, b.call)
    )
    return (*joined, *drawn.call_wires)
