"""The loss stopped being a nats."""

from __future__ import annotations

import math

from explorer.runs.history import RunHistory
from explorer.verdicts.finding import Finding
from explorer.verdicts.readings import Record, found, nats, seen
from explorer.verdicts.registry import VERDICTS, Verdict

TITLE = "Diverged"


def judge(run: RunHistory, twin: RunHistory | None) -> Finding | None:
    """A loss that is not finite, or an outcome that says so (the weights stopped being finite after the last step)."""
    record = Record(run)
    ended = run.outcome is not None and run.outcome.status == "diverged"
    if record.finite and not ended:
        return None
    last = len(run) - 1
    span = (max(record.first, record.end - 5), max(record.end, 1))
    before = f"it was {nats(run.loss[0])} at step 0 and {nats(run.loss[record.end - 1])} at step {record.end - 1}"
    lost = f"The loss is {_lost(run.loss[-1])} at step {last}"
    what = f"After step {last} the weights are not finite" if record.finite else lost
    sentence = f"{what}: {before if record.end else 'it never was finite'}."
    return found(
        record,
        verdict="diverged",
        title=TITLE,
        severity="error",
        sentence=sentence,
        evidence=[seen(record, "loss", span, before if record.end else f"loss {run.loss[-1]:g} at step {last}")],
        not_this="Not a fault of the data or of the program: the same spec diverges again. Steps before it are good.",
        to_try=f"Lower the learning rate (now {run.spec.training.lr:g}) ten times, warm up over some hundred steps"
        + (", or choose He init." if record.normed else ", or add batch norm."),
    )


def _lost(loss: float) -> str:
    return "NaN" if math.isnan(loss) else "infinite"


VERDICTS.register(
    Verdict(
        name="diverged",
        title=TITLE,
        rule="The training loss, or the test loss after the last step, is NaN or infinite.",
        source="IEEE 754: no later step can make it finite again.",
        judge=judge,
    )
)
