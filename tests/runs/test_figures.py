"""Figures are written in one way."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import explorer
from explorer.runs.figures import percent, step_range

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
