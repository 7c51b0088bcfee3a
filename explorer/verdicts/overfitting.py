"""Better on the training data, worse on the test data."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from explorer.number_text import nats, percent
from explorer.verdicts.finding import Evidence, Finding
from explorer.verdicts.readings import Record, found, seen
from explorer.verdicts.twins import Twins
from explorer.verdicts.verdict_registry import VERDICTS, Verdict
from explorer.wording import said

TITLE = "Overfitting"
RISE, FALL = 1.2, 0.7
"""Test loss now over its least, and training loss now over that of the same time."""
GAP, WIDE = 0.03, 0.12
"""Training accuracy over test accuracy: beside a rising test loss, and enough by itself."""
LEARNED, ALL = 0.7, 0.95
"""Training accuracy: beside a rising test loss, and beside a wide gap."""
EPOCHS = 6


def judge(record: Record, twins: Twins) -> Finding | None:
    """Medians of some epochs, three or more, because single test figures under batch norm jump."""
    epochs = record.epochs
    if len(epochs) < EPOCHS or epochs[-1].train_accuracy < LEARNED or not record.finite:
        return None
    last = epochs[-max(3, len(epochs) // 5) :]
    train, test = (float(np.median([getattr(e, f"{kind}_accuracy") for e in last])) for kind in ("train", "test"))
    risen = _risen(record) if train - test > GAP else None
    if risen is None and not (train >= ALL and train - test > WIDE):
        return None
    accuracies = said(
        "accuracy {train} on training data, {test} on test data", train=percent(train), test=percent(test)
    )
    over = said(
        "median of the last {epochs} epochs", epochs=len(last)
    )  # not the last epoch's, which stand in the runs list
    what, evidence = risen or (said("It memorizes the training data and does not generalize"), None)
    span = (last[0].step, last[-1].step + 1)
    return found(
        record,
        verdict="overfitting",
        title=TITLE,
        severity="warning",
        sentence=said("{what}: {accuracies} ({over}).", what=what, accuracies=accuracies, over=over),
        evidence=[*([evidence] if evidence else []), seen(record, "accuracy", span, accuracies)],
        not_this=said("Not degradation, which is a high error on the training data."),
        to_try=said(
            "More data or augmentation “crop-flip” (“crop” for digits), weight decay ten times larger, or fewer epochs."
        ),
    )


def _risen(record: Record) -> tuple[str, Evidence] | None:
    """A test loss that rises while the training loss falls, None where it does not."""
    epochs = record.epochs
    test, at = _smoothed([e.test_loss for e in epochs])
    train, _ = _smoothed([e.train_loss for e in epochs])
    best = int(np.argmin(test))
    if not test[-3:].min() >= RISE * test[best] or train[-1] > FALL * train[best]:
        return None
    then, low, now = epochs[at[best]], nats(test[best]), nats(test[-1])
    sentence = said(
        "Since epoch {epoch} the training loss fell from {before} to {after} while the test loss rose from {low} to "
        "{now}",
        epoch=then.epoch,
        before=nats(train[best]),
        after=nats(train[-1]),
        low=low,
        now=now,
    )
    text = said("test loss from {low} to {now}", low=low, now=now)
    return sentence, seen(record, "loss", (then.step, epochs[-1].step + 1), text)


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
        rule=f"After {EPOCHS} epochs or more. In medians of a twentieth of the epochs, three at least: the last three "
        f"test losses are at least {RISE:g} × the least one, reached earlier, while the training loss fell to at most "
        f"{FALL:g} of what it was then; training accuracy is at least {100 * LEARNED:g} %, and {100 * GAP:g} points "
        f"above test accuracy. Or training accuracy is at least {100 * ALL:g} %, and {100 * WIDE:g} points above test "
        "accuracy, in the median of the last fifth of the epochs.",
        limits="The test images are few, and a gap of a few points may be chance; in the first epochs the test "
        "loss moves too much to be judged.",
        source="Prechelt 1998, Early stopping, but when?",
        judge=judge,
    )
)
