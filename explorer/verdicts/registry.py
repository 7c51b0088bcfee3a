"""What a verdict is, the verdicts there are, and judging a run by all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from explorer.registry import Registry
from explorer.runs.history import RunHistory
from explorer.verdicts.finding import Finding

Judge = Callable[[RunHistory, RunHistory | None], Finding | None]


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """One kind of trouble (or of health). `rule` says in words when it is given, with its thresholds; `source` why.

    `judge(run, twin)` gives the finding, None where it does not apply; `twin` is the shallower twin, where there is
    none the residual twin, None without either. It may be called on a run that goes on, and costs milliseconds at any
    length of run.
    """

    name: str
    title: str
    rule: str
    source: str
    judge: Judge


ORDER = (
    "double-softmax",
    "exploding", "vanishing", "degradation", "false-vanishing", "lr-too-high", "dead-relus", "forward-collapse",
    "diverged", "lr-too-low", "overfitting", "unfinished", "healthy", "cannot-tell",
)  # fmt: skip
"""Which finding comes first: causes before what follows from them; but degradation, which is what is seen, before its
mechanism. A verdict that is not listed comes last."""

VERDICTS: Registry[Verdict] = Registry("verdict", "explorer.verdicts")


def judge(run: RunHistory, twin: RunHistory | None = None) -> tuple[Finding, ...]:
    """Every verdict that applies to a run, first the one that matters most; never empty once there is a step.

    A finding of severity "unknown" claims nothing: the first of them stands alone, where no other verdict applies.
    """
    found = (verdict.judge(run, twin) for verdict in VERDICTS)
    ranked = sorted((f for f in found if f is not None), key=_place)
    return tuple(f for f in ranked if f.severity != "unknown") or tuple(ranked[:1])


def _place(finding: Finding) -> int:
    return ORDER.index(finding.verdict) if finding.verdict in ORDER else len(ORDER)
