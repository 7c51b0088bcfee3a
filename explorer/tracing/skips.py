"""Skips found in a graph of calls; nothing about them is declared by the network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property

import networkx as nx

from explorer.graph.model import Call, Skip, SkipKind
from explorer.graph.ops import Op
from explorer.tracing.junctions import Meeting

_MIXING = (Op.FOURIER, Op.POOL, Op.MATRIX_PRODUCT, Op.ATTENTION, Op.CONV, "roll", "cumsum")


def find_skips(dag: nx.DiGraph, calls: Mapping[str, Call], junctions: Mapping[str, Meeting]) -> tuple[Skip, ...]:
    """The skips of a network, "skip1" onward in topological order; `Skip.block` counts from 1 within a stage.

    An addition's operands start at the junction's immediate dominator, the fork. The one with most weighted layers
    on its way from there is the residual branch, every one with fewer is a shortcut. An addition of branches with
    equally many weighted layers is no skip; where no branch has any, calls that mix places or channels (Fourier
    transforms, poolings, matrix products) count in their place.
    A concatenation's operand is a skip where it, or what it was made of without weights, also leads to another
    operand through weighted layers: it bypasses those.
    """
    search = _Search(dag, calls)
    found: list[tuple[str, _Found]] = []
    for junction, meeting in junctions.items():
        of_kind = search.of_sum if meeting.kind == "addition" else search.of_concatenation
        found += [(junction, each) for each in of_kind(junction, meeting.terms)]
    skips: list[Skip] = []
    blocks: Counter[int | None] = Counter()
    for junction, (kind, fork, operand, shortcut, residual) in search.without_differences(found):
        stage = calls[junction].stage
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

    def of_sum(self, junction: str, terms: tuple[tuple[str, ...], ...]) -> Iterable[_Found]:
        """The skips of an addition."""
        if not all(any(o in self._dominators for o in term) for term in terms):
            return  # an operand that does not depend on the input, such as a learned position
        fork = self._dominators[junction]
        sums = self._way_down(junction, {o for term in terms for o in term})
        ways = {term: set().union(*(self._way(fork, o) for o in term)) for term in terms}
        sizes = self._sizes(ways)
        branch = max(terms, key=sizes.__getitem__)
        for term in terms:
            if sizes[term] < sizes[branch]:
                own = ways[term] - ways[branch]
                kind = _kind([self._calls[c] for c in own])
                yield kind, fork, term[0], self._only_for(own, sums), self._sorted(ways[branch])

    def without_differences(self, found: list[tuple[str, _Found]]) -> list[tuple[str, _Found]]:
        """Leave out differences f(x) − x that, with no layer between, are part of the branch of a skip of the same x:
        in x + T(x) · (f(x) − x), a highway, x is handed on once."""
        differences = {junction for junction, _ in found if self._calls[junction].op == Op.SUBTRACT}
        return [
            each
            for each in found
            if each[0] not in differences or not any(self._is_part(each, other) for other in found)
        ]

    def _is_part(self, inner: tuple[str, _Found], outer: tuple[str, _Found]) -> bool:
        (junction, (_, _, operand, *_)), (end, (_, _, other, _, residual)) = inner, outer
        if operand != other or junction not in residual or junction == end:
            return False
        return not any(self._calls[c].weight is not None for c in self._between(junction, residual[-1]) - {junction})

    def _sizes(self, ways: Mapping[tuple[str, ...], set[str]]) -> dict[tuple[str, ...], int]:
        """How many weighted layers are on each way; where none is on any, how many calls mix places or channels."""
        weights = {term: sum(self._calls[c].weight is not None for c in way) for term, way in ways.items()}
        if any(weights.values()):
            return weights
        return {term: sum(self._calls[c].op in _MIXING for c in way) for term, way in ways.items()}

    def _way_down(self, junction: str, operands: set[str]) -> set[str]:
        """The additions of a chain: the junction and those between it and its operands."""
        sums, todo = {junction}, [junction]
        while todo:
            inner = set(self._dag.predecessors(todo.pop())).difference(operands, sums)
            sums |= inner
            todo.extend(inner)
        return sums

    def of_concatenation(self, junction: str, terms: tuple[tuple[str, ...], ...]) -> Iterable[_Found]:
        """The skips of a concatenation."""
        operands = tuple(operand for (operand,) in terms)
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


def _kind(way: list[Call]) -> SkipKind:
    if any(call.weight is not None for call in way):
        return "projection"
    return "zero-padding" if any(call.op in (Op.PAD, Op.CONCATENATE) for call in way) else "identity"
