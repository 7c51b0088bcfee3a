"""Where everything of the strip stands: layers as cells, skips as arcs, resolutions as frames. Pure numbers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from explorer.graph.model import NetworkGraph, Skip, SkipKind


@dataclass(frozen=True)
class Cell:
    """A weighted layer at `x`. `column` is its index in `graph.layers`, None where it does not run.

    `lane` counts parallel branches downwards; the main path is lane 0."""

    call: str
    x: float
    column: int | None
    lane: int = 0


@dataclass(frozen=True)
class Glyph:
    """A call as drawn at the level of calls: weighted ones stand at their cell, the others between cells."""

    call: str
    x: float
    lane: int = 0


@dataclass(frozen=True)
class Wire:
    """Data that flows from (x0, lane0) to (x1, lane1) other than from one cell to the next of its lane."""

    x0: float
    lane0: int
    x1: float
    lane1: int


@dataclass(frozen=True)
class Box:
    """A block (or `repeat` equal blocks in a row) from `x0` to `x1`, drawn as one where layers are too small.

    `title` is for people ("Bottleneck ×3"); `paths` are the modules folded into it; `skips` are the ids of the
    skips that lie within: its arc tells how many of them are on. `stage` as in Call.
    """

    title: str
    paths: tuple[str, ...]
    x0: float
    x1: float
    repeat: int
    skips: tuple[str, ...]
    stage: int | None = None


@dataclass(frozen=True)
class Arc:
    """A skip from foot `x0` to foot `x1`; a foot between the cells 3 and 4 stands at 3.5.

    `level` is 0 for an arc that encloses no other, else one more than the highest that it encloses.
    `cells` are the projection's layers, spread evenly under the arc.
    """

    skip: str
    kind: SkipKind
    x0: float
    x1: float
    level: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class StageFrame:
    """The cells of one resolution, from `x0` to `x1`; `size` is its map's height × width, such as "32×32"."""

    stage: int
    x0: float
    x1: float
    size: str


@dataclass(frozen=True)
class Layout:
    """The strip: cells at x = 1 … L in topological order, arcs in the order of the graph's skips, frames.

    One x axis serves every level of detail: calls stand between their cells, blocks and stages span theirs.
    `lanes` is how many branches run in parallel at most; `wires` join cells that are not neighbours on one lane.
    `folded` are the blocks with equal neighbours folded together, `blocks` one by one, both left to right;
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
    """Lay `graph` out, in time that grows linearly with its calls (ResNet-1202: about 10 ms)."""
    columns = {call: i for i, call in enumerate(graph.layers)}
    cells = tuple(Cell(call, x, columns[call]) for x, call in enumerate(graph.main_path, 1))
    return Layout(cells, _arcs(graph, columns), _stages(graph, cells))


def _arcs(graph: NetworkGraph, columns: dict[str, int]) -> tuple[Arc, ...]:
    feet = _feet(graph)
    spans = [(feet[skip.fork], feet[skip.junction]) for skip in graph.skips]
    return tuple(
        Arc(skip.id, skip.kind, x0, x1, level, _branch(graph, skip, x0, x1, columns))
        for skip, (x0, x1), level in zip(graph.skips, spans, nesting(spans), strict=True)
    )


def _feet(graph: NetworkGraph) -> dict[str, float]:
    """For every call the place behind the main-path layers up to and including it."""
    main_path = set(graph.main_path)
    feet: dict[str, float] = {}
    passed = 0
    for call in graph.calls:
        passed += call in main_path
        feet[call] = passed + 0.5
    return feet


def _branch(graph: NetworkGraph, skip: Skip, x0: float, x1: float, columns: dict[str, int]) -> tuple[Cell, ...]:
    weighted = [call for call in skip.shortcut if graph.calls[call].weight is not None]
    gap = (x1 - x0) / (len(weighted) + 1)
    return tuple(Cell(call, x0 + gap * i, columns.get(call)) for i, call in enumerate(weighted, 1))


def nesting(spans: Iterable[tuple[float, float]]) -> list[int]:
    """For every span 0 where it contains no other, else one more than the highest level inside it.

    Of equal spans the later contains the earlier. Kept is a staircase of starts, ascending, with levels
    descending: all that a span ending further right can still ask for.
    """
    spans = list(spans)
    levels = [0] * len(spans)
    starts: list[float] = []
    heights: list[int] = []
    for i in sorted(range(len(spans)), key=lambda i: (spans[i][1], -spans[i][0], i)):
        start = spans[i][0]
        at = bisect_left(starts, start)
        levels[i] = heights[at] + 1 if at < len(starts) else 0
        until = at + (at < len(starts) and starts[at] == start)
        while at and heights[at - 1] <= levels[i]:
            at -= 1
        starts[at:until] = [start]
        heights[at:until] = [levels[i]]
    return levels


def _stages(graph: NetworkGraph, cells: tuple[Cell, ...]) -> tuple[StageFrame, ...]:
    frames: list[StageFrame] = []
    for stage, group in groupby(cells, key=lambda cell: graph.calls[cell.call].stage):
        if stage is not None:
            members = list(group)
            height, width = graph.calls[members[0].call].shape[1:]
            frames.append(StageFrame(stage, members[0].x - 0.5, members[-1].x + 0.5, f"{height}×{width}"))
    return tuple(frames)
