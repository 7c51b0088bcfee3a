"""Filters on runs: the conditions, and what is refused."""

from __future__ import annotations

import pytest

from explorer.registry import SpecError
from explorer.runs.filters import condition, matching, read
from explorer.runs.values import NAMES, value, value_text
from tests.runs.run_rows import row_of

ROWS = [
    row_of("plain-20", "p20", norm="none", seed=1, train=0.9, test=0.5),
    row_of("plain-56", "p56", lr=0.02, row={"tags": ("good", "paper"), "sweep": "s1"}),
    row_of("resnet-56", "r56", test=0.95, row={"status": "stopped", "reference": True}),
    row_of("resnet-56", "r56off", skips="off", row={"verdict": "Degradation"}),
    row_of("alexnet", "alex", skips=("skip1",), row={"notes": "first try"}),
]


@pytest.mark.parametrize(
    ("conditions", "found"),
    [
        ("norm=none", "p20"),
        ("norm!=none", "p56 r56 r56off alex"),
        ("depth>=56", "p56 r56 r56off"),
        ("depth<56", "p20"),
        ("depth=none", "alex"),
        ("family=plain depth>20", "p56"),
        ("kind=plain", "p20 p56 r56off"),
        ("skips=on", "r56"),
        ("lr=2e-2", "p56"),
        ("lr<=0.02", "p56"),
        ("seed=1", "p20"),
        ("network=PLAIN-20,plain-56", "p20 p56"),
        ("tags=paper", "p56"),
        ("tags!=paper", "p20 r56 r56off alex"),
        ("sweep=s1", "p56"),
        ("status=stopped", "r56"),
        ("reference=yes", "r56"),
        ("verdict=degradation", "r56off"),
        ("test_accuracy>=90%", "r56"),
        ("test_error<=0.05000001", "r56"),
        ("train-error<0.2", "p20"),
        ("zero_gamma=true", ""),
        ("created>=2026-05-01", "p56 r56 r56off alex"),
        ("input_shape=3x32x32 depth=20", "p20"),
    ],
)
def test_a_condition_finds_the_runs_it_says(conditions, found):
    assert [row.id for row in matching(ROWS, conditions.split())] == found.split()


def test_typed_text_holds_conditions_with_spaces_and_words():
    wanted = read("plain depth >= 20 norm=batch verdict = 'Degradation'  ")
    assert [each.name for each in wanted.conditions] == ["depth", "norm", "verdict"]
    assert wanted.words == "plain"
    assert [row.id for row in ROWS if read("resnet notes=none status!=stopped").matches(row)] == ["r56off"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("dept=20", "Did you mean 'depth'?"),
        ("colour=red", "Allowed: "),
        ("depth>=deep", "needs a number"),
        ("norm=", "such as norm=none"),
        ("norm", "one of = != < <= > >="),
        ("norm=none depth", "condition is"),
    ],
)
def test_what_is_no_condition_is_refused_with_what_is_allowed(text, said):
    with pytest.raises(SpecError, match=said):
        condition(text)


def test_every_name_has_a_value_that_can_be_asked_for():
    assert {"depth", "norm", "lr", "status", "verdict", "sweep", "tags", "test_error", "steps"} <= set(NAMES)
    assert all(isinstance(value(row, name), str | int | float | bool | None) for row in ROWS for name in NAMES)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("max_steps", "auto"),
        ("probe_every", "auto"),
        ("clip", "off"),
        ("sharpness_every", "off"),
        ("seed", "0"),
        ("slope", "0"),
        ("seconds", "0 s"),
    ],
)
def test_a_zero_that_is_no_number_is_a_word(name: str, text: str) -> None:
    assert value_text(name, 0.0) == text
    if name in ("max_steps", "probe_every", "clip", "sharpness_every"):
        assert value_text(name, 3) == "3"
