"""What a step waits for, on plain data."""

from __future__ import annotations

from typing import Any

import pytest

from explorer.experiments.run_options import run_from
from explorer.lessons.conditions import Facts, SideFacts, holds
from explorer.lessons.steps import WaitStep

NO_NORM = run_from("resnet-8", {"norm": "none", "lr": 0.02, "skips": "on", "at": "9: all = 0"})


def _facts(instrument: str = "", **known: Any) -> Facts:
    return Facts(sides={"A": SideFacts(spec=NO_NORM, **known)}, instrument=instrument)


@pytest.mark.parametrize(
    ("wait", "yes", "no"),
    [
        ({"until": "run-started"}, {"status": "running", "steps": 1}, {"status": "running"}),
        ({"until": "run-ended"}, {"status": "diverged"}, {"status": "running", "steps": 9}),
        ({"until": "step", "step": 9}, {"status": "running", "steps": 9}, {"status": "running", "steps": 8}),
        ({"until": "skip-off"}, {"gates": {"skip1": 0.0, "skip2": 1.0}}, {"gates": {"skip1": 0.5}}),
        ({"until": "all-skips-on"}, {"gates": {"skip1": 1.0}}, {}),
        ({"until": "gate-moved"}, {"moved": 1}, {"gates": {"skip1": 0.0}}),
        ({"until": "analysis", "analysis": "lesion"}, {"analyses": frozenset({"lesion"})}, {}),
        ({"until": "verdict", "verdict": "vanishing"}, {"verdicts": frozenset({"vanishing"})}, {}),
        ({"until": "instrument", "instrument": "zero-share"}, {"instrument": "zero-share"}, {}),
    ],
)
def test_a_condition(wait: dict[str, Any], yes: dict[str, Any], no: dict[str, Any]) -> None:
    step = WaitStep(title="t", text="x", **wait)
    assert holds(step, _facts(**yes))
    assert not holds(step, _facts(**no))
    assert not holds(step, Facts(sides={}))


@pytest.mark.parametrize(
    ("setting", "so"),
    [
        ({"norm": "none", "lr": 0.02}, True),
        ({"network": "resnet-8"}, True),
        ({"family": "resnet", "depth": 8, "skips": "on"}, True),
        ({"at": "9: all = 0"}, True),
        ({"norm": "batch"}, False),
        ({"norm": "none", "lr": 0.1}, False),
        ({"skips": "skip1"}, False),
    ],
)
def test_settings(setting: dict[str, Any], so: bool) -> None:
    assert holds(WaitStep(title="t", text="x", until="setting", setting=setting), _facts()) is so
