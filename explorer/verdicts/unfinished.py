"""Still learning when it ended, or on its way."""

from __future__ import annotations

from explorer.number_text import nats, percent
from explorer.runs.history import RunHistory
from explorer.verdicts.deciding import deciding
from explorer.verdicts.finding import Finding
from explorer.verdicts.readings import FEWEST, Record, found, seen
from explorer.verdicts.twins import BETTER, LONGER, Offer, Twins
from explorer.verdicts.verdict_registry import VERDICTS, Verdict
from explorer.wording import joined, said

TITLE = "Not converged yet"
DROP, CLEAR = 0.05, 2.0
"""The share that the loss fell by from the first to the second half of the LATE steps, and standard errors of that."""
LATE, SHORT = 0.6, 5
"""The last share of the steps; and steps that are looked at in runs where a share would be fewer."""
LEARNED = 0.93
NOT_THIS = "Not a failure. The final result is not known yet."
LEARNING = 0.95
"""Loss relative to chance level: below this the network has started to learn."""


def judge(record: Record, twins: Twins) -> Finding | None:
    """A run that goes on and has begun to learn; one that ended while it still got better."""
    if record.steps < FEWEST or not record.finite:
        return None
    if record.over and record.whole and record.epochs and twins.longer is not None and twins.longer.epochs:
        return _compared(record, twins.longer, deciding(record, twins))
    late = record.part(1 - LATE, 1, SHORT)
    before, now = record.loss((late[0], sum(late) // 2)), record.loss(record.part(0.8, 1, SHORT))
    accuracy = record.epochs[-1].train_accuracy if record.epochs else record.accuracy(record.recent)
    fall, clear = record.trend(late)
    better = fall > DROP and clear > CLEAR
    if now > LEARNING * record.chance_loss or (record.over and not (better and accuracy <= LEARNED)):
        return None
    trend = (
        said("the loss fell from {before} to {now}", before=nats(before), now=nats(now))
        if better
        else said("the loss is {now}", now=nats(now))
    )
    offer = deciding(record, twins)
    return found(
        record,
        verdict="unfinished",
        title=TITLE,
        severity="unknown",
        sentence=said(
            "Over the last {share:g} % of {steps} steps {trend} and the training accuracy is {accuracy}: it ended "
            "while still improving."
            if record.over
            else "Over the last {share:g} % of {steps} steps {trend} and the training accuracy is {accuracy}: it is "
            "still learning.",
            share=100 * LATE,
            steps=record.steps,
            trend=trend,
            accuracy=percent(accuracy),
        ),
        evidence=[seen(record, "loss", late, said("loss {first} → {last}", first=nats(before), last=nats(now)))],
        not_this=said(NOT_THIS),
        to_try=_to_try(record, offer),
        offer=offer,
    )


def _to_try(record: Record, offer: Offer | None) -> str:
    if not record.over:
        return said("Continue training.")
    more = said("More epochs, such as {epochs}.", epochs=LONGER * record.run.spec.training.epochs)
    unknown = said("Whether more epochs alone help is not known.")
    return joined((more, unknown, offer.sentence), " ") if offer else more


def _compared(record: Record, long: RunHistory, offer: Offer | None) -> Finding | None:
    """By the run that was given more epochs."""
    own, reached = record.epochs[-1], long.epochs[-1]
    if not reached.train_accuracy > own.train_accuracy + BETTER:
        return None
    accuracies = said(
        "training accuracy {own} after {epochs} epochs, {other} after {more}",
        own=percent(own.train_accuracy),
        epochs=own.epoch,
        other=percent(reached.train_accuracy),
        more=reached.epoch,
    )
    return found(
        record,
        verdict="unfinished",
        title=TITLE,
        severity="unknown",
        sentence=said("The same run with more epochs still improves: {accuracies}.", accuracies=accuracies),
        evidence=[seen(record, "accuracy", (record.first, record.end), accuracies)],
        not_this=said(NOT_THIS),
        to_try=joined((said("{epochs} epochs.", epochs=reached.epoch), offer.sentence if offer else ""), " "),
        offer=offer,
    )


VERDICTS.register(
    Verdict(
        name="unfinished",
        title=TITLE,
        rule=f"The run is still training and its loss is below {LEARNING:g} × ln(classes); or it ended, a straight "
        f"line through the loss of the last {100 * LATE:g} % of the steps falls by more than {100 * DROP:g} % "
        f"from its first to its second half and by more than {CLEAR:g} standard errors, and the last epoch's "
        f"training accuracy is at most {100 * LEARNED:g} %. Where the same run was trained for more epochs, that one "
        f"decides: its training accuracy is more than {100 * BETTER:g} points higher. Given "
        "only where no other verdict applies.",
        limits="One run does not show what more epochs would reach: a plateau before a later fall looks like an "
        "end, and a loss that still falls may stop soon.",
        source="The program's own rule: a run is judged by its final state.",
        judge=judge,
    )
)
