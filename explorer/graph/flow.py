"""How data flows through a network besides its shortcuts, and the longest path of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.graph.ops import Op

if TYPE_CHECKING:
    from explorer.graph.model import Call, NetworkGraph


@dataclass(frozen=True)
class Flow:
    """The calls that data flows through, in topological order, without shortcuts; `before` and `after` are the
    edges among them. Shape arithmetic and parameters that are read by themselves are no part of it."""

    calls: tuple[Call, ...]
    before: Mapping[str, Sequence[str]]
    after: Mapping[str, Sequence[str]]


def flow(graph: NetworkGraph) -> Flow:
    """Read the flow from a graph, in time that grows linearly with its edges."""
    off = {call for skip in graph.skips for call in skip.shortcut}
    cut = {(_operand(skip.operand, skip.shortcut, skip.fork), skip.junction) for skip in graph.skips}
    numbers = _numbers(graph)
    before: dict[str, Sequence[str]] = {}
    after: dict[str, list[str]] = {}
    for id, call in graph.calls.items():
        if id in off or id in numbers:
            continue
        fed = [source for source in graph.dag.pred[id] if source in before]
        sources = [source for source in fed if (source, id) not in cut] or fed
        if sources or call.op == Op.INPUT or call.weight is not None:
            before[id], after[id] = sources, []
            for source in sources:
                after[source].append(id)
    return Flow(tuple(graph.calls[id] for id in before), before, after)


def _operand(operand: str, shortcut: Sequence[str], fork: str) -> str:
    """What a shortcut hands over; graphs stored before this was recorded leave it to be found."""
    return operand or (shortcut[-1] if shortcut else fork)


def _numbers(graph: NetworkGraph) -> set[str]:
    """Calls whose result is no tensor and holds none either, such as sizes: a result without shape, of which
    nothing with a shape is made alone."""
    empty = {id for id, call in graph.calls.items() if not call.shape and call.op not in (Op.INPUT, Op.OUTPUT)}
    holding = set()
    for id, call in graph.calls.items() if empty else ():
        sources = graph.dag.pred[id]
        if call.shape and sources and all(source in empty for source in sources):
            holding.update(sources)
    return empty - holding


def heaviest(found: Flow) -> tuple[str, ...]:
    """The path with most weighted layers, of equals the one that runs first; () for no calls.

    A gate (squeeze-and-excitation: x · g(x)) is no part of it, as depth is counted by the papers.
    """
    toward = predecessors(found)
    ends = [call.id for call in found.calls if not found.after[call.id]]
    if not ends:
        return ()
    last = max(ends, key=lambda id: toward[id][1])  # of equals the first
    path = [last]
    while (previous := toward[path[-1]][0]) is not None:
        path.append(previous)
    return tuple(reversed(path))


def predecessors(found: Flow) -> dict[str, tuple[str | None, int]]:
    """For every call the source on the heaviest path to it, and the weighted layers of that path with its own."""
    order = {call.id: i for i, call in enumerate(found.calls)}
    toward: dict[str, tuple[str | None, int]] = {}
    for call in found.calls:
        sources = found.before[call.id]
        if len(sources) > 1 and call.op == Op.MULTIPLY:
            sources = _without_gates(sources, order, toward)
        best = max(sources, key=lambda id: toward[id][1], default=None)
        weight = int(call.weight is not None)
        toward[call.id] = (best, weight + (toward[best][1] if best is not None else 0))
    return toward


def _without_gates(
    sources: Sequence[str], order: Mapping[str, int], toward: Mapping[str, tuple[str | None, int]]
) -> Sequence[str]:
    """The factor that the others are made from, if there is one; else all of them."""
    first = min(sources, key=order.__getitem__)
    for source in sources:
        at: str | None = source
        while at is not None and order[at] > order[first]:
            at = toward[at][0]
        if at != first:
            return sources
    return [first]
