"""The one table: the order of the verdicts, which give way to which, and where a verdict from elsewhere stands."""

from __future__ import annotations

import ast
import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from explorer import verdicts
from explorer.verdicts.finding import Finding, Severity
from explorer.verdicts.judging import applying, judge
from explorer.verdicts.precedence import OTHERS, TABLE, ordered
from explorer.verdicts.twins import Offer
from explorer.verdicts.verdict_registry import VERDICTS
from tests.verdicts.runs_by_hand import make_run

ORDER = [place.verdict for place in TABLE]


def finding(verdict: str, severity: Severity = "warning", **more: Any) -> Finding:
    words = {"title": verdict, "sentence": "1.", "not_this": ".", "to_try": "."}
    return Finding(verdict=verdict, severity=severity, evidence=(), **words, **more)


def names(*given: Finding, finite: bool = True) -> list[str]:
    record: Any = SimpleNamespace(finite=finite)
    return [found.verdict for found in ordered(record, given)]


def test_every_verdict_has_one_place() -> None:
    assert sorted(ORDER) == sorted([*VERDICTS.names(), OTHERS])
    assert {place.gives_way_to for place in TABLE} - {""} <= set(ORDER)


def test_causes_stand_before_what_follows_from_them() -> None:
    assert ORDER.index("vanishing") < ORDER.index("forward-collapse")
    assert ORDER.index("degradation") < ORDER.index("false-vanishing"), "what is seen, then its mechanism"
    assert names(finding("healthy"), finding("forward-collapse"), finding("vanishing")) == [
        "vanishing",
        "forward-collapse",
        "healthy",
    ]


@pytest.mark.parametrize(
    ("given", "beside"),
    [("exploding", "false-vanishing"), ("forward-collapse", "lr-too-high"), ("healthy", "overfitting")],
)
def test_a_finding_gives_way_to_what_explains_it(given: str, beside: str) -> None:
    assert names(finding(given), finding(beside)) == [beside]
    assert given in names(finding(given), finding("diverged"))


def test_an_explosion_that_broke_the_run_is_told_beside_the_frozen_layers() -> None:
    assert names(finding("false-vanishing"), finding("exploding"), finite=False) == ["exploding", "false-vanishing"]


def test_a_suspicion_gives_way_to_a_vanishing_gradient_and_a_confirmed_degradation_does_not() -> None:
    suspicion = finding("degradation", offer=Offer(make_run().spec, "", "", "degradation"))
    assert names(suspicion, finding("vanishing")) == ["vanishing"]
    assert names(finding("degradation"), finding("vanishing")) == ["vanishing", "degradation"]
    assert names(suspicion) == ["degradation"]


TOY = """
from explorer.verdicts.readings import found, seen
from explorer.verdicts.verdict_registry import VERDICTS, Verdict


def judge(record, twins):
    evidence = [seen(record, "loss", record.recent, "the newest steps")]
    return found(record, verdict="toy", title="Toy", severity="warning", sentence=f"{record.steps} steps.",
                 evidence=evidence, not_this="Nothing.", to_try="Nothing.")


VERDICTS.register(Verdict(name="toy", title="Toy", rule="Always.", source="A test.", judge=judge))
"""


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A verdict in a file of its own, outside the package; gone afterwards."""
    (tmp_path / "toy_verdict.py").write_text(TOY, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert "toy" not in VERDICTS.names()
    monkeypatch.setattr(VERDICTS, "_members", dict(VERDICTS._members))
    importlib.import_module("toy_verdict")
    yield
    sys.modules.pop("toy_verdict")


def test_a_verdict_from_a_file_elsewhere_is_given_without_a_line_in_the_table(toy: None) -> None:
    found = judge(make_run())
    assert [f.verdict for f in found] == ["toy", "healthy"], "trouble comes first"
    assert found[0].sentence == "500 steps."
    assert [f.verdict for f in applying(make_run(steps=10, status=None))] == ["toy", "cannot-tell"]
    assert [f.verdict for f in judge(make_run(steps=10, status=None))] == ["toy"], "it claims something"


def test_no_verdict_knows_another() -> None:
    """What several look at lies in files that are no verdicts."""
    folder = Path(verdicts.__file__).parent
    members = {name.replace("-", "_") for name in VERDICTS.names()}
    for member in members:
        tree = ast.parse((folder / f"{member}.py").read_text(encoding="utf-8"))
        imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
        modules = {f"{node.module}.{alias.name}" for node in imports for alias in node.names}
        parts = {part for module in modules if module.startswith("explorer.verdicts.") for part in module.split(".")}
        assert not parts & (members - {member}), f"{member} imports another verdict"
        assert not any(part.startswith("_") for part in parts), f"{member} imports a private name"
