"""What findings say of how right they were."""

from __future__ import annotations

from dataclasses import replace

import pytest

from explorer.runs.spec import RunSpec
from explorer.verdicts import measured
from explorer.verdicts.finding import Finding
from explorer.verdicts.judging import judge
from explorer.verdicts.measured import Measured, limits, unseen
from explorer.verdicts.twins import Offer
from explorer.verdicts.verdict_registry import VERDICTS
from tests.verdicts.runs_by_hand import make_run

COUNTS = {"lr-too-low": Measured(4, 1, 2, 2), "unfinished": Measured(3, 3, 0, 0), "diverged": Measured(0, 0, 5, 4)}


@pytest.fixture(autouse=True)
def _counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measured, "figures", lambda: (26, COUNTS))


def cannot_tell() -> Finding:
    (finding,) = judge(make_run(steps=5))
    return finding


def offering(verdict: str) -> Finding:
    offer = Offer(RunSpec(), "learning rate 1", "whether the learning rate is too low", verdict)
    return replace(cannot_tell(), offer=offer)


def test_every_verdict_says_what_it_cannot_tell() -> None:
    assert [verdict.name for verdict in VERDICTS if not verdict.limits.endswith(".")] == []


@pytest.mark.parametrize(("verdict", "told"), [
    ("lr-too-low", "right on 2 of the 2 it was given on, found on 1 of the 4 it was looked for on."),
    ("unfinished", "given on none, found on 3 of the 3 it was looked for on."),
    ("diverged", "right on 4 of the 5 it was given on, looked for on none."),
])  # fmt: skip
def test_limits_come_with_the_counts(verdict: str, told: str) -> None:
    assert limits(verdict) == f"{VERDICTS[verdict].limits} On 26 fresh runs, judged once: {told}"


def test_a_verdict_without_counts_says_its_limits_alone() -> None:
    assert limits("cannot-tell") == VERDICTS["cannot-tell"].limits
    assert limits("none-of-these") == ""


def test_a_finding_with_an_offer_says_what_its_run_does_not_show() -> None:
    said = "This run alone does not show whether the learning rate is too low"
    assert unseen(offering("lr-too-low")) == f"{said} (found from one run on 1 of 4 fresh runs)."
    assert unseen(offering("unfinished")) == f"{said}."
    assert unseen(offering("degradation")) == f"{said}."
