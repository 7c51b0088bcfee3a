"""The report's tables and lines."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from explorer.paths import resource
from explorer.verdicts.finding import Finding
from explorer.verdicts.measured import figures
from tests.labeled_set.cases import Labeled
from tests.labeled_set.report import counts, markdown, table
from tests.labeled_set.scoring import Judged

HEALTHY = Finding(verdict="healthy", title="", severity="good", sentence="", evidence=(), not_this="", to_try="")
RIGHT = Judged(Labeled("a", "", "fit", "healthy", ("healthy",), {}), (HEALTHY,))
WRONG = Judged(Labeled("b", "", "fit", "diverged", ("diverged",), {}), (HEALTHY,))
SILENT = Judged(Labeled("c", "", "held-out", "diverged", ("diverged",), {}), ())


def test_a_table() -> None:
    assert table(("a", "b"), [("x", "1"), ("y", "2")]) == "| a | b |\n| --- | ---: |\n| x | 1 |\n| y | 2 |"


def test_halves_with_their_scores() -> None:
    text = markdown((RIGHT, WRONG, SILENT), ("healthy", "diverged", "vanishing"))
    fit, held_out = text.split("## Half “fit”: 2 runs")[1].split("## Half “held-out”: 1 runs")
    assert "| healthy | 1 | 1 | 1.00 (0.21–1.00) | 2 | 1 | 0.50 (0.09–0.91) |" in fit
    assert "| diverged | 1 | 0 | 0.00 (0.00–0.79) | 0 | 0 | – |" in fit
    assert "| all | 2 | 1 | 0.50 (0.09–0.91) | 2 | 1 | 0.50 (0.09–0.91) |" in fit
    assert "vanishing" not in fit
    assert "1 of 2 runs" in fit
    assert "| diverged | healthy | 1 |" in fit
    assert "- `b`: given healthy, which is not true; diverged was not given" in fit
    assert "`a`" not in fit
    assert "on 1 runs: c." in held_out


def test_without_mistakes() -> None:
    text = markdown((RIGHT, replace(RIGHT, case=replace(RIGHT.case, key="d"))), ("healthy",))
    assert "The first verdict was the primary label on every run." in text
    assert "No mistakes." in text
    assert "held-out" not in text.split("## Half")[1]


def test_runs_that_are_judged_with_the_offered_ones_have_a_table_of_their_own() -> None:
    text = markdown([WRONG], ("healthy", "diverged"), [WRONG, RIGHT])
    alone, asked = text.split("## Half “fit”: 1 runs")[1].split("## With the offered runs: 2 runs")
    assert "| healthy | 0 | 0 | – | 1 | 0 | 0.00 (0.00–0.79) |" in alone
    assert "| healthy | 1 | 1 | 1.00 (0.21–1.00) | 2 | 1 | 0.50 (0.09–0.91) |" in asked


REPORT = Path(__file__).with_name("report.md").read_text(encoding="utf-8")
FRESH = REPORT.split("## Half “held-out”")[1].split("\n## ")[0]
ROWS = [line for line in FRESH.splitlines() if line.startswith("| ")][2:]
SCORES = [row.strip("| ").split(" | ") for row in ROWS if row.count("|") == 8]


def test_findings_quote_the_report() -> None:
    runs, by_verdict = figures()
    assert FRESH.startswith(f": {runs} runs")
    assert {name: [m.cases, m.found, m.given, m.right] for name, m in by_verdict.items()} == {
        row[0]: [int(row[place]) for place in (1, 2, 4, 5)] for row in SCORES if row[0] != "all"
    }


def test_the_guide_shows_the_reports_table() -> None:
    guide = resource("guide/verdicts.md").read_text(encoding="utf-8")
    shown = [line for line in guide.splitlines() if line.startswith("| ")]
    assert len(SCORES) > 1
    assert [" | ".join(row) for row in SCORES if f"| {' | '.join(row)} |" not in shown] == []


def test_counts_are_those_of_the_half_held_out() -> None:
    counted = counts((RIGHT, WRONG, SILENT), ("healthy", "diverged", "vanishing"))
    assert counted == {"runs": 1, "verdicts": {"diverged": {"cases": 1, "found": 0, "given": 0, "right": 0}}}
