"""Edits of a graph's skips as pure functions: what a click, a brush or a button asks for."""

from __future__ import annotations

from collections.abc import Iterable

from explorer.graph.model import NetworkGraph


def toggled(graph: NetworkGraph, skip_ids: Iterable[str]) -> NetworkGraph:
    """The graph with each named skip flipped once; counts follow from the new graph. KeyError for unknown ids."""
    return graph.with_enabled(frozenset(graph.enabled) ^ frozenset(skip_ids))


def switched(graph: NetworkGraph, on: bool, stage: int | None = None) -> NetworkGraph:
    """The graph with all skips (or those of one stage) on or off."""
    chosen = frozenset(s.id for s in graph.skips if stage is None or s.stage == stage)
    before = frozenset(graph.enabled)
    return graph.with_enabled(before | chosen if on else before - chosen)
