"""What a pointer over the picture is told, as plain text."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from explorer.graph.counts import counted
from explorer.graph.kept_calls import kept_whole
from explorer.graph.model import Call, NetworkGraph, Shape

NOTHING = "not measured here"
NO_READING = "no reading yet"
KEPT = "kept as written"


def shape_text(shape: Shape) -> str:
    """A shape as people write it: 16×8×8."""
    return "×".join(str(n) for n in shape)


def reading_text(value: float) -> str:
    """A reading in four figures; NaN, infinity, exact zero and none (negative) by name."""
    if value < 0:
        return NOTHING
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "∞"
    return "exactly 0" if value == 0 else f"{value:.4g}"


def gate_text(gate: float) -> str:
    """The state of a gate."""
    return {0.0: "off", 1.0: "on"}.get(gate, f"gate at {gate:g}")


def skip_text(graph: NetworkGraph, skip_id: str, gate: float) -> str:
    """A skip: kind, state, place, shapes in and out, the residual branch it passes, the layers it has itself."""
    skip = graph.skip[skip_id]
    shapes = f"{shape_text(graph.calls[skip.fork].shape)} → {shape_text(graph.calls[skip.junction].shape)}"
    place = f"block {skip.block}" if skip.stage is None else f"stage {skip.stage}, block {skip.block}"
    passed = [graph.calls[c].path for c in skip.residual if graph.calls[c].weight is not None]
    own = [graph.calls[c].path for c in skip.shortcut if graph.calls[c].weight is not None]
    lines = [
        f"{skip.id} · {skip.kind} · {gate_text(gate)}",
        f"{place} · {shapes}",
        f"passes {', '.join(passed) or 'no weighted layer'}",
    ]
    if own:
        lines.append(f"through {', '.join(own)}")
    return "\n".join(lines)


def skips_text(graph: NetworkGraph, skips: Sequence[str], gates: Mapping[str, float]) -> str:
    """Several skips under one arc: how many are on, of every kind."""
    on = Counter(graph.skip[skip].kind for skip in skips if gates[skip] > 0)
    kinds = Counter(graph.skip[skip].kind for skip in skips)
    counts = ", ".join(f"{kind}: {on[kind]} of {count}" for kind, count in kinds.items())
    first, last = skips[0], skips[-1]
    return f"{on.total()} of {len(skips)} skips on\n{counts}\n{first} … {last}"


def box_text(title: str, calls: Sequence[Call]) -> str:
    """A stage or a block: its title, its weighted layers and parameters, and what it makes of its input."""
    layers = sum(call.weight is not None for call in calls)
    parameters = counted(calls)
    shape = f"\noutput {shape_text(calls[-1].shape)}" if calls else ""
    kept = "".join(f"\n{KEPT}: {names}: {why}" for names, why in kept_whole(calls))
    return f"{title}\n{layers} layers · {len(calls)} calls · {parameters:,} parameters{shape}{kept}"


def layer_text(graph: NetworkGraph, call_id: str, measure: str, value: float | None) -> str:
    """A call: type and path, output shape, parameters, and where it has weights its newest reading."""
    call = graph.calls[call_id]
    kept = f"\n{KEPT}: {call.kept}" if call.kept else ""
    if call.weight is None:
        own = f" · {call.parameters:,} parameters" if call.parameters else ""
        return f"{call.type} · {call.path or call.id}\noutput {shape_text(call.shape)}{own}{kept}"
    reading = NO_READING if value is None else reading_text(value)
    frozen = " · frozen" if call.frozen else ""
    return (
        f"{call.type} · {call.path}{frozen}\n"
        f"output {shape_text(call.shape)} · {call.parameters:,} parameters\n"
        f"{measure}: {reading}{kept}"
    )


def point_text(graph: NetworkGraph, call_id: str, number: int, step: int, reading: str) -> str:
    """A point of the heatmap: which layer at which step, and its exact reading."""
    return f"step {step} · layer {number} ({graph.calls[call_id].path})\n{reading}"
