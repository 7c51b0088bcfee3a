"""The loss became NaN or infinite."""

from __future__ import annotations

import math

import numpy as np

from explorer.number_text import nats
from explorer.runs import divergence
from explorer.verdicts.finding import Finding
from explorer.verdicts.readings import Record, found, seen
from explorer.verdicts.twins import Twins
from explorer.verdicts.verdict_registry import VERDICTS, Verdict

TITLE = "Diverged"


def judge(record: Record, twins: Twins) -> Finding | None:
    """A loss that is not finite, or an outcome that says so (the weights became NaN or infinite in the last step)."""
    ended = record.run.outcome is not None and record.run.outcome.status == "diverged"
    if record.finite and not ended:
        return None
    last, origin = len(record.run) - 1, _origin(record)
    span = (max(record.first, record.end - 5), max(record.end, 1))
    loss = record.run.loss
    before = f"it was {nats(loss[0])} at step 0 and {nats(loss[record.end - 1])} at step {record.end - 1}"
    lost = f"The loss is {_lost(loss[-1])} at step {last}"
    what = f"After step {last} the weights are not finite" if record.finite else lost
    sentence = f"{what}: {before if record.end else 'it was never finite'}."
    return found(
        record,
        verdict="diverged",
        title=TITLE,
        severity="error",
        sentence=f"{sentence} {origin}".strip(),
        evidence=[seen(record, "loss", span, before if record.end else f"loss {record.run.loss[-1]:g} at step {last}")],
        not_this="Not caused by the data or the program: the same settings diverge again. Earlier steps are valid.",
        to_try=divergence.STEP_0 if origin else divergence.later(record.run.spec.training.lr, record.normed),
    )


def _origin(record: Record) -> str:
    """Where step 0 first gives what is not finite, forward or backward; empty where it is finite.

    The training side looks at every call and says it with the outcome; else the readings tell the layer.
    """
    told = divergence.origin_in(record.run.outcome.message) if record.run.outcome else ""
    if told:
        return told
    outputs = record.run.reading("response-std", 0)
    if not record.end and outputs is not None and not np.isfinite(outputs).all():
        first = int(np.argmin(np.isfinite(outputs)))
        return f"Forward, {_layer(record, first)} is the first whose output is not finite."
    gradients = record.run.reading("gradient-norm", 0)
    if gradients is None or np.isfinite(gradients).all():
        return ""
    if not record.end:
        return "Every layer's output is finite: the class scores or the labels cause it."
    last = len(gradients) - 1 - int(np.argmin(np.isfinite(gradients[::-1])))
    return f"Backward, {_layer(record, last)} is the first whose gradient at step 0 is not finite."


def _layer(record: Record, column: int) -> str:
    """A layer by its place in the picture, where it has one, its type and its path."""
    graph = record.run.graph
    layer = graph.layers[column]
    call = graph.calls[layer]
    place = f"layer {graph.main_path.index(layer) + 1}, " if layer in graph.main_path else ""
    return f"{place}{call.type} {call.path or call.id},"


def _lost(loss: float) -> str:
    return "NaN" if math.isnan(loss) else "infinite"


VERDICTS.register(
    Verdict(
        name="diverged",
        title=TITLE,
        rule="The training loss, or the test loss after the last step, is NaN or infinite.",
        limits="It tells that the loss is lost, not why: the findings before it do, where there are any.",
        source="IEEE 754: NaN and infinity propagate to all later steps.",
        judge=judge,
    )
)
