"""Exploded at step 0, then frozen by batch norm's scale invariance: the gradient looks vanished, and is not."""

from __future__ import annotations

import math

import numpy as np

from explorer.choices.optimizer import stability_line
from explorer.choices.schedule import learning_rate
from explorer.number_text import number, percent
from explorer.runs.history import RunHistory
from explorer.runs.snapshot import SHARPNESS
from explorer.verdicts.deciding import about_depth
from explorer.verdicts.finding import Finding
from explorer.verdicts.first_gradient import STEEP, norms_at, steep
from explorer.verdicts.readings import FEWEST, Record, ends, first_layers, found, seen
from explorer.verdicts.twins import Offer, Twins
from explorer.verdicts.verdict_registry import VERDICTS, Verdict
from explorer.wording import said

TITLE = "Exploded at step 0, then frozen"
GREW = 3.0
"""‖w‖ after the first ten updates, in that before, in some layer of the first third."""
FROZEN = 0.1
"""‖g‖/‖w‖ now, in that of step 0, in the layers of the first third, the largest of each."""
LEARNED = 0.93
KICK = 10
SHARP = 136.0
"""|λ| at step 0, the largest of networks that learned: plain-20, ResNet-20 and ResNet-56 with batch norm, digits,
width 8, 64 images, seeds 0–2. Plain-56 had 4.5e6, 8.4e6 and 2.9e7. 2/lr does not tell them apart: it was 38."""


def judge(record: Record, twins: Twins) -> Finding | None:
    """With a norm alone: without one, a weight that grew by ten makes the signal grow, and nothing freezes."""
    if not record.whole or not record.normed or record.steps < KICK + FEWEST // 2 or not steep(record):
        return None
    before, after = record.at("weight-norm", 0), record.at("weight-norm", KICK)
    first, now = record.at("gradient-weight-ratio", 0), record.median("gradient-weight-ratio", record.recent)
    if before is None or after is None or first is None or now is None:
        return None
    third = max(1, len(before) // 3)
    with np.errstate(divide="ignore", invalid="ignore"):
        grew = (after / before)[:third]
        left = float(now[:third].max() / first[:third].max())
    if not grew.max() > GREW or not left < FROZEN or record.accuracy(record.recent) > LEARNED:
        return None
    return _finding(record, int(grew.argmax()), float(grew.max()), left, about_depth(record, twins))


def _finding(record: Record, top: int, grew: float, left: float, offer: Offer | None) -> Finding:
    run, norms = record.run, norms_at(record, 0)
    assert norms is not None
    near, last = float(np.median(first_layers(norms[:-1]))), float(norms[-1])
    lr, third = run.spec.training.lr, max(1, len(norms) // 3)
    return found(
        record,
        verdict="false-vanishing",
        title=TITLE,
        severity="error",
        sentence=said(
            "At step 0 the gradient of the first layers is {steep} times that of the classifier; the first {kick} "
            "updates multiplied the weights of layer {layer} by {grew}, and since then ‖g‖/‖w‖ near the input is "
            "{left} of what it was; training accuracy {accuracy}.{sharpness}",
            steep=number(near / last),
            kick=KICK,
            layer=top + 1,
            grew=number(grew),
            left=number(left),
            accuracy=percent(record.accuracy(record.recent)),
            sharpness=sharpness_told(run),
        ),
        evidence=[
            seen(
                record,
                "gradient-norm",
                (0, 1),
                said("‖g‖ {near} in the first layers, {last} in the classifier", near=number(near), last=number(last)),
                ends(record),
            ),
            seen(
                record,
                "weight-norm",
                (0, KICK + 1),
                said("‖w‖ of layer {layer} multiplied by {grew}", layer=top + 1, grew=number(grew)),
                (top,),
            ),
            seen(
                record,
                "gradient-weight-ratio",
                record.recent,
                said("‖g‖/‖w‖ {left} of step 0's", left=number(left)),
                record.places[:third],
            ),
        ],
        not_this=said(
            "Not a vanishing gradient, although the current profile resembles one: at step 0 the first layers had the "
            "largest gradient. With normalization the gradient scales as 1/‖w‖, so it shrinks when weights grow."
        ),
        to_try=said(
            "Switch the skips on, which removes this slope at step 0; or use a shallower network. Learning rate "
            "{rate:g} or warm-up helps less."
            if run.graph.skips
            else "Take a shallower network. Learning rate {rate:g} or warm-up helps less.",
            rate=lr / 10,
        ),
        offer=offer,
    )


def sharpness_told(run: RunHistory) -> str:
    """What is said of the sharpness at step 0, where it was measured and lies far above that of networks that learn."""
    measured = run.rows(SHARPNESS, 0, 1)
    size = abs(float(measured[0, 0])) if len(measured) and not run.probe_steps[0] else 0.0
    if not SHARP < size < math.inf:  # NaN: not measured
        return ""
    line, what = stability_line(run.spec.training, learning_rate(run.spec.training, 0, _total(run)))
    times = (
        said(", {times} times {what} = {line}", times=number(size / line), what=what, line=number(line)) if line else ""
    )
    return said(
        " Sharpness at step 0 is {size} in size{times} (at most {usual} in networks that learned the digits).",
        size=number(size),
        times=times,
        usual=number(SHARP),
    )


def _total(run: RunHistory) -> int:
    return run.spec.training.total_steps(run.steps_per_epoch)


VERDICTS.register(
    Verdict(
        name="false-vanishing",
        title=TITLE,
        rule=f"In a network with norm: at step 0 ‖g‖ of the first layers is more than {STEEP:g} × the classifier's; "
        f"after {KICK} updates ‖w‖ of a layer in the first third is more than {GREW:g} × what it was; ‖g‖/‖w‖ there is "
        f"now below {FROZEN:g} of step 0's; and the training accuracy is at most {100 * LEARNED:g} %. Sharpness at "
        f"step 0 is quoted where it was measured and is above {SHARP:g}, the most in three networks that learned the "
        "digits, three seeds.",
        limits="Needs the readings of step 0: where skips were switched later on, the part that follows is not "
        "judged by it.",
        source="Gradients of batch-norm networks without skips explode with depth: Yang et al. 2019, arXiv "
        "1902.08129; scale invariance, g ∝ 1/‖w‖: van Laarhoven 2017, arXiv 1706.05350.",
        judge=judge,
    )
)
