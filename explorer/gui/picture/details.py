"""What a pointer over the picture is told, as plain text."""

from __future__ import annotations

import math

from explorer.graph.model import NetworkGraph, Shape

NO_READING = "no reading yet"


def shape_text(shape: Shape) -> str:
    """A shape as people write it: 16×8×8."""
    return "×".join(str(n) for n in shape)


def reading_text(value: float) -> str:
    """A reading in four figures; NaN, infinity and exact zero by name."""
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


def layer_text(graph: NetworkGraph, call_id: str, measure: str, value: float | None) -> str:
    """A layer: type and path, output shape, parameters, and its newest reading."""
    call = graph.calls[call_id]
    reading = NO_READING if value is None else reading_text(value)
    return (
        f"{call.type} · {call.path}\n"
        f"output {shape_text(call.shape)} · {call.parameters:,} parameters\n"
        f"{measure}: {reading}"
    )


def point_text(graph: NetworkGraph, call_id: str, number: int, step: int, reading: str) -> str:
    """A point of the heatmap: which layer at which step, and its exact reading."""
    return f"step {step} · layer {number} ({graph.calls[call_id].path})\n{reading}"
