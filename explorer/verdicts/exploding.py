"""Signal and gradient are far too large before the first update."""

from __future__ import annotations

import numpy as np

from explorer.number_text import nats, number
from explorer.verdicts.finding import Finding
from explorer.verdicts.first_gradient import BARE, NORMED, large, norms_at
from explorer.verdicts.readings import Numbers, Record, found, seen
from explorer.verdicts.twins import Twins
from explorer.verdicts.verdict_registry import VERDICTS, Verdict

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
    now = f"; the loss is {nats(record.loss(record.recent))} now" if record.finite else "; it is no longer finite"
    return found(
        record,
        verdict="exploding",
        title=TITLE,
        severity="error",
        sentence=f"Before any update the gradient norm is {number(top)} in layer {layer + 1} (in networks that "
        f"learned: {SEEN}) and the loss {nats(loss)} (chance level: {guess}){now}.",
        evidence=[
            seen(record, "gradient-norm", (0, 1), f"‖g‖ {number(top)} in layer {layer + 1} at step 0", (layer,)),
            seen(record, "loss", (0, max(1, record.end)), f"loss {nats(loss)} at step 0"),
        ],
        not_this="Not the learning rate alone: step 0 precedes any update. Not the data: with a suitable init the "
        f"loss starts near {guess}.",
        to_try=_to_try(record),
    )


def _to_try(record: Record) -> str:
    if not record.normed:
        return "Batch norm; or, without norm, start with zero branches: family ReZero, or init “pytorch”."
    return f"Warm up over some hundred steps; learning rate {record.run.spec.training.lr / 10:g}; init “he”."


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
