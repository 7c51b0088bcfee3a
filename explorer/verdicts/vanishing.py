"""The gradient falls by decades towards the input, from the start on."""

from __future__ import annotations

from explorer.runs.history import RunHistory
from explorer.verdicts.finding import Finding
from explorer.verdicts.readings import KICK, Record, ends, found, nearest_ends, number, seen
from explorer.verdicts.registry import VERDICTS, Verdict
from explorer.verdicts.twins import shallower

TITLE = "Vanishing gradient"
EARLY, NOW = 1e-4, 1e-3
"""Gradient RMS near the input in that near the output, over the first steps and now."""


def judge(run: RunHistory, twin: RunHistory | None) -> Finding | None:
    """Over the first steps, not at step 0 alone: branches that start silent have exactly no gradient there."""
    record = Record(run)
    if not record.stuck:
        return None
    begin = (record.first, record.first + 2 * KICK)
    early, now = record.median("gradient-rms", begin), record.median("gradient-rms", record.recent)
    if early is None or now is None:
        return None
    (near, far), (near_now, far_now) = ends(early), ends(now)
    if not (far > 0 and near < EARLY * far and near_now <= NOW * far_now):
        return None
    first, last = nearest_ends(record)
    values = f"{number(near)} near the input, {number(far)} near the output"
    return found(
        record,
        verdict="vanishing",
        title=TITLE,
        severity="error",
        rank=90,
        sentence=f"The gradient falls by {_decades(near, far)} on its way to the input (RMS {values} over the first "
        f"steps; "
        f"{number(near_now)} and {number(far_now)} now), and the network guesses: accuracy "
        f"{100 * record.accuracy(record.recent):.0f} %, loss {number(record.loss(record.recent))}.",
        evidence=[
            seen(record, "gradient-rms", begin, f"RMS {values}", (first, last)),
            seen(record, "gradient-rms", record.recent, f"RMS {number(near_now)} and {number(far_now)}", (first, last)),
        ],
        not_this="Not degradation, which is a higher training error in spite of healthy gradients; and not a learning "
        "rate that is too low: the first layers would need one that is larger by these decades.",
        to_try=_to_try(run),
        twin=shallower(run.spec),
    )


def _decades(near: float, far: float) -> str:
    from math import log10

    return "all of it" if near == 0 else f"{log10(far / near):.0f} decades"


def _to_try(run: RunHistory) -> str:
    network = run.spec.network
    ways = ["norm “batch”"] if network.norm == "none" else []
    ways += ["init “he”"] if network.init != "he" else []
    ways += ["the skips switched on"] if run.graph.skips and not all(run.gates().values()) else []
    return f"One at a time: {', '.join([*ways, 'a shallower network'])}."


VERDICTS.register(
    Verdict(
        name="vanishing",
        title=TITLE,
        rule=f"Over the first {2 * KICK} steps the gradient's RMS in the first layers is below {EARLY:g} of that in "
        f"the "
        f"last, it still is below {NOW:g}, and the network guesses. Layers are conv and linear weights alone: "
        "biases before a norm have no gradient in any network.",
        source="Glorot & Bengio 2010; He et al. 2015, arXiv 1502.01852, section 2.2.",
        judge=judge,
    )
)
