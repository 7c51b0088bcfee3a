"""What a verdict is, and the verdicts there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from explorer.registry import Registry
from explorer.verdicts.finding import Finding
from explorer.verdicts.readings import Record
from explorer.verdicts.twins import Twins

Judge = Callable[[Record, Twins], Finding | None]


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """One kind of trouble (or of health). `rule` says in words when it is given, with its thresholds; `source` why;
    `limits` what it cannot tell from a run, and why.

    `judge(record, twins)` gives the finding, None where it does not apply; `twins` holds the runs that are the same but
    for their depth, skips, learning rate or length, as far as there are any. It may be called on a run that goes on,
    and costs milliseconds at any length of run. It looks at no other verdict: what stands before it, and beside which
    it is not given, is a line of `precedence.TABLE`.
    """

    name: str
    title: str
    rule: str
    source: str
    judge: Judge
    limits: str = ""


VERDICTS: Registry[Verdict] = Registry("verdict", "explorer.verdicts", without=("torch",))
