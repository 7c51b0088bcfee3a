"""Numbers are written in one way."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest

import explorer
from explorer.number_text import figure, percent, power_of_ten, size, step_range, time_elapsed, time_left

HOME = Path(explorer.__file__).parent


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.9731, "97.3 %"), (1.0, "100.0 %"), (0.0, "0.0 %"), (0.457, "45.7 %"), (0.98749, "98.7 %"), (None, "–")],
)
def test_shares(share: float | None, text: str) -> None:
    assert percent(share) == text


@pytest.mark.parametrize(("steps", "text"), [(1, "0–0"), (276, "0–275"), (3001, "0–3,000")])
def test_steps_are_counted_from_0(steps: int, text: str) -> None:
    assert step_range(steps) == text


def test_an_accuracy_is_written_nowhere_else() -> None:
    own = re.compile(r"accurac\w*[^{}]*:\.\d[%f]\}")
    found = [
        f"{file.name}: {line.strip()}"
        for file in sorted(HOME.rglob("*.py"))
        for line in file.read_text("utf-8").splitlines()
        if own.search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.5321, "1.532"), (0.04123, "0.04123"), (26000, "2.60e4"), (0, "0"), (math.nan, "NaN"), (math.inf, "∞"),
        (-math.inf, "−∞"), (4.2e-7, "4.20e−7"), (2345, "2345"), (-1.5, "−1.500"),
    ],
)  # fmt: skip
def test_figure(value, text):
    assert figure(value) == text


def test_power_of_ten():
    assert [power_of_ten(e) for e in (-7, -2, 0, 3, 8)] == ["10⁻⁷", "0.01", "1", "1000", "10⁸"]


def test_times_elapsed():
    assert [time_elapsed(s) for s in (0.0, 12.346, 245, 7390)] == ["0 s", "12.35 s", "4:05", "2:03:10"]


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0 s"), (7.6, "8 s"), (59.6, "1:00 min"), (125, "2:05 min"), (3599.7, "1:00 h"), (12_000, "3:20 h")],
)
def test_times_for_people(seconds, text):
    assert time_left(seconds) == text


@pytest.mark.parametrize(
    ("count", "text"), [(170_498_071, "170 MB"), (26_421_880, "26.4 MB"), (1_500_000_000, "1.5 GB"), (999, "999 B")]
)
def test_bytes(count: int, text: str) -> None:
    assert size(count) == text


def test_times_and_bytes_are_written_nowhere_else() -> None:
    own = re.compile(r"/ (1e6|1_000_000):|// (60|3600)\b|divmod\(.*\b60\)")
    found = {file.name for file in HOME.rglob("*.py") if own.search(file.read_text("utf-8"))}
    assert found == {"number_text.py"}
