"""The gradient falls by decades toward the input, from the start on."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from explorer.number_text import nats, number, percent
from explorer.verdicts.finding import Finding
from explorer.verdicts.first_gradient import steep
from explorer.verdicts.readings import Numbers, Record, Span, first_layers, found, seen
from explorer.verdicts.remedies import one_at_a_time, remedies
from explorer.verdicts.twins import Offer, Twins
from explorer.verdicts.verdict_registry import VERDICTS, Verdict
from explorer.wording import said

TITLE = "Vanishing gradient"
SMALL = 5e-3
"""‖g‖ of the first layers in that of the classifier."""
MIDDLE = 1e-3
"""‖g‖ of neighboring layers anywhere in that of the classifier, from the first steps on. Layers beside an addition do
not count: their branches may start silent."""
WEAK, ALIKE = 0.02, 0.01
"""‖g‖ of the first layers in that of the classifier, from the first steps on, where the class scores also differ across
images by less than ALIKE of their size: then neither signal nor gradient gets through."""
START = 10
BLOWN = 2.0
"""Loss relative to that of chance level, where a network without a signal or a gradient stays; above this its weights
and gradients have grown."""


def judge(record: Record, twins: Twins) -> Finding | None:
    """Lately and a while before. Not from step 0 alone: branches that start silent have exactly no gradient there."""
    if not record.stuck or (record.whole and steep(record)) or record.loss(record.recent) > BLOWN * record.chance_loss:
        return None
    spans = [(record.first, record.first + START), record.part(0.6, 0.8), record.recent]
    heads = [record.head_rows("gradient-norm", span) for span in spans]
    profiles = [record.median("gradient-norm", span) for span in spans]
    if any(h is None for h in heads) or any(p is None for p in profiles):
        return None
    far = [float(np.median(h)) for h in heads if h is not None]
    norms = [p for p in profiles if p is not None]
    for window, limits in _windows(record, norms):
        near = [float(values[window].max()) for values in norms]
        if _falls_below(near, far, limits) and not _dying(record, near, far):
            return _finding(record, spans, _Fall(near, far, window, limits[0] == math.inf), twins.to_shallower())
    return None


@dataclass(frozen=True)
class _Fall:
    """Median ‖g‖ over the first steps, a while ago and lately: the largest of a few layers, and of the classifier.

    The largest, since branches that start silent leave most layers without a gradient, and the first one with it.
    `late` where it may have begun after the first steps.
    """

    near: list[float]
    far: list[float]
    window: slice
    late: bool


def _windows(record: Record, norms: list[Numbers]) -> Iterator[tuple[slice, tuple[float, float]]]:
    """Layers to look at, with limits for them over the first steps and later."""
    width = len(first_layers(norms[0]))
    first = slice(0, width)
    yield first, (math.inf, SMALL)
    free = [i for i in range(len(record.places) - width + 1) if not record.bypassed & {*record.places[i : i + width]}]
    if free:
        lowest = min(free, key=lambda i: float(norms[-1][i : i + width].max()))
        yield slice(lowest, lowest + width), (MIDDLE, MIDDLE)
    spread = record.head_rows("image-std", record.recent)
    if spread is not None and spread[-1] < ALIKE:
        yield first, (WEAK, WEAK)


def _falls_below(near: list[float], far: list[float], limits: tuple[float, float]) -> bool:
    begins = limits[0] == math.inf or (far[0] > 0 and near[0] < limits[0] * far[0])
    return begins and all(f > 0 and n < limits[1] * f for n, f in zip(near[1:], far[1:], strict=True))


def _dying(record: Record, near: list[float], far: list[float]) -> bool:
    """By weight decay, or as channels die: those are other findings."""
    return (record.shrunk or near[-1] == 0) and not (far[0] > 0 and near[0] < SMALL * far[0])


def _finding(record: Record, spans: list[Span], fall: _Fall, offer: Offer | None) -> Finding:
    begin, now = (fall.near[0], fall.far[0]), (fall.near[-1], fall.far[-1])
    places = record.places[fall.window]
    where = (
        said("layers {first} to {last}", first=places[0] + 1, last=places[-1] + 1)
        if fall.window.start
        else said("the first layers")
    )
    late = fall.late and not (begin[1] > 0 and begin[0] < SMALL * begin[1])
    since = said("now, but not over the first {steps} steps", steps=START) if late else said("from the first steps on")
    layers = (*places, record.last)
    return found(
        record,
        verdict="vanishing",
        title=TITLE,
        severity="error",
        sentence=said(
            "The gradient {falls} from the classifier to {where} (norm {far} and {near}), {since}, and accuracy is at "
            "chance level: {accuracy}, loss {loss}.",
            falls=_falls(*now),
            where=where,
            far=number(now[1]),
            near=number(now[0]),
            since=since,
            accuracy=percent(record.accuracy(record.recent)),
            loss=nats(record.loss(record.recent)),
        ),
        evidence=[
            seen(record, "gradient-norm", spans[0], _norms(*begin), layers),
            seen(record, "gradient-norm", spans[-1], _norms(*now), layers),
        ],
        not_this=said(
            "Not degradation, which is a higher training error despite healthy gradients. Not a learning rate that is "
            "too low or too few steps: these layers would need steps larger by these decades."
        ),
        to_try=one_at_a_time(remedies(record)),
        offer=offer,
    )


def _falls(near: float, far: float) -> str:
    if near == 0:
        return said("vanishes completely")
    return said("falls by {decades:.1f} decades", decades=math.log10(far / near))


def _norms(near: float, far: float) -> str:
    return said("‖g‖ {near} against {far}", near=number(near), far=number(far))


VERDICTS.register(
    Verdict(
        name="vanishing",
        title=TITLE,
        rule=f"Accuracy is at chance level, the loss at most {BLOWN:g} × ln(classes). Recently and somewhat earlier, "
        f"‖g‖ of the first layers is below {SMALL:g} of the classifier's; or from the first steps on that of "
        f"neighboring layers anywhere is below {MIDDLE:g} of it, and no addition bypasses them; or that of the first "
        f"layers is below {WEAK:g}, and class scores differ across images by less than {ALIKE:g} of their size. Not "
        "where the gradient of step 0 grew steeply toward the input. Only conv and linear weights count: biases before "
        "a norm have no gradient in any network.",
        limits="Just before a loss becomes infinite, gradients that differ by as much look the same; and a "
        "cause other than the gradient can hold a network at chance level beside it.",
        source="Glorot & Bengio 2010; He et al. 2015, arXiv 1502.01852, section 2.2.",
        judge=judge,
    )
)
