"""Skips found in a graph of calls by dominators; nothing about them is declared by the network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import networkx as nx

from explorer.graph.model import Call, Skip, SkipKind
from explorer.tracing.calls import TRANSPARENT


def find_skips(
    dag: nx.DiGraph, calls: Mapping[str, Call], junctions: Mapping[str, tuple[str, str]]
) -> tuple[Skip, ...]:
    """The skips of a network, "skip1" onward in topological order.

    `junctions` gives the operands of every addition, in topological order. Both operands start at the
    junction's immediate dominator, the fork; the one with fewer weighted layers on its way from there is
    the shortcut, the other the residual branch. An addition of branches with equally many weighted layers
    is no skip. `Skip.block` counts from 1 within a stage.
    """
    source = next(call.id for call in calls.values() if call.op == "input")
    dominators = nx.immediate_dominators(dag, source)
    order = {call: i for i, call in enumerate(calls)}
    skips: list[Skip] = []
    blocks: Counter[int | None] = Counter()
    for junction, operands in junctions.items():
        if not all(o in dominators for o in operands):
            continue  # an operand that does not depend on the input, such as a learned position
        fork = dominators[junction]
        ways = [_way(dag, fork, o) for o in operands]
        weights = [sum(calls[c].weight is not None for c in way) for way in ways]
        if weights[0] == weights[1]:
            continue
        shortcut, residual = (ways[0], ways[1]) if weights[0] < weights[1] else (ways[1], ways[0])
        stage = calls[junction].stage
        blocks[stage] += 1
        skips.append(
            Skip(
                f"skip{len(skips) + 1}",
                _kind(calls[c] for c in shortcut),
                fork,
                junction,
                tuple(sorted(_only_for(dag, shortcut - residual, junction, order), key=order.__getitem__)),
                tuple(sorted(residual, key=order.__getitem__)),
                stage,
                blocks[stage],
            )
        )
    return tuple(skips)


def _way(dag: nx.DiGraph, fork: str, operand: str) -> set[str]:
    """All calls between `fork` (excluded) and `operand` (included); empty where the operand is the fork."""
    way: set[str] = set()
    todo = [operand]
    while todo:
        call = todo.pop()
        if call != fork and call not in way:
            way.add(call)
            todo.extend(dag.predecessors(call))
    return way


def _kind(way: Iterable[Call]) -> SkipKind:
    acting = [call for call in way if call.op not in TRANSPARENT]
    if not acting:
        return "identity"
    return "projection" if any(call.weight is not None for call in acting) else "zero-padding"


def _only_for(dag: nx.DiGraph, way: set[str], junction: str, order: Mapping[str, int]) -> set[str]:
    """The calls of `way` whose results nothing but `junction` uses: what goes when the skip is removed."""
    only = {junction}
    for call in sorted(way, key=order.__getitem__, reverse=True):
        if only.issuperset(dag.successors(call)):
            only.add(call)
    return only - {junction}
