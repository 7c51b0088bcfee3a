"""Numbers as sentences have them."""

from __future__ import annotations

import math

import pytest

from explorer.analyses.phrases import brief, decimals, has_norms, spread
from explorer.runs.spec import NetworkSpec


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (7.34, "7.3"),
        (160.2, "160"),
        (999.0, "1e3"),
        (1730.0, "1.7e3"),
        (2.8e6, "2.8e6"),
        (0.0123, "0.012"),
        (0.00123, "1.2e-3"),
        (-0.5, "-0.5"),
        (1.0, "1"),
        (0.0, "0"),
        (math.inf, "∞"),
        (math.nan, "not a number"),
    ],
)
def test_brief(number: float, text: str) -> None:
    assert brief(number) == text


@pytest.mark.parametrize(("number", "text"), [(0.824, "0.82"), (-0.04, "−0.04"), (-0.001, "0.00"), (1.0, "1.00")])
def test_decimals(number: float, text: str) -> None:
    assert decimals(number) == text


def test_spread_of_one_is_nothing() -> None:
    assert spread([3.0]) == ""
    assert spread([3.0, 0.5, 1.0]) == " (0.5 to 3)"


def test_which_designs_heed_a_norm() -> None:
    assert has_norms(NetworkSpec(name="plain-20"))
    assert not has_norms(NetworkSpec(name="resnet18"))
    assert not has_norms(NetworkSpec(name="Net", source="net.py"))
