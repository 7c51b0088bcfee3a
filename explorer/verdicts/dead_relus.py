"""Channels that no image activates any more."""

from __future__ import annotations

import numpy as np

from explorer.choices.activation import ACTIVATIONS
from explorer.graph.ops import Op, is_activation
from explorer.number_text import percent
from explorer.verdicts.finding import Finding
from explorer.verdicts.readings import FEWEST, Record, found, seen
from explorer.verdicts.twins import Twins
from explorer.verdicts.verdict_registry import VERDICTS, Verdict
from explorer.wording import joined, said

TITLE = "Dead ReLUs"
OTHER = "Dead channels"
"""The title in a network whose activation functions are not all ReLU."""
PASSING = frozenset(("leakyrelu", "prelu", "rrelu", "elu", "selu", "celu", "tanh", "hardtanh", "softsign"))
"""Functions with a slope where they are 0: a channel behind them is not dead."""
SHARE = 0.6
"""Dead channels, the mean over the layers that an activation function follows. More than half are then dead for all of
the training images too: those of a probe are few, and wake fewer channels."""
LEARNED = 0.9
BLOWN = 2.0
"""Loss relative to chance level: dead units give chance level; above this the units still change."""


def judge(record: Record, twins: Twins) -> Finding | None:
    """Needs probes; abstains without."""
    rows, start = record.rows("dead-channels", record.recent), record.at("dead-channels", record.first)
    functions = _functions(record)
    if rows is None or start is None or record.steps < FEWEST or not record.finite or PASSING.issuperset(functions):
        return None
    if record.accuracy(record.recent) > LEARNED or record.loss(record.recent) > BLOWN * record.chance_loss:
        return None
    known = np.isfinite(rows).all(axis=0)
    if not known.any() or not rows[:, known].mean(axis=1).min() > SHARE:
        return None
    now, before = float(rows[-1, known].mean()), float(np.nanmean(start))
    worst = int(np.nanargmax(rows[-1]))
    layer, most = record.places[worst], percent(float(rows[-1, worst]))
    return found(
        record,
        verdict="dead-relus",
        title=TITLE if set(functions) == {Op.RELU} else said(OTHER),
        severity="error",
        sentence=said(
            "{share} of the channels behind {functions} are 0 for every probed image, averaged over layers (at step "
            "0: {before}); {most} in layer {layer}.",
            share=percent(now),
            functions=joined(functions.values(), said(" and ")),
            before=percent(before),
            most=most,
            layer=layer + 1,
        ),
        evidence=[
            seen(
                record,
                "dead-channels",
                record.recent,
                said("{most} of layer {layer}", most=most, layer=layer + 1),
                (layer,),
            ),
        ],
        not_this=said(
            "Not sparsity: a sparse channel is 0 for some images; these are 0 for all probed images and get no "
            "gradient from them."
        ),
        to_try=said(
            "Learning rate {rate:g} (large steps cause dead channels), norm “batch”, or a warm-up.",
            rate=record.run.spec.training.lr / 10,
        ),
    )


def _functions(record: Record) -> dict[str, str]:
    """The activation functions of the network, as they are called in sentences, by their term in one word."""
    phrases = {member.name.replace("-", ""): member.phrase for member in ACTIVATIONS}
    terms = dict.fromkeys(call.op for call in record.run.graph.calls.values() if is_activation(call.op))
    return {(word := term.replace(" ", "")): phrases.get(word, term) for term in terms}


VERDICTS.register(
    Verdict(
        name="dead-relus",
        title=TITLE,
        rule=f"In every recent probe more than {100 * SHARE:g} % of the channels behind activation functions, the mean "
        f"over the layers, are 0 for all images of the probe batch; training accuracy at most {100 * LEARNED:g} %, "
        f"loss at most {BLOWN:g} × ln(classes). Not where all activation functions have a slope at 0, as leaky ReLU "
        "and tanh do. Needs probes.",
        limits="A probe has few images: another one may activate a channel. So between half of the channels and "
        "the limit nothing is said.",
        source="Lu et al. 2019, arXiv 1903.06733.",
        judge=judge,
    )
)
