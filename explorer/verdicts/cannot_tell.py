"""What is said where no verdict applies."""

from __future__ import annotations

import numpy as np

from explorer.number_text import nats, percent
from explorer.verdicts.deciding import deciding, ruled_out
from explorer.verdicts.finding import Finding
from explorer.verdicts.readings import FEWEST, TOLD, Record, found, seen
from explorer.verdicts.remedies import remedies
from explorer.verdicts.twins import Twins
from explorer.verdicts.verdict_registry import VERDICTS, Verdict
from explorer.wording import joined, said, said_count

TITLE = "Inconclusive"


def judge(record: Record, twins: Twins) -> Finding | None:
    """Always applies; `judging.judge` keeps it only where no other does."""
    if record.steps < FEWEST:
        sentence = said_count("{count} step is too few to judge.", "{count} steps are too few to judge.", record.steps)
    else:
        sentence = said(
            "Accuracy is at chance level, and no rule explains it: training accuracy {accuracy}, loss {loss} over the "
            "last fifth of {steps} steps{uneven}."
            if record.stuck
            else "No rule applies: training accuracy {accuracy}, loss {loss} over the last fifth of {steps} "
            "steps{uneven}.",
            accuracy=percent(record.accuracy(record.recent)),
            loss=nats(record.loss(record.recent)),
            steps=record.steps,
            uneven=record.uneven,
        )
    offer = deciding(record, twins) if record.steps >= FEWEST else None
    return found(
        record,
        verdict="cannot-tell",
        title=TITLE,
        severity="unknown",
        sentence=joined((sentence, _so_far(record, twins), ruled_out(record, twins)), " "),
        evidence=[seen(record, "loss", record.recent, said("the newest steps"))],
        not_this=said("Neither a good nor a bad sign."),
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
    return said(
        "It is early: over the steps {first} to {last} training accuracy is {own}, in the residual twin {twin} "
        "{other}.",
        first=span.start,
        last=end - 1,
        own=own,
        twin=twin.spec.network.name,
        other=other,
    )


def _to_try(record: Record) -> str:
    """More steps help where there is something to be seen; a network at chance has other needs first."""
    if not record.stuck:
        return said("Train longer.")
    rate = record.run.spec.training.lr
    rates = said("learning rate {lower:g} or {higher:g}", lower=rate / 10, higher=rate * 10)
    return said("One at a time: {ways}.", ways=joined([*remedies(record), rates], ", "))


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
