"""A against B in one sentence, where the two differ in one thing."""

from __future__ import annotations

from explorer.number_text import percent
from explorer.runs.compare import pair_line
from explorer.runs.history import RunHistory
from explorer.wording import joined, said

CLOSE = 0.02
"""Accuracies that differ by less are called close: another seed moves them by as much."""


def one_difference(a: RunHistory, b: RunHistory) -> str:
    """What two runs differ in, where that is one thing and no gate was moved; else empty."""
    found = pair_line(a.spec, a.graph, b.spec, b.graph)
    one = len(found.differs) == 1 and found.controlled and not a.interventions and not b.interventions
    return found.differs[0] if one else ""


def against(a: RunHistory, b: RunHistory, difference: str) -> str:
    """The sentence, by the last epoch that both have finished; empty before the first."""
    common = min(len(a.epochs), len(b.epochs))
    if not common or not difference:
        return ""
    left, right = a.epochs[common - 1], b.epochs[common - 1]
    pairs = ((left.train_accuracy, right.train_accuracy), (left.test_accuracy, right.test_accuracy))
    train, test = (said("{a} against {b}", a=percent(one), b=percent(other)) for one, other in pairs)
    close = all(abs(one - other) < CLOSE for one, other in pairs)
    told = said(
        "A against B ({difference}){when}: training accuracy {train}, test {test}.",
        difference=difference,
        when=said(", after epoch {epoch}", epoch=common) if len(a.epochs) != len(b.epochs) else "",
        train=train,
        test=test,
    )
    near = said("Less than {points:g} points apart: another seed may reverse this.", points=100 * CLOSE)
    return joined((told, near), " ") if close else told
