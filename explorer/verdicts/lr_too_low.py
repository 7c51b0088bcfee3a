"""The loss falls steadily, and far too slowly."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from explorer.number_text import nats, number, percent
from explorer.verdicts.deciding import SMALL, decided_by_rate
from explorer.verdicts.finding import Finding
from explorer.verdicts.first_gradient import large
from explorer.verdicts.readings import Numbers, Record, found, seen
from explorer.verdicts.twins import BETTER, Twins, compared
from explorer.verdicts.verdict_registry import VERDICTS, Verdict
from explorer.wording import said

TITLE = "Learning rate too low"
LEARNED = 0.92
FALL = 0.009
"""Share by which the loss falls from the first third of the steps to the last: less may be no learning at all."""
STEPS, EPOCHS = 40, 3
"""In fewer, slow cannot be told from short."""
CLEAR = 2.0
"""Standard errors by which the loss falls from the first third of the steps to the last."""


def judge(record: Record, twins: Twins) -> Finding | None:
    """Small updates and a loss that falls through all of the run; a loss that stands still has another reason."""
    warmup = record.run.spec.training.warmup if record.whole else 0
    faster = compared(record.run, twins.faster) if record.over and record.whole else None
    if faster is not None and twins.faster is not None:
        if not faster.better:
            return None
        rate = twins.faster.spec.training.lr
        return decided_by_rate(record, faster, rate, verdict="lr-too-low", title=TITLE, severity="warning")
    if record.steps < max(warmup + STEPS, EPOCHS * record.run.steps_per_epoch) or (record.whole and large(record)):
        return None
    begin = record.first + max(warmup, record.steps // 10)
    middle = (begin, begin + record.steps // 2)
    updates, lately = record.median("update-ratio", middle), record.median("update-ratio", record.recent)
    if updates is None or lately is None:
        return None
    updates, lately = updates[_drawn(record, updates)], lately[_drawn(record, lately)]
    update, accuracy = float(np.median(updates)), record.accuracy(record.recent)
    small = update < SMALL and float(np.median(lately)) < SMALL
    if not small or accuracy > LEARNED or not falling(record):
        return None
    lr = record.run.spec.training.lr
    first, last = record.loss(record.part(0, 0.2)), record.loss(record.recent)
    return found(
        record,
        verdict="lr-too-low",
        title=TITLE,
        severity="warning",
        sentence=said(
            "The loss falls steadily ({first} over the first fifth of the steps, {last} over the last) but a step "
            "changes the median layer by {share} of its length (rule of thumb: 1e-3); training accuracy {accuracy}.",
            first=nats(first),
            last=nats(last),
            share=number(update),
            accuracy=percent(accuracy),
        ),
        evidence=[
            seen(record, "update-ratio", middle, said("‖Δw‖/‖w‖ {share} in the median layer", share=number(update))),
            seen(
                record,
                "loss",
                (record.first, record.end),
                said("loss {first} → {last}", first=nats(first), last=nats(last)),
            ),
        ],
        not_this=said("Not a vanishing gradient: every layer learns, but slowly."),
        to_try=said("Learning rate {rate:g}.", rate=10 * lr),
    )


def _drawn(record: Record, updates: Numbers) -> NDArray[np.bool_]:
    """The layers that do not begin at zero, all where none does otherwise: those that do, as under Fixup, are still so
    short that every update is a large share of them."""
    lengths = record.at("weight-norm", 0)
    drawn = np.ones(len(updates), np.bool_) if lengths is None else lengths != 0
    return drawn if drawn.any() else ~drawn


def falling(record: Record) -> bool:
    """Whether the loss falls from each third of the steps to the next, and by FALL in all, beyond its noise."""
    parts = [record.part(i / 3, (i + 1) / 3, STEPS // 4) for i in range(3)]
    means, errors = [record.loss(part) for part in parts], [record.spread(part) for part in parts]
    clear = means[0] - means[2] > CLEAR * float(np.hypot(errors[0], errors[2]))
    return clear and means[0] > means[1] > means[2] and means[2] < (1 - FALL) * means[0]


VERDICTS.register(
    Verdict(
        name="lr-too-low",
        title=TITLE,
        rule=f"After {EPOCHS} epochs, and {STEPS} steps behind any warm-up: over the run's middle and lately a step "
        f"changes the median layer by less than {SMALL:g} of its length, the loss falls from each third of the run to "
        f"the next, in all by {100 * FALL:g} % and {CLEAR:g} standard errors, the training accuracy is at most "
        f"{100 * LEARNED:g} %, and the gradient did not explode at step 0. Layers that "
        "begin at zero are left out. Where the same run was trained at a higher "
        "learning rate, that one decides: its training accuracy after the same epochs is more than "
        f"{100 * BETTER:g} points higher.",
        limits="One run does not show what a higher rate would reach. From one run alone it is told only where "
        "every step is tiny and the loss still falls: with larger steps, or a loss that noise hides, the run looks "
        "like one that is only short.",
        source="Rule of thumb: ‖Δw‖/‖w‖ about 1e-3, A. Karpathy, CS231n notes, Neural Networks part 3.",
        judge=judge,
    )
)
