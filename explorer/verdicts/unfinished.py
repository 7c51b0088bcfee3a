"""Still learning when it ended, or on its way."""

from __future__ import annotations

from explorer.runs.history import RunHistory
from explorer.verdicts.finding import Finding
from explorer.verdicts.readings import FEWEST, Record, found, nats, percent, seen
from explorer.verdicts.registry import VERDICTS, Verdict

TITLE = "Not converged yet"
DROP = 0.05
"""Share by which the loss fell from the fifth of the steps before last to the last."""
LEARNT = 0.93
LEARNING = 0.95
"""Loss now, in that of guessing: below it the network has begun to learn."""


def judge(run: RunHistory, twin: RunHistory | None) -> Finding | None:
    """A run that goes on and has begun to learn; one that ended while it still got better."""
    record = Record(run)
    if record.steps < FEWEST or not record.finite:
        return None
    before, now = record.loss(record.part(0.6, 0.8)), record.loss(record.recent)
    accuracy = record.accuracy(record.recent)
    newest = record.loss(record.part(0.95, 1))
    better = before - now > max(DROP * before, 2 * record.spread(record.recent)) and newest < before
    if now > LEARNING * record.chance_loss or (record.over and not (better and accuracy <= LEARNT)):
        return None
    trend = f"the loss fell from {nats(before)} to {nats(now)}" if better else f"the loss is {nats(now)}"
    return found(
        record,
        verdict="unfinished",
        title=TITLE,
        severity="unknown",
        rank=20,
        sentence=f"Over the last fifth of {record.steps} steps {trend} and the training accuracy is "
        f"{percent(accuracy)}: it {'ended while it still got better' if record.over else 'learns, and goes on'}.",
        evidence=[seen(record, "loss", record.recent, f"loss {nats(before)} → {nats(now)}")],
        not_this="Not a failure. Where it would end cannot be told yet.",
        to_try=f"More epochs, such as {4 * run.spec.training.epochs}." if record.over else "Let it go on.",
    )


VERDICTS.register(
    Verdict(
        name="unfinished",
        title=TITLE,
        rule=f"The run goes on and its loss is below {LEARNING:g} × ln(classes); or it ended, the loss of the last "
        f"fifth of the steps is at least {100 * DROP:g} % below that of the fifth before and beyond its noise, and the "
        f"training accuracy is at most {100 * LEARNT:g} %. Given only where no other verdict applies.",
        source="A run is judged by where it ends, not by where it is.",
        judge=judge,
    )
)
