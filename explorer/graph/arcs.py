"""Skips as arcs over the strip: where they stand, what lies under them, how high they are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from explorer.graph.model import NetworkGraph, Skip
from explorer.graph.spots import Arc, Cell

NARROW = 0.5  # layers: an arc that bypasses none


def arcs(graph: NetworkGraph, columns: dict[str, int]) -> tuple[Arc, ...]:
    """The skips' arcs, in the order of the graph's skips; `columns` are the columns of layers that run."""
    feet = _feet(graph)
    spans = [_span(feet[skip.fork], feet[skip.junction]) for skip in graph.skips]
    return tuple(
        Arc(skip.id, skip.kind, x0, x1, level, _branch(graph, skip, x0, x1, columns))
        for skip, (x0, x1), level in zip(graph.skips, spans, nesting(spans), strict=True)
    )


def _span(start: float, end: float) -> tuple[float, float]:
    """Where an arc stands; one around a branch without layers has some width all the same."""
    return (start, end) if start < end else (start - NARROW / 2, start + NARROW / 2)


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
