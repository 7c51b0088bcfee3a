"""How right verdicts are on the labeled set: precision and recall of each, and what was taken for what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from explorer.verdicts.finding import Finding
from tests.labeled_set.cases import Labeled

UNFINISHED = "unfinished"
NOTHING = "nothing"


@dataclass(frozen=True)
class Judged:
    """A case and the findings on it, the first one first. A verdict that is open on a case is not counted there."""

    case: Labeled
    findings: tuple[Finding, ...]

    @property
    def claims(self) -> tuple[str, ...]:
        """The verdicts given, in their order. A finding of severity "unknown" claims nothing but that the run is
        unfinished, where it is that verdict's."""
        found = (f.verdict for f in self.findings if f.severity != "unknown" or f.verdict == UNFINISHED)
        return tuple(dict.fromkeys(found))

    @property
    def first(self) -> str:
        """The verdict that stands first of those that are not open, or "nothing"."""
        return next((claim for claim in self.claims if claim not in self.case.open), NOTHING)

    @property
    def wrong(self) -> tuple[str, ...]:
        """Verdicts given that are not true of the run."""
        return tuple(claim for claim in self.claims if claim not in (*self.case.labels, *self.case.open))

    @property
    def missed(self) -> bool:
        """Whether the verdict that had to be found was not."""
        return bool(self.case.primary) and self.case.primary not in self.claims


@dataclass(frozen=True)
class Score:
    """One verdict's counts: given on `given` runs, on `right` of them true; primary on `cases`, `found` on those."""

    verdict: str
    cases: int
    given: int
    right: int
    found: int

    @property
    def precision(self) -> float | None:
        """Of the runs it was given on, the share it is true of; None where it was never given."""
        return self.right / self.given if self.given else None

    @property
    def recall(self) -> float | None:
        """Of the runs whose primary label it is, the share it was given on, at any rank; None without such runs."""
        return self.found / self.cases if self.cases else None


def scores(judged: Sequence[Judged], verdicts: Sequence[str]) -> tuple[Score, ...]:
    """Every verdict's score, in the order of `verdicts`."""
    return tuple(_score(judged, verdict) for verdict in verdicts)


def overall(found: Sequence[Score]) -> Score:
    """All verdicts together: each claim and each primary label counts once."""
    return Score(
        "all", *(sum(getattr(score, name) for score in found) for name in ("cases", "given", "right", "found"))
    )


def confusion(judged: Sequence[Judged]) -> Counter[tuple[str, str]]:
    """How often a primary label met a first verdict, by the two names; "nothing" for none."""
    return Counter((item.case.primary or NOTHING, item.first) for item in judged)


def cannot_tell(judged: Sequence[Judged]) -> tuple[str, ...]:
    """The keys of the runs of which nothing is claimed."""
    return tuple(item.case.key for item in judged if not item.claims)


def _score(judged: Sequence[Judged], verdict: str) -> Score:
    given = [item for item in judged if verdict in item.claims and verdict not in item.case.open]
    primary = [item for item in judged if item.case.primary == verdict]
    right = sum(verdict in item.case.labels for item in given)
    return Score(verdict, len(primary), len(given), right, sum(verdict in item.claims for item in primary))
