"""Signal and gradient are far too large before the first update."""

from __future__ import annotations

import numpy as np

from explorer.number_text import nats, number
from explorer.verdicts.finding import Finding
from explorer.verdicts.first_gradient import BARE, NORMED, large, norms_at
from explorer.verdicts.readings import Numbers, Record, found, seen
from explorer.verdicts.twins import Twins
from explorer.verdicts.verdict_registry import VERDICTS, Verdict
from explorer.wording import said

TITLE = "Exploding gradient"
SEEN = "0.07–7.5 without norm, 0.2–16 with one"
"""It in 9 and 19 runs that learned: digits, depths 8–56, widths 6–16, batches of 64, seeds 0–102."""
LEARNED = 0.93


def judge(record: Record, twins: Twins) -> Finding | None:
    """At step 0, in a run that has not learned."""
    norms = norms_at(record, 0) if len(record.run) else None
    if not record.whole or norms is None or not large(record):
        return None
    if record.finite and record.accuracy(record.recent) > LEARNED:
        return None
    return _finding(record, norms)


def _finding(record: Record, norms: Numbers) -> Finding:
    loss = float(record.run.loss[0])
    layer = int(np.nanargmax(norms))
    top, guess = float(norms[layer]), nats(record.chance_loss)
    now = (
        said("; the loss is {loss} now", loss=nats(record.loss(record.recent)))
        if record.finite
        else said("; it is no longer finite")
    )
    return found(
        record,
        verdict="exploding",
        title=TITLE,
        severity="error",
        sentence=said(
            "Before any update the gradient norm is {norm} in layer {layer} (in networks that learned: {seen}) and the "
            "loss {loss} (chance level: {guess}){now}.",
            norm=number(top),
            layer=layer + 1,
            seen=said(SEEN),
            loss=nats(loss),
            guess=guess,
            now=now,
        ),
        evidence=[
            seen(
                record,
                "gradient-norm",
                (0, 1),
                said("‖g‖ {norm} in layer {layer} at step 0", norm=number(top), layer=layer + 1),
                (layer,),
            ),
            seen(record, "loss", (0, max(1, record.end)), said("loss {loss} at step 0", loss=nats(loss))),
        ],
        not_this=said(
            "Not the learning rate alone: step 0 precedes any update. Not the data: with a suitable init the loss "
            "starts near {guess}.",
            guess=guess,
        ),
        to_try=_to_try(record),
    )


def _to_try(record: Record) -> str:
    if not record.normed:
        return said("Batch norm; or, without norm, start with zero branches: family ReZero, or init “pytorch”.")
    rate = record.run.spec.training.lr / 10
    return said("Warm up over some hundred steps; learning rate {rate:g}; init “he”.", rate=rate)


VERDICTS.register(
    Verdict(
        name="exploding",
        title=TITLE,
        rule=f"At step 0 some layer's ‖g‖ is at least {BARE:g} without norm, {NORMED:g} with one, and the training "
        f"accuracy is at most {100 * LEARNED:g} %, or the loss not finite. Not beside “exploded at step 0, then "
        "frozen”.",
        limits="Looked at in one batch of step 0: near the limit, the gradient over all images may be on the "
        "other side of it.",
        source="Without norm each residual block of He's init doubles the variance: Zhang et al. 2019, arXiv "
        "1901.09321, section 2.",
        judge=judge,
    )
)
