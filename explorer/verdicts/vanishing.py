"""The gradient falls by decades towards the input, from the start on."""

from __future__ import annotations

import math

import numpy as np

from explorer.runs.history import RunHistory
from explorer.verdicts.false_vanishing import steep
from explorer.verdicts.finding import Finding
from explorer.verdicts.readings import Record, Span, ends, first_layers, found, nats, number, percent, seen
from explorer.verdicts.registry import VERDICTS, Verdict
from explorer.verdicts.twins import shallower

TITLE = "Vanishing gradient"
SMALL = 5e-3
"""‖g‖ of the first layers in that of the classifier."""
START = 10


def judge(run: RunHistory, twin: RunHistory | None) -> Finding | None:
    """Lately and a while before. Not from step 0 alone: branches that start silent have exactly no gradient there."""
    record = Record(run)
    if not record.stuck or (record.whole and steep(record)):
        return None
    spans = [(record.first, record.first + START), record.part(0.6, 0.8), record.recent]
    pairs = [_ends(record, span) for span in spans]
    if any(p is None for p in pairs):
        return None
    begin, *later = [p for p in pairs if p is not None]
    if not all(far > 0 and near < SMALL * far for near, far in later):
        return None
    fell = begin[1] > 0 and begin[0] < SMALL * begin[1]
    dying = record.shrunk or later[-1][0] == 0  # by weight decay, or as channels die: those are other findings
    if dying and not fell:
        return None
    return _finding(record, spans, begin, later[-1])


def _ends(record: Record, span: Span) -> tuple[float, float] | None:
    """Median ‖g‖ over a span: the largest of the first layers, and that of the classifier.

    The largest, since branches that start silent leave most layers without a gradient, and the first one with it.
    """
    norms, head = record.median("gradient-norm", span), record.head_rows("gradient-norm", span)
    return None if norms is None or head is None else (float(first_layers(norms).max()), float(np.median(head)))


def _finding(record: Record, spans: list[Span], begin: tuple[float, float], now: tuple[float, float]) -> Finding:
    run = record.run
    fell = begin[1] > 0 and begin[0] < SMALL * begin[1]
    since = "from the first steps on" if fell else f"now; over the first {START} steps it did not"
    layers = ends(record)
    return found(
        record,
        verdict="vanishing",
        title=TITLE,
        severity="error",
        sentence=f"The gradient {_falls(*now)} from the classifier to the first layers (norm "
        f"{number(now[1])} and {number(now[0])}), {since}, and the network guesses: accuracy "
        f"{percent(record.accuracy(record.recent))}, loss {nats(record.loss(record.recent))}.",
        evidence=[
            seen(record, "gradient-norm", spans[0], f"‖g‖ {number(begin[0])} against {number(begin[1])}", layers),
            seen(record, "gradient-norm", spans[-1], f"‖g‖ {number(now[0])} against {number(now[1])}", layers),
        ],
        not_this="Not degradation, which is a higher training error in spite of healthy gradients; and not a learning "
        "rate that is too low: the first layers would need one that is larger by these decades.",
        to_try=_to_try(run),
        twin=shallower(run.spec),
    )


def _falls(near: float, far: float) -> str:
    return "is lost altogether" if near == 0 else f"falls by {math.log10(far / near):.1f} decades"


def _to_try(run: RunHistory) -> str:
    network = run.spec.network
    ways = ["the skips switched on"] if run.graph.skips and not all(run.gates().values()) else []
    ways += ["a shallower network"]
    ways += ["norm “batch”"] if network.norm != "batch" else []
    ways += ["init “he”"] if network.init != "he" else []
    return f"One at a time, likeliest first: {', '.join(ways)}."


VERDICTS.register(
    Verdict(
        name="vanishing",
        title=TITLE,
        rule=f"Lately and a while before, ‖g‖ of the first layers is below {SMALL:g} of the classifier's, and the "
        "network guesses; not where the gradient of step 0 grew steeply towards the input. Layers are conv and linear "
        "weights alone: biases before a norm have no gradient in any network.",
        source="Glorot & Bengio 2010; He et al. 2015, arXiv 1502.01852, section 2.2.",
        judge=judge,
    )
)
