"""It learned the training data, and the test data with them."""

from __future__ import annotations

import numpy as np

from explorer.number_text import number, percent
from explorer.verdicts.finding import Finding
from explorer.verdicts.readings import Record, found, seen
from explorer.verdicts.twins import Twins
from explorer.verdicts.verdict_registry import VERDICTS, Verdict
from explorer.wording import said

TITLE = "Healthy"
TRAIN, NEARLY, TEST = 0.95, 0.93, 0.88
"""Training accuracy of the last epoch and of the one before, median test accuracy of the last EPOCHS."""
EPOCHS = 3
BETTER = 0.5
"""Errors in training and test, in that of always answering the commonest class. Where classes are equally common the
other limits are stricter."""


def judge(record: Record, twins: Twins) -> Finding | None:
    """By the last epochs' figures."""
    last = record.epochs[-EPOCHS:]
    if len(last) < 2 or not record.finite:
        return None
    train, test = last[-1].train_accuracy, float(np.median([e.test_accuracy for e in last]))
    if train < TRAIN or min(e.train_accuracy for e in last[-2:]) < NEARLY or test < TEST:
        return None
    if 1 - min(train, test) > BETTER * (1 - record.chance):
        return None
    updates = record.median("update-ratio", record.part(0.1, 0.6))
    step = (
        ""
        if updates is None
        else said("; a step changes the median layer by {change}", change=number(float(np.median(updates))))
    )
    span = (last[0].step, last[-1].step + 1)
    return found(
        record,
        verdict="healthy",
        title=TITLE,
        severity="good",
        sentence=said(
            "Training accuracy {train}, test accuracy {test} after {epochs} epochs{uneven}{step}.",
            train=percent(train),
            test=percent(last[-1].test_accuracy),
            epochs=last[-1].epoch,
            uneven=record.uneven,
            step=step,
        ),
        evidence=[
            seen(
                record,
                "accuracy",
                span,
                said("training {train}, test {test}", train=percent(train), test=percent(last[-1].test_accuracy)),
            )
        ],
        not_this=said("Not necessarily optimal: another depth or learning rate may be better."),
        to_try=said("Switch single skips off or increase the depth, and compare."),
    )


VERDICTS.register(
    Verdict(
        name="healthy",
        title=TITLE,
        rule=f"Training accuracy is at least {100 * TRAIN:g} % in the last epoch and {100 * NEARLY:g} % in the one "
        f"before, the median test accuracy of the last {EPOCHS} at least {100 * TEST:g} %, both errors at most "
        f"{BETTER:g} of the error at chance level; no overfitting.",
        limits="A run that learns and ends below these accuracies is not called healthy: more epochs show "
        "whether it would reach them.",
        source="The program's own rule: training reached its goal.",
        judge=judge,
    )
)
