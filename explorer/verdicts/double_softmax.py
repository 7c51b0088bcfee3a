"""A softmax or a sigmoid at the end of the network, before cross-entropy, which applies a softmax itself."""

from __future__ import annotations

import math

from explorer.graph.model import Call, NetworkGraph
from explorer.graph.ops import Op
from explorer.number_text import nats
from explorer.verdicts.finding import Finding
from explorer.verdicts.readings import Record, found, seen
from explorer.verdicts.twins import Twins
from explorer.verdicts.verdict_registry import VERDICTS, Verdict
from explorer.wording import said

TITLE = "Softmax before the loss"
_PASSED = frozenset({Op.IDENTITY, Op.FLATTEN, Op.VIEW, Op.DROPOUT, "squeeze"})
_BOUNDED = ("softmax", "sigmoid")


def judge(record: Record, twins: Twins) -> Finding | None:
    """From the graph alone: it is so at every step."""
    last = last_call(record.run.graph)
    name = "" if last is None else last.type.lower().strip("_")
    if name not in _BOUNDED:
        return None
    classes = record.run.graph.classes
    least = lowest_loss(classes)
    span = (record.first, max(record.end, 1))
    return found(
        record,
        verdict="double-softmax",
        title=TITLE,
        severity="warning",
        sentence=said(
            "The network ends in a {name}, and cross-entropy applies a softmax itself: scores lie between 0 and 1, the "
            "loss cannot fall below {least} ({classes} classes), and gradients are small.",
            name=name,
            least=nats(least),
            classes=classes,
        ),
        evidence=[seen(record, "loss", span, said("loss never below {least}", least=nats(least)))],
        not_this=said("Not caused by data, init or learning rate: even the best possible output has this loss."),
        to_try=said("Return the class scores themselves (logits): remove the {name} from the network.", name=name),
    )


def lowest_loss(classes: int) -> float:
    """Cross-entropy of scores 1 for the right class and 0 for all others: the best that lies between 0 and 1."""
    return math.log(math.e + classes - 1) - 1


def last_call(graph: NetworkGraph) -> Call | None:
    """The call that gives the output, past those that change no number; None where there are several."""
    at = next((id for id, call in graph.calls.items() if call.op == Op.OUTPUT), None)
    while at is not None:
        before = list(graph.dag.predecessors(at))
        if len(before) != 1:
            return None
        at = before[0]
        if graph.calls[at].op not in _PASSED:
            return graph.calls[at]
    return None


VERDICTS.register(
    Verdict(
        name="double-softmax",
        title=TITLE,
        rule="The last call before the output is a softmax or a sigmoid. A log-softmax is harmless: applying "
        "softmax again does not change it.",
        limits="Looks at the last call of the network: a softmax further inside, or in a loss of one’s own, is "
        "not seen.",
        source="PyTorch: CrossEntropyLoss expects unnormalized scores. Lowest loss: ln(e + classes − 1) − 1.",
        judge=judge,
    )
)
