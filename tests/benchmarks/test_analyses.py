"""What analyses cost on one CPU thread."""

from __future__ import annotations

import pytest
import torch

from explorer.analyses.analysis_registry import ANALYSES, carry_out
from explorer.analyses.subject import Subject
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from tests.benchmarks.clocks import cost_ms
from tests.benchmarks.figures import deep, judge, sized


@pytest.mark.parametrize(
    ("analysis", "depth", "given"),
    [
        ("landscape", 20, {"points": sized(11, 3), "images": sized(512, 16), "lines": sized(3, 1)}),
        ("lesion", 56, {}),
    ],
    ids=["landscape-20", "lesion-56"],
)
def test_takes_at_most_a_minute_on_digits(analysis: str, depth: int, given: dict[str, int]) -> None:
    torch.set_num_threads(1)
    name = f"resnet-{deep(depth, 8)}"
    subject = Subject(RunSpec(network=NetworkSpec(name=name), training=TrainingSpec(device="cpu")))
    spent = cost_ms(lambda: carry_out(ANALYSES[analysis], subject, given, lambda share: None), rounds=1)
    judge(f"{analysis} of {name} on digits, width 16", spent / 1e3, most=60, unit="s")
