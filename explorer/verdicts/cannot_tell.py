"""What is said where no verdict applies."""

from __future__ import annotations

from explorer.number_text import nats, percent
from explorer.verdicts.deciding import deciding, ruled_out
from explorer.verdicts.finding import Finding
from explorer.verdicts.readings import FEWEST, Record, found, remedies, seen
from explorer.verdicts.twins import Twins
from explorer.verdicts.verdict_registry import VERDICTS, Verdict

TITLE = "Inconclusive"


def judge(record: Record, twins: Twins) -> Finding | None:
    """Always applies; `judging.judge` keeps it only where no other does."""
    if record.steps < FEWEST:
        what = f"{record.steps} {'step is' if record.steps == 1 else 'steps are'} too few to judge"
    else:
        why = "accuracy is at chance level, and no rule explains it" if record.stuck else "no rule applies"
        accuracy, loss = percent(record.accuracy(record.recent)), nats(record.loss(record.recent))
        span = f"over the last fifth of {record.steps} steps"
        what = f"{why}: training accuracy {accuracy}, loss {loss} {span}{record.uneven}"
    offer = deciding(record, twins) if record.steps >= FEWEST else None
    return found(
        record,
        verdict="cannot-tell",
        title=TITLE,
        severity="unknown",
        sentence=f"{what[0].upper()}{what[1:]}. {ruled_out(record, twins)}".strip(),
        evidence=[seen(record, "loss", record.recent, "the newest steps")],
        not_this="Neither a good nor a bad sign.",
        to_try=offer.sentence if offer else _to_try(record),
        offer=offer,
    )


def _to_try(record: Record) -> str:
    """More steps help where there is something to be seen; a network at chance has other needs first."""
    if not record.stuck:
        return "Train longer."
    rate = record.run.spec.training.lr
    return f"One at a time: {', '.join([*remedies(record), f'learning rate {rate / 10:g} or {rate * 10:g}'])}."


VERDICTS.register(
    Verdict(
        name="cannot-tell",
        title=TITLE,
        rule="No other verdict applies, or there are too few steps.",
        limits="It claims nothing: which verdict applies, the offered runs decide, one at a time.",
        source="The program's own rule: no verdict without evidence.",
        judge=judge,
    )
)
