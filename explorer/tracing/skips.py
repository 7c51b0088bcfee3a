"""Skips found in a graph of calls; nothing about them is declared by the network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property

import networkx as nx

from explorer.graph.model import Call, Skip, SkipKind
from explorer.graph.ops import Op
from explorer.tracing.junctions import Meeting

_RESIZING = (Op.PAD, Op.POOL, Op.SUBSAMPLE)


def find_skips(dag: nx.DiGraph, calls: Mapping[str, Call], junctions: Mapping[str, Meeting]) -> tuple[Skip, ...]:
    """The skips of a network, "skip1" onward in topological order; `Skip.block` counts from 1 within a stage.

    An addition's operands start at the junction's immediate dominator, the fork. The one with most weighted layers
    on its way from there is the residual branch, every one with fewer is a shortcut. An addition of branches with
    equally many weighted layers is no skip. A concatenation's operand is a skip where it, or what it was made of
    without weights, also leads to another operand through weighted layers: it bypasses those.
    """
    search = _Search(dag, calls)
    skips: list[Skip] = []
    blocks: Counter[int | None] = Counter()
    for junction, meeting in junctions.items():
        found = search.of_sum if meeting.kind == "addition" else search.of_concatenation
        stage = calls[junction].stage
        for kind, fork, operand, shortcut, residual in found(junction, meeting.operands):
            blocks[stage] += 1
            number = f"skip{len(skips) + 1}"
            skips.append(Skip(number, kind, fork, junction, shortcut, residual, stage, blocks[stage], operand=operand))
    return tuple(skips)


_Found = tuple[SkipKind, str, str, tuple[str, ...], tuple[str, ...]]  # kind, fork, operand, shortcut, residual


class _Search:
    """The skips at one junction after another of a graph."""

    def __init__(self, dag: nx.DiGraph, calls: Mapping[str, Call]) -> None:
        self._dag = dag
        self._calls = calls
        self._source = next(call.id for call in calls.values() if call.op == Op.INPUT)
        self._order = {call: i for i, call in enumerate(calls)}

    @cached_property
    def _dominators(self) -> Mapping[str, str]:
        found: Mapping[str, str] = nx.immediate_dominators(self._dag, self._source)
        return {**found, self._source: self._source}  # networkx leaves the source out since 3.6

    def of_sum(self, junction: str, operands: tuple[str, ...]) -> Iterable[_Found]:
        """The skips of an addition."""
        if not all(o in self._dominators for o in operands):
            return  # an operand that does not depend on the input, such as a learned position
        fork = self._dominators[junction]
        sums = self._way_down(junction, operands)
        ways = {o: self._way(fork, o) for o in operands}
        weights = {o: sum(self._calls[c].weight is not None for c in way) for o, way in ways.items()}
        branch = max(operands, key=weights.__getitem__)
        residual = ways[branch]
        for operand in operands:
            if weights[operand] < weights[branch]:
                own = ways[operand] - residual
                kind = _kind([self._calls[c] for c in own], self._calls[fork], self._calls[operand])
                yield kind, fork, operand, self._only_for(own, sums), self._sorted(residual)

    def _way_down(self, junction: str, operands: tuple[str, ...]) -> set[str]:
        """The additions of a chain: the junction and those between it and its operands."""
        sums, todo = {junction}, [junction]
        while todo:
            inner = set(self._dag.predecessors(todo.pop())).difference(operands, sums)
            sums |= inner
            todo.extend(inner)
        return sums

    def of_concatenation(self, junction: str, operands: tuple[str, ...]) -> Iterable[_Found]:
        """The skips of a concatenation."""
        for operand in operands:
            passed: list[str] = []
            fork: str | None = operand
            while fork is not None and not (around := self._around(fork, operand, operands)):
                passed.append(fork)
                fork = self._before(fork)
            if fork is not None:
                residual = self._between(fork, around)
                yield "concatenation", fork, operand, self._only_for(set(passed), {junction}), self._sorted(residual)

    def _around(self, fork: str, operand: str, operands: tuple[str, ...]) -> str:
        """The first other operand that `fork` leads to through weighted layers, or ""."""
        bit = 1 << self._order[fork]
        return next((o for o in operands if o != operand and self._weighted_ancestors[o] & bit), "")

    def _before(self, call: str) -> str | None:
        """What a call without weight was made of, where that is one call."""
        before = list(self._dag.predecessors(call))
        return before[0] if len(before) == 1 and self._calls[call].weight is None else None

    @cached_property
    def _ancestors(self) -> dict[str, int]:
        """For every call the set of its ancestors, as bits by their order: DenseNet-201 in milliseconds."""
        found: dict[str, int] = {}
        for call in self._calls:
            found[call] = 0
            for before in self._dag.predecessors(call):
                found[call] |= found[before] | 1 << self._order[before]
        return found

    @cached_property
    def _weighted_ancestors(self) -> dict[str, int]:
        """As `_ancestors`, those from which a way with a weighted layer leads to the call."""
        found: dict[str, int] = {}
        for call, seen in self._calls.items():
            found[call] = self._ancestors[call] if seen.weight is not None else 0
            for before in self._dag.predecessors(call):
                found[call] |= found[before]
        return found

    def _between(self, fork: str, operand: str) -> set[str]:
        """The calls on all ways from `fork` (excluded) to `operand` (included)."""
        bit = 1 << self._order[fork]
        way, todo = {operand}, [operand]
        while todo:
            for call in self._dag.predecessors(todo.pop()):
                if call not in way and self._ancestors[call] & bit:
                    way.add(call)
                    todo.append(call)
        return way

    def _way(self, fork: str, operand: str) -> set[str]:
        """All calls between `fork` (excluded) and `operand` (included); empty where the operand is the fork."""
        way: set[str] = set()
        todo = [operand]
        while todo:
            call = todo.pop()
            if call != fork and call not in way:
                way.add(call)
                todo.extend(self._dag.predecessors(call))
        return way

    def _only_for(self, way: set[str], junctions: set[str]) -> tuple[str, ...]:
        """The calls of `way` whose results nothing but `junctions` use: what goes when the skip is removed."""
        only = set(junctions)
        for call in reversed(self._sorted(way)):
            if only.issuperset(self._dag.successors(call)):
                only.add(call)
        return self._sorted(only - junctions)

    def _sorted(self, way: set[str]) -> tuple[str, ...]:
        return tuple(sorted(way, key=self._order.__getitem__))


def _kind(way: list[Call], fork: Call, operand: Call) -> SkipKind:
    if any(call.weight is not None for call in way):
        return "projection"
    resized = any(call.op in _RESIZING for call in way) or (way and fork.shape != operand.shape)
    return "zero-padding" if resized else "identity"
