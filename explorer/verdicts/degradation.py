"""Deeper, and worse on the training data: needs the shallower twin."""

from __future__ import annotations

from explorer.runs.history import RunHistory
from explorer.runs.twins import is_twin
from explorer.verdicts.finding import Finding
from explorer.verdicts.readings import Record, found, percent, seen
from explorer.verdicts.registry import VERDICTS, Verdict

TITLE = "Degradation"
GAP = 0.08
"""Of training errors: of this run now, and of its twin after half the epochs, so that slower is not worse."""
EPOCHS, FEWEST_EPOCHS = 3, 3


def judge(run: RunHistory, twin: RunHistory | None) -> Finding | None:
    """Compares training errors."""
    record = Record(run)
    if twin is None or not is_twin(run.spec, twin.spec) or not record.whole or twin.interventions:
        return None
    common = min(len(run.epochs), len(twin.epochs))
    if common < FEWEST_EPOCHS:
        return None
    width = max(1, min(EPOCHS, common // 3))
    begin = common // 2 - 1 - (width - 1) // 2
    halfway = twin.epochs[begin : begin + width]
    reached = sum(e.train_accuracy for e in halfway) / width
    last, also = run.epochs[common - width : common], twin.epochs[common - width : common]
    if reached - max(e.train_accuracy for e in last) < GAP or reached > max(e.train_accuracy for e in also):
        return None
    deep, shallow = (1 - sum(e.train_accuracy for e in part) / width for part in (last, also))
    span = (last[0].step, last[-1].step + 1)
    return found(
        record,
        verdict="degradation",
        title=TITLE,
        severity="warning",
        rank=60,
        sentence=f"After {common} epochs {run.spec.network.name} makes {percent(deep)} training error, its shallower "
        f"twin {twin.spec.network.name} {percent(shallow)}, and {percent(1 - reached)} after half of them: more layers "
        "made the training itself worse.",
        evidence=[seen(record, "accuracy", span, f"training error {percent(deep)} against {percent(shallow)}")],
        not_this="Not overfitting: the error is that of the training data. Not a lack of capacity: the deeper network "
        "contains the shallower one, with identity layers.",
        to_try="Switch the skips on and train again from the same initial weights."
        if run.graph.skips and not record.skips_on
        else f"Warm up over some hundred steps, or learning rate {run.spec.training.lr / 10:g}.",
    )


VERDICTS.register(
    Verdict(
        name="degradation",
        title=TITLE,
        rule=f"In each of the last epochs that both have, a third of them but at most {EPOCHS}, of at least "
        f"{FEWEST_EPOCHS}, the training error is at least {100 * GAP:g} points above that which a run that is the same "
        "but shallower had after half of them.",
        source="He et al. 2015, arXiv 1512.03385, section 1 and figure 1.",
        judge=judge,
    )
)
