"""The same output for every image."""

from __future__ import annotations

import numpy as np

from explorer.runs.history import RunHistory
from explorer.verdicts.finding import Finding
from explorer.verdicts.readings import Record, found, number, percent, seen
from explorer.verdicts.registry import VERDICTS, Verdict

TITLE = "Forward collapse"
SPREAD = 1e-3
"""Standard deviation across images in the last layers."""


def judge(run: RunHistory, twin: RunHistory | None) -> Finding | None:
    """Needs probes; abstains without."""
    record = Record(run)
    rows = record.rows("image-std", record.recent)
    if rows is None or not record.stuck:
        return None
    last = rows[:, -3:]
    if not np.isfinite(last).any() or not np.nanmax(last) < SPREAD:
        return None
    spread = float(np.nanmedian(last))
    accuracy = record.accuracy(record.recent)
    return found(
        record,
        verdict="forward-collapse",
        title=TITLE,
        severity="error",
        rank=75,
        sentence=f"Images leave the last layers all alike (standard deviation across images {number(spread)}), so "
        f"the network "
        f"guesses: accuracy {percent(accuracy)}, loss {number(record.loss(record.recent))} = ln {run.graph.classes}.",
        evidence=[
            seen(record, "image-std", record.recent, f"{number(spread)} in the last layers", record.places[-3:]),
            seen(record, "loss", record.recent, f"loss {number(record.loss(record.recent))}"),
        ],
        not_this="Not a slow start: with one output for all images, only the last bias can learn.",
        to_try="Norm “batch”, init “he”, or the skips switched on.",
    )


VERDICTS.register(
    Verdict(
        name="forward-collapse",
        title=TITLE,
        rule=f"The network guesses, and in every recent probe the standard deviation across images is below "
        f"{SPREAD:g} in "
        "the last three layers. Needs probes.",
        source="Correlations of inputs converge with depth: Schoenholz et al. 2017, arXiv 1611.01232.",
        judge=judge,
    )
)
