"""The same output for every image."""

from __future__ import annotations

from explorer.number_text import nats, number, percent
from explorer.verdicts.finding import Finding
from explorer.verdicts.readings import Record, found, seen
from explorer.verdicts.remedies import one_at_a_time, remedies
from explorer.verdicts.twins import Twins, at_learning_rate
from explorer.verdicts.verdict_registry import VERDICTS, Verdict
from explorer.wording import said

TITLE = "Forward collapse"
SPREAD = 1e-3
"""Standard deviation of the class scores across images, in their root mean square."""


def judge(record: Record, twins: Twins) -> Finding | None:
    """By probes, or by gradients that are exactly 0 in every layer but the classifier: no image gets through."""
    if not record.stuck:
        return None
    probed = record.head_rows("image-std", record.recent)
    # A run that ended is judged by its end, one that goes on by what lasts.
    spread = float("nan") if probed is None else float(probed[-1] if record.over else probed.max())
    if not (spread < SPREAD or record.silent):
        return None
    accuracy, loss = record.accuracy(record.recent), record.loss(record.recent)
    alike = said("class scores differ across images by {spread} of their size", spread=number(spread))
    what = alike if spread < SPREAD else said("every layer but the classifier has exactly zero gradient")
    return found(
        record,
        verdict="forward-collapse",
        title=TITLE,
        severity="error",
        sentence=said(
            "The output is the same for every image ({what}), so accuracy is at chance level: {accuracy}, loss {loss}; "
            "ln {classes} is {chance}.",
            what=what,
            accuracy=percent(accuracy),
            loss=nats(loss),
            classes=record.run.graph.classes,
            chance=nats(record.chance_loss),
        ),
        evidence=[
            seen(record, "image-std" if spread < SPREAD else "gradient-norm", record.recent, what, record.places[-3:]),
            seen(record, "loss", record.recent, said("loss {loss}", loss=nats(loss))),
        ],
        not_this=said("Not a slow start: with identical outputs only the last bias can learn."),
        to_try=_to_try(record),
    )


def _to_try(record: Record) -> str:
    *ways, last = remedies(record)
    decay, rate = record.run.spec.training.weight_decay, record.run.spec.training.lr
    ways += [said("weight decay {decay:g}", decay=decay / 100)] if record.shrunk else []
    return one_at_a_time([*ways, at_learning_rate(rate / 10), last])


VERDICTS.register(
    Verdict(
        name="forward-collapse",
        title=TITLE,
        rule="Accuracy is at chance level, and the class scores' standard deviation across images is below "
        f"{SPREAD:g} of their size in every recent probe (in the last one, once the run has ended), or no layer "
        "but the classifier has any gradient left. Not if a learning rate that is too high is the cause.",
        limits="Class scores that still differ by a little more than the limit are not called collapsed, though "
        "the accuracy is at chance level; whether they would go on to collapse, more steps show.",
        source="Correlations of inputs converge with depth: Schoenholz et al. 2017, arXiv 1611.01232.",
        judge=judge,
    )
)
