"""Calls between the layers on the strip's one axis, and the wires of parallel branches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from explorer.graph.flow import Flow
from explorer.graph.spots import Cell, Glyph, Wire


def glyphs(found: Flow, cells: Iterable[Cell], lanes: Mapping[str, int]) -> tuple[Glyph, ...]:
    """The calls of the flow from left to right: layers at their cell, calls without weights behind the layer before.

    Those share the right half of that layer's slot evenly; those before the first layer stand at 0–0.5.
    """
    places = {cell.call: cell.x for cell in cells}
    slots: list[list[str]] = [[]]
    for call in found.calls:
        slots.append([call.id]) if call.id in places else slots[-1].append(call.id)
    spots = {id: 0.5 * i / len(slots[0]) for i, id in enumerate(slots[0])}
    for layer, *others in slots[1:]:
        for i, id in enumerate((layer, *others)):
            spots[id] = places[layer] + 0.5 * i / (len(others) + 0.5)
    return tuple(Glyph(id, x, lanes[id]) for id, x in spots.items())


def call_wires(found: Flow, drawn: tuple[Glyph, ...]) -> tuple[Wire, ...]:
    """One wire for each edge of the flow that does not join neighbors of one lane."""
    at = {glyph.call: i for i, glyph in enumerate(drawn)}
    pairs = ((drawn[at[a]], drawn[at[b]]) for b, sources in found.before.items() for a in sources)
    return tuple(Wire(a.x, a.lane, b.x, b.lane) for a, b in pairs if a.lane != b.lane or at[b.call] != at[a.call] + 1)


def cell_wires(found: Flow, drawn: Iterable[Glyph]) -> tuple[Wire, ...]:
    """The wires where only layers are drawn: calls without weights are passed through, but where several come
    together the wires meet at that place, so that n branches before m others make n + m wires, not n · m."""
    spots = {glyph.call: glyph for glyph in drawn}
    stands: dict[str, str] = {}  # for every call the one whose place its data come from
    wires: dict[Wire, None] = {}
    for call in found.calls:
        sources = dict.fromkeys(stands[id] for id in found.before[call.id])
        if call.weight is None and len(sources) == 1:
            (stands[call.id],) = sources
            continue
        stands[call.id] = call.id
        for source in sources:
            a, b = spots[source], spots[call.id]
            wires[Wire(a.x, a.lane, b.x, b.lane)] = None
    return tuple(wire for wire in wires if wire.lane0 != wire.lane1 or wire.x1 - wire.x0 > 1)
