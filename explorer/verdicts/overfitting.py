"""Better on the training data, worse on the test data."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from explorer.runs.history import RunHistory
from explorer.verdicts.finding import Finding
from explorer.verdicts.readings import Record, found, number, percent, seen
from explorer.verdicts.registry import VERDICTS, Verdict

TITLE = "Overfitting"
RISE, FALL = 1.2, 0.7
"""Test loss now over its least, and training loss now over that of the same time."""
EPOCHS = 6
GAP = 0.02
"""Training accuracy over test accuracy."""
LEARNT = 0.9


def judge(run: RunHistory, twin: RunHistory | None) -> Finding | None:
    """Medians of some epochs, three or more, because single test losses under batch norm jump."""
    record = Record(run)
    epochs = record.epochs
    if len(epochs) < EPOCHS or epochs[-1].train_accuracy < LEARNT:
        return None
    test, at = _smoothed([e.test_loss for e in epochs])
    train, _ = _smoothed([e.train_loss for e in epochs])
    best = int(np.argmin(test))
    gap = np.median([e.train_accuracy - e.test_accuracy for e in epochs[-3:]])
    if gap < GAP or len(test) - best < 3 or test[-3:].min() < RISE * test[best] or train[-1] > FALL * train[best]:
        return None
    now, then = epochs[-1], epochs[at[best]]
    return found(
        record,
        verdict="overfitting",
        title=TITLE,
        severity="warning",
        rank=40,
        sentence=f"Since epoch {then.epoch} the training loss fell from {number(train[best])} to "
        f"{number(train[-1])} while the "
        f"test loss rose from {number(test[best])} to {number(test[-1])} (accuracy {percent(now.train_accuracy)} on "
        f"training, {percent(now.test_accuracy)} on test data).",
        evidence=[
            seen(record, "loss", (then.step, now.step + 1), f"test loss {number(test[best])} → {number(test[-1])}")
        ],
        not_this="Not degradation, which is an error on the training data.",
        to_try="Augmentation “crop-flip” (“crop” for digits), weight decay ten times larger, or fewer epochs.",
    )


def _smoothed(values: Sequence[float]) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Medians of windows of a twentieth of the epochs, three at least, and each window's middle."""
    width = max(3, len(values) // 20)
    step = max(1, width // 3)
    last = (len(values) - width) % step  # so that the newest epoch lies in the last window
    windows = np.lib.stride_tricks.sliding_window_view(np.asarray(values, np.float64), width)[last::step]
    return np.median(windows, axis=1), np.arange(len(windows)) * step + last + width // 2


VERDICTS.register(
    Verdict(
        name="overfitting",
        title=TITLE,
        rule=f"In medians of a twentieth of the epochs, three at least: the last three test losses are at least "
        f"{RISE:g} × the "
        f"least one, reached earlier, while the training loss fell to at most {FALL:g} of what it was then; training "
        f"accuracy is at least {100 * LEARNT:g} %, and {100 * GAP:g} points above test accuracy.",
        source="Prechelt 1998, Early stopping, but when?",
        judge=judge,
    )
)
