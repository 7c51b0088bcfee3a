"""Steps so large that they throw away what was learnt."""

from __future__ import annotations

import numpy as np

from explorer.runs.history import RunHistory
from explorer.verdicts.exploding import LOSS
from explorer.verdicts.false_vanishing import STEEP
from explorer.verdicts.finding import Finding
from explorer.verdicts.readings import Record, ends, found, number, percent, seen
from explorer.verdicts.registry import VERDICTS, Verdict

TITLE = "Learning rate too high"
JUMP = 0.2
"""‖Δw‖/‖w‖ of the median layer in a step of the first EARLY."""
EARLY = 100
LEARNT = 0.95


def judge(run: RunHistory, twin: RunHistory | None) -> Finding | None:
    """Steps too large from a sane start; a gradient that is too large before any update is another finding."""
    record = Record(run)
    span = (record.first, min(record.end, record.first + EARLY))
    rows = record.rows("update-ratio", span)
    if rows is None or not _sane_start(record) or record.steps < 2:
        return None
    medians = np.nan_to_num(np.median(rows, axis=1), nan=np.inf)
    jump = float(np.max(medians))
    learnt = record.finite and record.accuracy(record.recent) > LEARNT
    if not jump > JUMP or learnt or record.steps < 2 * EARLY // 5:
        return None
    lr = run.spec.training.lr
    return found(
        record,
        verdict="lr-too-high",
        title=TITLE,
        severity="error",
        rank=85,
        sentence=f"Single steps change the median layer by up to {percent(min(jump, 1e6))} of its length (healthy: "
        f"0.1 %), and "
        f"the training accuracy is {percent(record.accuracy(record.recent))}.",
        evidence=[
            seen(record, "update-ratio", span, f"‖Δw‖/‖w‖ up to {number(jump)} in the median layer"),
            seen(record, "loss", record.recent, f"loss {number(record.loss(record.recent))} now"),
        ],
        not_this="Not an explosion of the init: the gradient of step 0 is sane. More epochs do not mend it.",
        to_try=f"Learning rate {lr / 10:g}, or keep {lr:g} and warm up over some hundred steps.",
    )


def _sane_start(record: Record) -> bool:
    norms = record.at("gradient-norm", record.first)
    if norms is None or not np.isfinite(norms).all():
        return False
    near, far = ends(norms)
    return near <= STEEP * far and (not record.whole or float(record.run.loss[0]) < LOSS * record.chance_loss)


VERDICTS.register(
    Verdict(
        name="lr-too-high",
        title=TITLE,
        rule=f"From a sane first gradient, a step of the first {EARLY} changes the median layer by more than "
        f"{JUMP:g} of "
        f"its length, and the training accuracy is at most {100 * LEARNT:g} %.",
        source="Rule of thumb: ‖Δw‖/‖w‖ about 1e-3, A. Karpathy, CS231n notes, Neural Networks part 3.",
        judge=judge,
    )
)
