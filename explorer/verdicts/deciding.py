"""Which twin would decide a run that no verdict explains, and what those that were trained have shown."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from explorer.number_text import percent
from explorer.verdicts.finding import Finding, Severity
from explorer.verdicts.readings import Record, found, seen
from explorer.verdicts.twins import BETTER, Compared, Offer, Twins, at_learning_rate, compared
from explorer.wording import joined, said

SMALL = 7e-4
"""‖Δw‖/‖w‖ of the median layer below which steps are small: a higher learning rate is tried, above it a lower one."""


def deciding(record: Record, twins: Twins) -> Offer | None:
    """The next twin to train, the likeliest cause first; None while the run goes on, and where all were trained.

    One at a time: what the next one is for depends on what the last one has shown.
    """
    if not record.over or not record.whole:
        return None
    return next((offer for offer in _offers(record, twins) if offer is not None), None)


def about_depth(record: Record, twins: Twins) -> Offer | None:
    """The next twin that tells whether depth makes a run worse: the shallower one and, where that is better, both for
    longer, because deeper may be only slower."""
    shallow = compared(record.run, twins.shallower)
    if not record.over or shallow is None:
        return twins.to_shallower()
    worse = shallow.twin > shallow.own + BETTER
    return (twins.to_longer() or twins.to_longer_shallower()) if worse else None


def _offers(record: Record, twins: Twins) -> Iterator[Offer | None]:
    yield about_depth(record, twins)
    slow, fast = twins.to_slower(), twins.to_faster()
    yield from (fast, slow) if _small_steps(record) else (slow, fast) if record.stuck else (fast,)
    yield twins.to_longer()


def _small_steps(record: Record) -> bool:
    updates = record.median("update-ratio", record.recent)
    return updates is not None and float(np.median(updates)) < SMALL


def decided_by_rate(
    record: Record, better: Compared, rate: float, *, verdict: str, title: str, severity: Severity
) -> Finding:
    """The finding on a run that is better at another learning rate."""
    return found(
        record,
        verdict=verdict,
        title=title,
        severity=severity,
        sentence=said(
            "At learning rate {rate:g} the same run has {better} (training accuracy).", rate=rate, better=better.text
        ),
        evidence=[
            seen(
                record,
                "accuracy",
                (record.first, max(record.end, 1)),
                said("training accuracy {accuracy}", accuracy=percent(better.own)),
            )
        ],
        not_this=said("Not a property of the network alone: nothing but the learning rate differs."),
        to_try=said("Learning rate {rate:g}.", rate=rate),
    )


def ruled_out(record: Record, twins: Twins) -> str:
    """What the trained twins have shown without deciding, as a sentence; empty without any."""
    known = (
        (twins.shallower, lambda spec: spec.network.name),
        (twins.faster, lambda spec: at_learning_rate(spec.training.lr)),
        (twins.slower, lambda spec: at_learning_rate(spec.training.lr)),
    )
    told = [
        joined((name(twin.spec), both.text), " ")
        for twin, name in known
        if twin and (both := compared(record.run, twin))
    ]
    if twins.longer is not None and twins.longer.epochs:
        accuracy = percent(twins.longer.epochs[-1].train_accuracy)
        told.append(said("{accuracy} after {epochs} epochs", accuracy=accuracy, epochs=len(twins.longer.epochs)))
    return said("Compared: {runs}.", runs=joined(told, "; ")) if told else ""
