"""What a pointer over the picture is told, as plain text."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from explorer.graph.counts import counted
from explorer.graph.kept_calls import kept_whole
from explorer.graph.model import Call, NetworkGraph, Shape
from explorer.wording import tr

NOTHING = "not measured here"
NO_READING = "no reading yet"
KEPT = "kept as written"


def shape_text(shape: Shape) -> str:
    """A shape as people write it: 16×8×8."""
    return "×".join(str(n) for n in shape)


def reading_text(value: float) -> str:
    """A reading in four figures; NaN, infinity, exact zero and none (negative) by name."""
    if value < 0:
        return tr(NOTHING)
    if math.isnan(value):
        return tr("NaN")
    if math.isinf(value):
        return "∞"
    return tr("exactly 0") if value == 0 else f"{value:.4g}"


def gate_text(gate: float) -> str:
    """The state of a gate."""
    return {0.0: tr("off"), 1.0: tr("on")}.get(gate, tr("gate at {gate:g}", gate=gate))


def skip_text(graph: NetworkGraph, skip_id: str, gate: float) -> str:
    """A skip: kind, state, place, shapes in and out, the residual branch it passes, the layers it has itself."""
    skip = graph.skip[skip_id]
    shapes = f"{shape_text(graph.calls[skip.fork].shape)} → {shape_text(graph.calls[skip.junction].shape)}"
    place = (
        tr("block {block}", block=skip.block)
        if skip.stage is None
        else tr("stage {stage}, block {block}", stage=skip.stage, block=skip.block)
    )
    passed = [graph.calls[c].path for c in skip.residual if graph.calls[c].weight is not None]
    own = [graph.calls[c].path for c in skip.shortcut if graph.calls[c].weight is not None]
    lines = [
        f"{skip.id} · {skip.kind} · {gate_text(gate)}",
        f"{place} · {shapes}",
        tr("passes {layers}", layers=", ".join(passed) or tr("no weighted layer")),
    ]
    if own:
        lines.append(tr("through {own}", own=", ".join(own)))
    return "\n".join(lines)


def skips_text(graph: NetworkGraph, skips: Sequence[str], gates: Mapping[str, float]) -> str:
    """Several skips under one arc: how many are on, of every kind."""
    on = Counter(graph.skip[skip].kind for skip in skips if gates[skip] > 0)
    kinds = Counter(graph.skip[skip].kind for skip in skips)
    counts = ", ".join(
        tr("{kind}: {on} of {count}", kind=kind, on=on[kind], count=count) for kind, count in kinds.items()
    )
    first, last = skips[0], skips[-1]
    return tr(
        "{total} of {count} skips on\n{counts}\n{first} … {last}",
        total=on.total(),
        count=len(skips),
        counts=counts,
        first=first,
        last=last,
    )


def box_text(title: str, calls: Sequence[Call]) -> str:
    """A stage or a block: its title, its weighted layers and parameters, and what it makes of its input."""
    layers = sum(call.weight is not None for call in calls)
    parameters = counted(calls)
    shape = tr("\noutput {shape}", shape=shape_text(calls[-1].shape)) if calls else ""
    kept = "".join(f"\n{tr(KEPT)}: {names}: {why}" for names, why in kept_whole(calls))
    return tr(
        "{title}\n{layers} layers · {count} calls · {parameters:,} parameters{shape}{kept}",
        title=title,
        layers=layers,
        count=len(calls),
        parameters=parameters,
        shape=shape,
        kept=kept,
    )


def layer_text(graph: NetworkGraph, call_id: str, measure: str, value: float | None) -> str:
    """A call: type and path, output shape, parameters, and where it has weights its newest reading."""
    call = graph.calls[call_id]
    kept = f"\n{tr(KEPT)}: {call.kept}" if call.kept else ""
    if call.weight is None:
        own = tr(" · {parameters:,} parameters", parameters=call.parameters) if call.parameters else ""
        return tr(
            "{type} · {path}\noutput {shape}{own}{kept}",
            type=call.type,
            path=call.path or call.id,
            shape=shape_text(call.shape),
            own=own,
            kept=kept,
        )
    reading = tr(NO_READING) if value is None else reading_text(value)
    frozen = " · frozen" if call.frozen else ""
    return tr(
        "{type} · {path}{frozen}\noutput {shape} · {parameters:,} parameters\n{measure}: {reading}{kept}",
        type=call.type,
        path=call.path,
        frozen=frozen,
        shape=shape_text(call.shape),
        parameters=call.parameters,
        measure=measure,
        reading=reading,
        kept=kept,
    )


def point_text(graph: NetworkGraph, call_id: str, number: int, step: int, reading: str) -> str:
    """A point of the heatmap: which layer at which step, and its exact reading."""
    return tr(
        "step {step} · layer {number} ({path})\n{reading}",
        step=step,
        number=number,
        path=graph.calls[call_id].path,
        reading=reading,
    )
