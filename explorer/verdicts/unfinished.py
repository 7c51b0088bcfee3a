"""Still learning when it ended, or hardly begun."""

from __future__ import annotations

from explorer.runs.history import RunHistory
from explorer.verdicts.finding import Finding
from explorer.verdicts.readings import FEWEST, Record, found, number, percent, seen
from explorer.verdicts.registry import VERDICTS, Verdict

TITLE = "Not converged yet"
DROP = 0.1
"""Share by which the loss fell from the fifth of the steps before last to the last."""
LEARNT = 0.95


def judge(run: RunHistory, twin: RunHistory | None) -> Finding | None:
    """Not learnt yet, and getting better."""
    record = Record(run)
    if record.steps < FEWEST or not record.finite:
        return None
    before, now = record.loss(record.part(0.6, 0.8)), record.loss(record.recent)
    accuracy = record.accuracy(record.recent)
    if accuracy > LEARNT or now > (1 - DROP) * before:
        return None
    return found(
        record,
        verdict="unfinished",
        title=TITLE,
        severity="unknown",
        rank=20,
        sentence=f"Over the last fifth of the steps the loss still fell from {number(before)} to {number(now)}; "
        f"training accuracy "
        f"{percent(accuracy)} after {record.steps} steps.",
        evidence=[seen(record, "loss", record.recent, f"loss {number(before)} → {number(now)}")],
        not_this="Not a failure: it gets better. Where it would end cannot be told yet.",
        to_try=f"More epochs: {4 * run.spec.training.epochs}." if record.over else "Let it go on.",
    )


VERDICTS.register(
    Verdict(
        name="unfinished",
        title=TITLE,
        rule=f"The loss of the last fifth of the steps is at least {100 * DROP:g} % below that of the fifth before, "
        f"and the "
        f"training accuracy at most {100 * LEARNT:g} %.",
        source="A run is judged by where it ends, not by where it is.",
        judge=judge,
    )
)
