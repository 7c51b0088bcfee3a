"""Steps so large that they throw away what was learned."""

from __future__ import annotations

import numpy as np

from explorer.number_text import nats, number, percent
from explorer.verdicts.deciding import decided_by_rate
from explorer.verdicts.finding import Finding
from explorer.verdicts.first_gradient import large, steep
from explorer.verdicts.readings import Record, Span, found, seen
from explorer.verdicts.twins import BETTER, Twins, compared, learns_above
from explorer.verdicts.verdict_registry import VERDICTS, Verdict
from explorer.wording import said

TITLE = "Learning rate too high"
JUMP = 0.15
"""‖Δw‖ of the median layer in one of the first EARLY steps, in its length then or at the start: in the larger, since
weight decay can wear lengths away."""
EARLY = 200
LEARNED = 0.92


def judge(record: Record, twins: Twins) -> Finding | None:
    """By the run at a lower learning rate, where there is one that learns; else by the first steps."""
    if record.finite and not record.enough:
        return None
    slower = compared(record.run, twins.slower) if record.over and record.whole else None
    if slower is None or twins.slower is None or not (slower.better or slower.twin > learns_above(record.run)):
        return _of_first_steps(record)
    if not slower.better:
        return None
    rate = twins.slower.spec.training.lr
    return decided_by_rate(record, slower, rate, verdict="lr-too-high", title=TITLE, severity="error")


def _of_first_steps(record: Record) -> Finding | None:
    """Steps too large from a sane start; a gradient that is too large before any update is another finding."""
    span = (record.first, min(record.end, record.first + EARLY))
    updates, lengths = record.every("update-ratio", span), record.every("weight-norm", span)
    if updates is None or lengths is None or record.shrunk or (record.whole and (steep(record) or large(record))):
        return None
    drawn = lengths[0] != 0  # of layers that begin at zero, as under Fixup, the first step has no share
    if not drawn.any():
        return None
    updates, lengths = updates[:, drawn], lengths[:, drawn]
    with np.errstate(invalid="ignore"):
        medians = np.nan_to_num(np.median(updates * np.minimum(1, lengths / lengths[0]), axis=1), nan=np.inf)
    jump, step = float(medians.max()), record.first + int(medians.argmax())
    if not jump > JUMP or (record.finite and record.accuracy(record.recent) > LEARNED):
        return None
    return _finding(record, span, jump, step)


def _finding(record: Record, span: Span, jump: float, step: int) -> Finding:
    lr, loss = record.run.spec.training.lr, nats(record.loss(record.recent))
    size = said("by {share} of its length", share=number(jump)) if np.isfinite(jump) else said("beyond float32 range")
    return found(
        record,
        verdict="lr-too-high",
        title=TITLE,
        severity="error",
        sentence=said(
            "Step {step} changed the median layer {size} (rule of thumb: 0.001); training accuracy is {accuracy}, loss "
            "{loss}.",
            step=step,
            size=size,
            accuracy=percent(record.accuracy(record.recent)),
            loss=loss,
        ),
        evidence=[
            seen(
                record,
                "update-ratio",
                span,
                said("‖Δw‖/‖w‖ up to {share} in the median layer, at step {step}", share=number(jump), step=step),
            ),
            seen(record, "loss", record.recent, said("loss {loss}", loss=loss)),
        ],
        not_this=said("Not an exploding gradient at initialization: the gradient of step 0 is normal."),
        to_try=said("Learning rate {rate:g}, or if that is still too high {lower:g}.", rate=lr / 10, lower=lr / 100),
    )


VERDICTS.register(
    Verdict(
        name="lr-too-high",
        title=TITLE,
        rule=f"With a normal gradient at step 0, one of the first {EARLY} steps changes the median layer by more "
        f"than {JUMP:g} of its length, and the training accuracy is at most {100 * LEARNED:g} %, or the loss "
        "not finite. Not if weight decay has shrunk the weights to almost 0. Layers that begin at zero are left out. "
        "Where the same run was trained at a lower learning rate and learned there, that one decides: its training "
        f"accuracy after the same epochs is more than {100 * BETTER:g} points higher.",
        limits="One run does not show what a lower rate would reach. From one run alone it is told only where an "
        "early step is far too large; a network at chance level has other causes as well.",
        source="Rule of thumb: ‖Δw‖/‖w‖ about 1e-3, A. Karpathy, CS231n notes, Neural Networks part 3.",
        judge=judge,
    )
)
