"""Finding calls and skips by words."""

from __future__ import annotations

from explorer.graph.model import NetworkGraph


def find(graph: NetworkGraph, text: str) -> tuple[str, ...]:
    """Ids of the calls in whose id, path, type or term every word of `text` occurs, in topological order.

    A skip's id finds its junction. Upper and lower case are alike; no words find nothing.
    """
    words = text.casefold().split()
    if not words:
        return ()
    junctions: dict[str, list[str]] = {}
    for skip in graph.skips:
        junctions.setdefault(skip.junction, []).append(skip.id)
    found = []
    for call in graph.calls.values():
        about = " ".join((call.id, call.path, call.type, call.op)).casefold()
        skips = {id.casefold() for id in junctions.get(call.id, ())}
        if all(word in about or word in skips for word in words):
            found.append(call.id)
    return tuple(found)
