"""Finding parts of a network by name or type."""

from __future__ import annotations

from explorer.graph.model import Call, NetworkGraph


def find(graph: NetworkGraph, text: str) -> tuple[str, ...]:
    """Ids of the calls in whose path, id, type or term every word of `text` occurs (whatever its case), in order.

    A skip's id finds its junction.
    """
    words = text.lower().split()
    skips = {skip.junction: skip.id for skip in graph.skips}
    if not words:
        return ()
    return tuple(c.id for c in graph.calls.values() if all(w in _text(c, skips.get(c.id, "")) for w in words))


def _text(call: Call, skip: str) -> str:
    return f"{call.path} {call.id} {call.type} {call.op} {skip}".lower()
