"""The verdicts' report as markdown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.labeled_set.cases import HALVES
from tests.labeled_set.labels import RULES
from tests.labeled_set.scoring import Judged, Score, cannot_tell, confusion, overall, scores

_INTRODUCTION = """\
How right the verdicts are, on runs whose labels were derived from how they were set up and how they, the same run for
longer, at lower learning rates and at ten times theirs, and their shallower twins came out. Specs and measurements lie
in `specs.json` and `labels.json` beside this file. The verdicts' thresholds were chosen on the half "fit" alone; the
half "held-out" was written and labeled afterwards.

A label that noise could have decided is open: where a share is within one point of its limit, or any other figure
within 5 %, the verdict counts neither as right nor as wrong on that run, whether it is given or not.

**Precision**: of the runs a verdict is given on, at any rank, the share on which it is one of the true labels.
**Recall**: of the runs whose primary label it is, the share on which it is given, at any rank."""


_OFFERED = """\
The same runs when a person has the runs trained that the findings offer, one after another, until none is offered. For
lr-too-low, lr-too-high, degradation and unfinished a label is such a comparison itself: what is measured here is that
the finding offers the right run."""


def markdown(judged: Sequence[Judged], verdicts: Sequence[str], asked: Sequence[Judged] = ()) -> str:
    """The whole report: each half that has runs, with its table, what was taken for what, and every mistake; `asked`
    are those that were judged once more, with the runs that findings offer."""
    rules = "\n".join(f"- {rule.verdict}: {rule.words}" for rule in RULES)
    parts = [f"# The verdicts against the labeled set\n\n{_INTRODUCTION}\n\nA run is labeled\n\n{rules}"]
    for half in HALVES:
        chosen = [item for item in judged if item.case.half == half]
        if chosen:
            parts += [f"## Half “{half}”: {len(chosen)} runs", _table(chosen, verdicts), _confusions(chosen)]
            parts.append(_mistakes(chosen))
    if asked:
        parts += [f"## With the offered runs: {len(asked)} runs", _OFFERED, _table(asked, verdicts), _mistakes(asked)]
    return "\n\n".join(parts) + "\n"


def counts(judged: Sequence[Judged], verdicts: Sequence[str]) -> dict[str, Any]:
    """The counts of the half that is held out, as the program quotes them (explorer/verdicts/measured.py)."""
    chosen = [item for item in judged if item.case.half == "held-out"]
    found = [score for score in scores(chosen, verdicts) if score.cases or score.given]
    names = ("cases", "found", "given", "right")
    by_verdict = {one.verdict: {name: getattr(one, name) for name in names} for one in found}
    return {"runs": len(chosen), "verdicts": by_verdict}


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A markdown table; all columns but the first are figures, to the right."""
    marks = ["---"] + ["---:"] * (len(headings) - 1)
    return "\n".join("| " + " | ".join(row) + " |" for row in (headings, marks, *rows))


def _table(judged: Sequence[Judged], verdicts: Sequence[str]) -> str:
    found = [score for score in scores(judged, verdicts) if score.cases or score.given]
    headings = ("verdict", "primary on", "found", "recall (95 %)", "given on", "right", "precision (95 %)")
    return table(headings, [_row(score) for score in (*found, overall(found))])


def _row(score: Score) -> tuple[str, ...]:
    counts = (str(score.cases), str(score.found), _share(score.found, score.cases))
    return (score.verdict, *counts, str(score.given), str(score.right), _share(score.right, score.given))


def _share(count: int, of: int) -> str:
    """A share and its 95 % interval (Wilson); a dash of nothing."""
    from scipy.stats import binomtest

    if not of:
        return "–"
    interval = binomtest(count, of).proportion_ci(0.95, "wilson")
    return f"{count / of:.2f} ({interval.low:.2f}–{interval.high:.2f})"


def _confusions(judged: Sequence[Judged]) -> str:
    found = confusion(judged)
    rows = [(primary, first, str(count)) for (primary, first), count in sorted(found.items()) if primary != first]
    if not rows:
        return "The first verdict was the primary label on every run."
    same = sum(found.values()) - sum(int(row[2]) for row in rows)
    head = f"The first verdict was the primary label on {same} of {len(judged)} runs; otherwise:"
    return f"{head}\n\n{table(('primary label', 'first verdict', 'runs'), rows)}"


def _mistakes(judged: Sequence[Judged]) -> str:
    lines = [
        f"- `{item.case.key}`: "
        + "; ".join(
            [*(f"given {claim}, which is not true" for claim in item.wrong)]
            + ([f"{item.case.primary} was not given"] if item.missed else [])
        )
        for item in judged
        if item.wrong or item.missed
    ]
    silent = cannot_tell(judged)
    end = f"Nothing was claimed (“cannot tell”) on {len(silent)} runs" + (f": {', '.join(silent)}." if silent else ".")
    return "\n".join([*(lines or ["No mistakes."]), "", end])
