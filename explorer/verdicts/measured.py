"""How right each verdict was on fresh runs: those that no rule was chosen on, judged once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from explorer.verdicts.finding import Finding
from explorer.verdicts.verdict_registry import VERDICTS
from explorer.wording import joined, said

FIGURES = Path(__file__).with_name("measured.json")
"""Written by `residual-explorer verdicts --figures`; nothing else states these counts but the report it comes with."""


@dataclass(frozen=True)
class Measured:
    """One verdict's counts: given on `given` runs, on `right` of them true; main trouble of `cases`, `found` on
    those."""

    cases: int
    found: int
    given: int
    right: int


@cache
def figures() -> tuple[int, Mapping[str, Measured]]:
    """How many fresh runs there are, and the counts by verdict."""
    data = json.loads(FIGURES.read_text(encoding="utf-8"))
    return data["runs"], {name: Measured(**counts) for name, counts in data["verdicts"].items()}


def limits(verdict: str) -> str:
    """What a verdict cannot tell, why, and how right it was on fresh runs; empty for one that says nothing of it."""
    known = VERDICTS.get(verdict)
    return "" if known is None else joined((said(known.limits) if known.limits else "", _told(verdict)), " ")


def unseen(finding: Finding) -> str:
    """What the run alone does not show, where another run would decide it; empty where none is offered."""
    if finding.offer is None:
        return ""
    counts = figures()[1].get(finding.offer.decides)
    missed = counts is not None and counts.found < counts.cases
    if counts is None or not missed:
        return said("This run alone does not show {what}.", what=finding.offer.shows)
    return said(
        "This run alone does not show {what} (found from one run on {found} of {cases} fresh runs).",
        what=finding.offer.shows,
        found=counts.found,
        cases=counts.cases,
    )


def _told(verdict: str) -> str:
    runs, counts = figures()
    if verdict not in counts:
        return ""
    own = counts[verdict]
    right = said("right on {right} of the {given} it was given on", right=own.right, given=own.given)
    found = said("found on {found} of the {cases} it was looked for on", found=own.found, cases=own.cases)
    return said(
        "On {runs} fresh runs, judged once: {right}, {found}.",
        runs=runs,
        right=right if own.given else said("given on none"),
        found=found if own.cases else said("looked for on none"),
    )
