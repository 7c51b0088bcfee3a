"""What is said where no verdict applies."""

from __future__ import annotations

import numpy as np

from explorer.number_text import nats, percent
from explorer.verdicts.deciding import deciding, ruled_out
from explorer.verdicts.finding import Finding
from explorer.verdicts.readings import FEWEST, TOLD, Record, found, remedies, seen
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
    sentence = f"{what[0].upper()}{what[1:]}."
    offer = deciding(record, twins) if record.steps >= FEWEST else None
    return found(
        record,
        verdict="cannot-tell",
        title=TITLE,
        severity="unknown",
        sentence=" ".join(filter(None, (sentence, _so_far(record, twins), ruled_out(record, twins)))),
        evidence=[seen(record, "loss", record.recent, "the newest steps")],
        not_this="Neither a good nor a bad sign.",
        to_try=offer.sentence if offer else _to_try(record),
        offer=offer,
    )


def _so_far(record: Record, twins: Twins) -> str:
    """The training accuracy beside that of the residual twin, while no verdict can be had yet."""
    twin = twins.residual
    end = 0 if twin is None else min(record.end, len(twin))
    if twin is None or record.over or not record.whole or end < TOLD:
        return ""
    span = slice(max(0, end - FEWEST), end)
    own, other = (percent(float(run.accuracy[span].mean(dtype=np.float64))) for run in (record.run, twin))
    return (
        f"It is early: over the steps {span.start} to {end - 1} training accuracy is {own}, in the residual twin "
        f"{twin.spec.network.name} {other}."
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
