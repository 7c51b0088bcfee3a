"""Exploded at step 0, then frozen by batch norm's scale invariance: the gradient looks vanished, and is not."""

from __future__ import annotations

import numpy as np

from explorer.runs.history import RunHistory
from explorer.verdicts.finding import Finding
from explorer.verdicts.readings import KICK, Numbers, Record, ends, found, number, seen
from explorer.verdicts.registry import VERDICTS, Verdict
from explorer.verdicts.twins import shallower

TITLE = "Exploded at step 0, then frozen"
STEEP = 30.0
"""‖g‖ at step 0 of the layers nearest the input, in those nearest the output."""
MOVED = 3.0
"""‖w − w₀‖/‖w₀‖ after the first five updates, in the layers nearest the input."""
FROZEN = 1e-2
"""‖g‖/‖w‖ now, in that of step 0, in the layers nearest the input."""
LEARNT = 0.9


def judge(run: RunHistory, twin: RunHistory | None) -> Finding | None:
    """With a norm alone: without one, a weight that grew by ten makes the signal grow, and nothing freezes."""
    record = Record(run)
    start, moved = record.at("gradient-norm", 0), record.at("start-distance", KICK)
    first, now = record.at("gradient-weight-ratio", 0), record.median("gradient-weight-ratio", record.recent)
    enough = record.whole and run.spec.network.norm != "none" and record.steps > 2 * KICK
    if not enough or start is None or moved is None or first is None or now is None:
        return None
    with np.errstate(divide="ignore", invalid="ignore"):
        left = ends(now / first)[0]
    (near, far), kick = ends(start), ends(moved)[0]
    frozen = near > STEEP * far and kick > MOVED and left < FROZEN
    if not frozen or record.accuracy(record.recent) > LEARNT:
        return None
    return _finding(record, start, moved, (near, far), left)


def _finding(record: Record, start: Numbers, moved: Numbers, norms: tuple[float, float], left: float) -> Finding:
    run = record.run
    top = int(np.argmax(moved))
    places = record.places
    return found(
        record,
        verdict="false-vanishing",
        title=TITLE,
        severity="error",
        rank=95,
        sentence=f"At step 0 the gradient grows {number(norms[0] / norms[1])} times from the last layers to the "
        f"first; the first "
        f"{KICK} updates moved layer {places[top] + 1} by {number(moved[top])} times its own length, and since then "
        f"‖g‖/‖w‖ near the input is {number(left)} of what it was.",
        evidence=[
            seen(
                record,
                "gradient-norm",
                (0, 1),
                f"‖g‖ {number(norms[0])} near the input, {number(norms[1])} near the output at step 0",
                (places[0], places[-1]),
            ),
            seen(
                record,
                "start-distance",
                (0, KICK + 1),
                f"‖w − w₀‖/‖w₀‖ {number(moved[top])} in layer {places[top] + 1} after {KICK} updates",
                (places[top],),
            ),
            seen(record, "gradient-weight-ratio", record.recent, f"‖g‖/‖w‖ {number(left)} of step 0's", places[:3]),
        ],
        not_this="Not a vanishing gradient, though the live profile looks like one: at step 0 the first layers had the "
        "largest gradient. Under a norm the gradient shrinks as 1/‖w‖ when the weights grow.",
        to_try=f"Warm up over some hundred steps, or learning rate {run.spec.training.lr / 10:g}; switch the skips on: "
        "then step 0 has no such slope.",
        twin=shallower(run.spec),
    )


VERDICTS.register(
    Verdict(
        name="false-vanishing",
        title=TITLE,
        rule=f"In a network with norm: at step 0 ‖g‖ of the first layers is more than {STEEP:g} × that of the last; "
        f"after "
        f"{KICK} updates they lie more than {MOVED:g} × their own length from the start; their ‖g‖/‖w‖ is now below "
        f"{FROZEN:g} of step 0's; and the training accuracy is at most {100 * LEARNT:g} %.",
        source="Gradients of batch-norm networks without skips explode with depth: Yang et al. 2019, arXiv 1902.08129; "
        "scale invariance, g ∝ 1/‖w‖: van Laarhoven 2017, arXiv 1706.05350.",
        judge=judge,
    )
)
