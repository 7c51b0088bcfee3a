"""Signal and gradient are far too large before the first update."""

from __future__ import annotations

import numpy as np

from explorer.runs.history import RunHistory
from explorer.verdicts.finding import Finding
from explorer.verdicts.readings import Record, found, number, seen
from explorer.verdicts.registry import VERDICTS, Verdict

TITLE = "Exploding gradient"
LOSS = 3.0
"""First loss, in losses of guessing: a sane init starts at 1 … 1.6."""
NORM = 10.0
"""Median ‖g‖ of the layers at step 0."""


def judge(run: RunHistory, twin: RunHistory | None) -> Finding | None:
    """At step 0, and with consequences: not finite, guessing, or far above the loss of guessing."""
    record = Record(run)
    norms = record.at("gradient-norm", 0)
    if not record.whole or norms is None or not len(run):
        return None
    loss, median, top = float(run.loss[0]), float(np.median(norms)), float(np.max(norms))
    large = not loss < LOSS * record.chance_loss and not median < NORM  # NaN is large
    if not large or not _harmed(record):
        return None
    layer = record.places[int(np.argmax(np.nan_to_num(norms, nan=np.inf)))]
    after = "it is no longer finite" if not record.finite else f"the loss is {number(record.loss(record.recent))} now"
    return found(
        record,
        verdict="exploding",
        title=TITLE,
        severity="error",
        rank=100,
        sentence=f"Before any update the loss is {number(loss)} (guessing: {number(record.chance_loss)}) and the "
        f"median layer's "
        f"gradient norm {number(median)}, up to {number(top)} in layer {layer + 1}; {after}.",
        evidence=[
            seen(record, "gradient-norm", (0, 1), f"‖g‖ {number(top)} in layer {layer + 1} at step 0", (layer,)),
            seen(record, "loss", (0, max(1, record.end)), f"loss {number(loss)} at step 0"),
        ],
        not_this="Not the learning rate alone: step 0 comes before any update. Not the data: the same data start near "
        f"{number(record.chance_loss)} with a sane init.",
        to_try=_to_try(run),
    )


def _harmed(record: Record) -> bool:
    if not record.finite or record.stuck:
        return True
    return record.steps >= 2 and record.loss(record.recent) > record.chance_loss


def _to_try(run: RunHistory) -> str:
    if run.spec.network.norm == "none":
        return "Norm “batch”; or keep it without norm and start the branches silent: family ReZero, or init “pytorch”."
    return f"Warm up over some hundred steps; learning rate {run.spec.training.lr / 10:g}; init “he”."


VERDICTS.register(
    Verdict(
        name="exploding",
        title=TITLE,
        rule=f"At step 0 the loss is at least {LOSS:g} × ln(classes) and the median ‖g‖ of the layers at least "
        f"{NORM:g}; "
        "and the run guesses, stays above the loss of guessing, or stops being finite.",
        source="Without norm each residual block of He's init doubles the variance: Zhang et al. 2019, "
        "arXiv 1901.09321, section 2.",
        judge=judge,
    )
)
