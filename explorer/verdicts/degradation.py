"""Deeper, and worse on the training data: needs the shallower twin."""

from __future__ import annotations

from explorer.runs.history import RunHistory
from explorer.verdicts.finding import Finding
from explorer.verdicts.readings import Record, found, percent, seen
from explorer.verdicts.registry import VERDICTS, Verdict
from explorer.verdicts.twins import is_twin

TITLE = "Degradation"
GAP = 0.08
"""Difference of training errors."""
EPOCHS = 3


def judge(run: RunHistory, twin: RunHistory | None) -> Finding | None:
    """Compares training errors at the same epochs; a run that guesses has another trouble."""
    record = Record(run)
    if twin is None or not is_twin(run.spec, twin.spec) or not record.whole or twin.interventions or record.stuck:
        return None
    common = min(len(run.epochs), len(twin.epochs))
    if common < 2 * EPOCHS:
        return None
    pairs = list(zip(run.epochs[:common], twin.epochs[:common], strict=True))[-EPOCHS:]
    if min(b.train_accuracy - a.train_accuracy for a, b in pairs) < GAP:
        return None
    deep = 1 - sum(a.train_accuracy for a, _ in pairs) / EPOCHS
    shallow = 1 - sum(b.train_accuracy for _, b in pairs) / EPOCHS
    span = (pairs[0][0].step, pairs[-1][0].step + 1)
    return found(
        record,
        verdict="degradation",
        title=TITLE,
        severity="warning",
        rank=60,
        sentence=f"After {common} epochs {run.spec.network.name} makes {percent(deep)} training error, its "
        f"shallower twin "
        f"{twin.spec.network.name} {percent(shallow)}: more layers made the training itself worse.",
        evidence=[seen(record, "accuracy", span, f"training error {percent(deep)} against {percent(shallow)}")],
        not_this="Not overfitting: the error is that of the training data. Not a lack of capacity: the deeper network "
        "contains the shallower one, with identity layers.",
        to_try="Switch the skips on and train again from the same initial weights.",
    )


VERDICTS.register(
    Verdict(
        name="degradation",
        title=TITLE,
        rule=f"At each of the last {EPOCHS} epochs that both have, at least {2 * EPOCHS}, the training error is at "
        f"least "
        f"{100 * GAP:g} points above that of a run that is the same but shallower, and the network does not merely "
        f"guess.",
        source="He et al. 2015, arXiv 1512.03385, section 1 and figure 1.",
        judge=judge,
    )
)
