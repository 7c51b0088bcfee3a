"""Where everything of the strip stands: layers as cells, skips as arcs, resolutions as frames. Pure numbers."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from explorer.graph.arcs import arcs, nesting
from explorer.graph.blocks import blocks, folded
from explorer.graph.flow import flow
from explorer.graph.lanes import lanes
from explorer.graph.model import NetworkGraph
from explorer.graph.spots import Arc, Box, Cell, Glyph, StageFrame, Wire
from explorer.graph.wires import call_wires, cell_wires, glyphs

__all__ = ["Arc", "Box", "Cell", "Glyph", "Layout", "StageFrame", "Wire", "layout", "nesting"]


@dataclass(frozen=True)
class Layout:
    """The strip: cells at x = 1 … L in topological order, arcs in the order of the graph's skips, frames.

    One x axis serves every level of detail: calls stand between their cells, blocks and stages span theirs.
    `lanes` is how many branches run in parallel at most; `wires` join cells that are not neighbors on one lane.
    `folded` are the blocks with equal neighbors folded together, `blocks` one by one, both left to right;
    a layer of no block is in neither.
    """

    cells: tuple[Cell, ...]
    arcs: tuple[Arc, ...]
    stages: tuple[StageFrame, ...]
    lanes: int = 1
    wires: tuple[Wire, ...] = ()
    blocks: tuple[Box, ...] = ()
    folded: tuple[Box, ...] = ()
    glyphs: tuple[Glyph, ...] = ()
    call_wires: tuple[Wire, ...] = ()

    @property
    def levels(self) -> int:
        """Number of nesting levels among the arcs; 0 without arcs."""
        return max((arc.level + 1 for arc in self.arcs), default=0)


def layout(graph: NetworkGraph) -> Layout:
    """Lay `graph` out, in time that grows about linearly with its calls and edges.

    The very same for the same network with other skips on, unless layers come or go with them: views see at once that
    nothing moves."""
    known: tuple[tuple[str, ...], Layout] | None = graph.unswitched.found.get("layout")
    if known is None or known[0] != graph.layers:
        known = graph.unswitched.found["layout"] = graph.layers, _laid_out(graph)
    return known[1]


def _laid_out(graph: NetworkGraph) -> Layout:
    columns = {call: i for i, call in enumerate(graph.layers)}
    found = flow(graph)
    places = lanes(found)
    cells = tuple(Cell(call, x, columns[call], places[call]) for x, call in enumerate(graph.main_path, 1))
    drawn = glyphs(found, cells, places)
    bows = arcs(graph, columns)
    boxes = blocks(graph, cells, bows)
    return Layout(
        cells,
        bows,
        _stages(graph, cells),
        max(places.values(), default=0) + 1,
        cell_wires(found, drawn),
        boxes,
        folded(graph, boxes),
        drawn,
        call_wires(found, drawn),
    )


def _stages(graph: NetworkGraph, cells: tuple[Cell, ...]) -> tuple[StageFrame, ...]:
    """Layers without a map (the gates of squeeze-and-excitation) lie in the frame of those around them. No frames where
    the network makes tokens of its map at once, as a vision transformer: one around a single layer tells nothing."""
    frames: list[StageFrame] = []
    mapped = [cell for cell in cells if graph.calls[cell.call].stage is not None]
    for stage, group in groupby(mapped, key=lambda cell: graph.calls[cell.call].stage):
        members = list(group)
        height, width = graph.calls[members[0].call].shape[1:]
        frames.append(StageFrame(stage or 1, members[0].x - 0.5, members[-1].x + 0.5, f"{height}×{width}"))
    return () if len(mapped) == 1 < len(cells) else tuple(frames)
