"""Channels that no image activates any more."""

from __future__ import annotations

import numpy as np

from explorer.runs.history import RunHistory
from explorer.verdicts.finding import Finding
from explorer.verdicts.readings import Record, found, number, percent, seen
from explorer.verdicts.registry import VERDICTS, Verdict

TITLE = "Dead ReLUs"
SHARE = 0.5
"""Dead channels of the median layer."""


def judge(run: RunHistory, twin: RunHistory | None) -> Finding | None:
    """Needs probes; abstains without."""
    record = Record(run)
    rows = record.rows("dead-channels", record.recent)
    start = record.at("dead-channels", record.first)
    if rows is None or start is None or not np.isfinite(rows).any():
        return None
    shares = np.nanmedian(rows[:, np.isfinite(rows).all(axis=0)], axis=1)
    if not len(shares) or shares.min() < SHARE or record.accuracy(record.recent) > 0.9:
        return None
    now = rows[-1]
    worst = int(np.nanargmax(now))
    return found(
        record,
        verdict="dead-relus",
        title=TITLE,
        severity="error",
        rank=80,
        sentence=f"In the median layer {percent(float(shares[-1]))} of the channels are 0 for every probed image "
        f"(at the start "
        f"{percent(float(np.nanmedian(start)))}); in layer {record.places[worst] + 1} {percent(float(now[worst]))}.",
        evidence=[
            seen(
                record,
                "dead-channels",
                record.recent,
                f"{number(float(now[worst]))} of layer {record.places[worst] + 1}",
                (record.places[worst],),
            ),
        ],
        not_this="Not sparsity, which silences a channel for some images: these are silent for all, and get no "
        "gradient.",
        to_try=f"Learning rate {run.spec.training.lr / 10:g} (large steps kill channels), norm “batch”, or a warm-up.",
    )


VERDICTS.register(
    Verdict(
        name="dead-relus",
        title=TITLE,
        rule=f"In every recent probe at least {100 * SHARE:g} % of the median layer's channels are 0 for all images "
        f"of the "
        "probe batch. Needs probes.",
        source="Lu et al. 2019, arXiv 1903.06733.",
        judge=judge,
    )
)
