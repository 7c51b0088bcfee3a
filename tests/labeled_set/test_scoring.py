"""Precision, recall and confusions against counts made by hand."""

from __future__ import annotations

from dataclasses import replace

from explorer.verdicts.finding import Finding, Severity
from tests.labeled_set.cases import Labeled
from tests.labeled_set.scoring import Judged, cannot_tell, confusion, overall, scores


def finding(verdict: str, severity: Severity = "warning") -> Finding:
    return Finding(
        verdict=verdict,
        title=verdict.title(),
        severity=severity,
        sentence="",
        evidence=(),
        not_this="",
        to_try="",
    )


def judged(key: str, labels: str, given: str) -> Judged:
    """`labels` and `given` as words, the first label primary; a verdict with "?" is of severity unknown."""
    names = tuple(labels.split())
    case = Labeled(key, "", "fit", names[0] if names else "", names, {})
    found = (finding(word.rstrip("?"), "unknown" if word.endswith("?") else "warning") for word in given.split())
    return Judged(case, tuple(found))


RUNS = (
    judged("a", "healthy", "healthy"),
    judged("b", "healthy", "overfitting healthy"),
    judged("c", "vanishing forward-collapse", "vanishing forward-collapse"),
    judged("d", "vanishing", "cannot-tell?"),
    judged("e", "", "healthy"),
    judged("f", "unfinished", "unfinished?"),
    judged("g", "degradation", "degradation?"),
)


def test_scores() -> None:
    healthy, vanishing, collapse, over, unfinished, degradation = scores(
        RUNS, ("healthy", "vanishing", "forward-collapse", "overfitting", "unfinished", "degradation")
    )
    assert (healthy.cases, healthy.given, healthy.right, healthy.found) == (2, 3, 2, 2)
    assert (healthy.precision, healthy.recall) == (2 / 3, 1)
    assert (vanishing.precision, vanishing.recall) == (1, 0.5)
    assert (collapse.cases, collapse.precision, collapse.recall) == (0, 1, None)
    assert (over.precision, over.recall) == (0, None)
    assert (unfinished.precision, unfinished.recall) == (1, 1)
    assert (degradation.precision, degradation.recall) == (None, 0)
    total = overall((healthy, vanishing, collapse, over, unfinished, degradation))
    assert (total.cases, total.given, total.right, total.found) == (6, 7, 5, 4)


def test_what_is_open_is_not_counted() -> None:
    run = judged("h", "unfinished", "healthy lr-too-low unfinished?")
    run = replace(run, case=replace(run.case, open=("healthy", "overfitting")))
    assert (run.first, run.wrong, run.missed) == ("lr-too-low", ("lr-too-low",), False)
    healthy, low, over = scores((run,), ("healthy", "lr-too-low", "overfitting"))
    assert (healthy.cases, healthy.given, healthy.right) == (0, 0, 0)
    assert (low.given, low.right) == (1, 0)
    assert (over.cases, over.given) == (0, 0)
    alone = judged("i", "", "healthy")
    alone = replace(alone, case=replace(alone.case, open=("healthy",)))
    assert (alone.first, alone.wrong) == ("nothing", ())
    assert cannot_tell((alone,)) == ()  # something was claimed


def test_what_was_taken_for_what() -> None:
    assert confusion(RUNS) == {
        ("healthy", "healthy"): 1,
        ("healthy", "overfitting"): 1,
        ("vanishing", "vanishing"): 1,
        ("vanishing", "nothing"): 1,
        ("nothing", "healthy"): 1,
        ("unfinished", "unfinished"): 1,
        ("degradation", "nothing"): 1,
    }


def test_mistakes_and_silence() -> None:
    assert {run.case.key: run.wrong for run in RUNS if run.wrong} == {"b": ("overfitting",), "e": ("healthy",)}
    assert [run.case.key for run in RUNS if run.missed] == ["d", "g"]
    assert cannot_tell(RUNS) == ("d", "g")
