"""The loss became NaN or infinite."""

from __future__ import annotations

import math

import numpy as np

from explorer.number_text import nats
from explorer.runs.divergence import STEP_0, later, origin_in
from explorer.verdicts.finding import Finding
from explorer.verdicts.readings import Record, found, seen
from explorer.verdicts.twins import Twins
from explorer.verdicts.verdict_registry import VERDICTS, Verdict
from explorer.wording import joined, said

TITLE = "Diverged"


def judge(record: Record, twins: Twins) -> Finding | None:
    """A loss that is not finite, or an outcome that says so (the weights became NaN or infinite in the last step)."""
    ended = record.run.outcome is not None and record.run.outcome.status == "diverged"
    if record.finite and not ended:
        return None
    last, origin = len(record.run) - 1, _origin(record)
    span = (max(record.first, record.end - 5), max(record.end, 1))
    loss = record.run.loss
    before = said(
        "it was {first} at step 0 and {now} at step {step}",
        first=nats(loss[0]),
        now=nats(loss[record.end - 1]),
        step=record.end - 1,
    )
    lost = said("The loss is {what} at step {step}", what=_lost(loss[-1]), step=last)
    what = said("After step {step} the weights are not finite", step=last) if record.finite else lost
    sentence = said("{what}: {before}.", what=what, before=before if record.end else said("it was never finite"))
    end = said("loss {loss:g} at step {step}", loss=loss[-1], step=last)
    return found(
        record,
        verdict="diverged",
        title=TITLE,
        severity="error",
        sentence=joined((sentence, origin), " "),
        evidence=[seen(record, "loss", span, before if record.end else end)],
        not_this=said(
            "Not caused by the data or the program: the same settings diverge again. Earlier steps are valid."
        ),
        to_try=said(STEP_0) if origin else later(record.run.spec.training.lr, record.normed),
    )


def _origin(record: Record) -> str:
    """Where step 0 first gives what is not finite, forward or backward; empty where it is finite.

    The training side looks at every call and says it with the outcome; else the readings tell the layer.
    """
    told = origin_in(record.run.outcome.message) if record.run.outcome else ""
    if told:
        return told
    outputs = record.run.reading("response-std", 0)
    if not record.end and outputs is not None and not np.isfinite(outputs).all():
        first = int(np.argmin(np.isfinite(outputs)))
        return said("Forward, {layer} is the first whose output is not finite.", layer=_layer(record, first))
    gradients = record.run.reading("gradient-norm", 0)
    if gradients is None or np.isfinite(gradients).all():
        return ""
    if not record.end:
        return said("Every layer's output is finite: the class scores or the labels cause it.")
    last = len(gradients) - 1 - int(np.argmin(np.isfinite(gradients[::-1])))
    return said("Backward, {layer} is the first whose gradient at step 0 is not finite.", layer=_layer(record, last))


def _layer(record: Record, column: int) -> str:
    """A layer by its place in the picture, where it has one, its type and its path."""
    graph = record.run.graph
    layer = graph.layers[column]
    call = graph.calls[layer]
    place = said("layer {number}, ", number=graph.main_path.index(layer) + 1) if layer in graph.main_path else ""
    return joined((place, f"{call.type} {call.path or call.id},"))


def _lost(loss: float) -> str:
    return "NaN" if math.isnan(loss) else said("infinite")


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
