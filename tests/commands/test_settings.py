"""Settings of an analysis as text."""

from __future__ import annotations

import pytest

from explorer.analyses.analysis_registry import ANALYSES, Analysis, checked
from explorer.commands.failures import UsageError
from explorer.commands.settings import parse_settings, told
from explorer.registry import SpecError
from explorer.runs.analysis import Setting

WORDS = dict.fromkeys(("question", "healthy", "limits", "source"), "A test's own.")
MANY = Analysis(
    name="many",
    title="Many",
    trained=True,
    work=lambda subject, settings: iter(()),  # type: ignore[return-value]
    settings=(
        Setting(name="count", title="Count", about="How many.", default=3, low=1, high=100),
        Setting(name="rate", title="Rate", about="How fast.", default=0.5, low=0.0, high=1.0),
        Setting(name="kind", title="Kind", about="Which.", default="all", choices=("all", "some")),
        Setting(name="deep", title="Deep", about="Whether.", default=False),
    ),
    **WORDS,
)


def test_each_kind_is_read() -> None:
    given = parse_settings(MANY, ["count=7", "rate = 0.25", "kind=some", "deep=Yes"])
    assert checked(MANY, given) == {"count": 7, "rate": 0.25, "kind": "some", "deep": True}
    assert checked(MANY, parse_settings(MANY, ["deep=off"]))["deep"] is False


@pytest.mark.parametrize("text", ["count", "=3", "count=", "deep=maybe"])
def test_what_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="allowed: "):
        parse_settings(MANY, [text])


@pytest.mark.parametrize("text", ["count=101", "count=2.5", "rate=fast", "kind=none", "nothing=1"])
def test_what_is_out_of_range_is_refused_when_it_is_checked(text: str) -> None:
    with pytest.raises(SpecError, match="allowed: "):
        checked(MANY, parse_settings(MANY, [text]))


def test_settings_are_told_with_default_and_range() -> None:
    assert told(MANY).splitlines()[-4:] == [
        "  --set count=3  How many. [1 to 100]",
        "  --set rate=0.5  How fast. [0 to 1]",
        "  --set kind=all  Which. [all|some]",
        "  --set deep=no  Whether. [yes|no]",
    ]
    assert "Asks a trained run." in told(MANY)


@pytest.mark.parametrize("analysis", list(ANALYSES), ids=lambda analysis: analysis.name)
def test_what_is_told_as_default_can_be_given(analysis: Analysis) -> None:
    texts = [line.split("--set ")[1].split("  ")[0] for line in told(analysis).splitlines() if "--set " in line]
    assert len(texts) == len(analysis.settings)
    defaults = {setting.name: setting.default for setting in analysis.settings}
    assert checked(analysis, parse_settings(analysis, texts)) == defaults
