"""What analyses cost on one CPU thread."""

from __future__ import annotations

import time

import pytest
import torch
from figures import record

from explorer.analyses.registry import ANALYSES, carry_out
from explorer.analyses.subject import Subject
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec


@pytest.mark.bench
@pytest.mark.parametrize(("analysis", "network", "most"), [("landscape", "resnet-20", 60), ("lesion", "resnet-56", 60)])
def test_takes_at_most_a_minute_on_digits(analysis: str, network: str, most: float) -> None:
    torch.set_num_threads(1)
    subject = Subject(RunSpec(network=NetworkSpec(name=network), training=TrainingSpec(device="cpu")))
    started = time.process_time()
    carry_out(ANALYSES[analysis], subject, {}, lambda share: None)
    seconds = time.process_time() - started
    record(f"{analysis} of {network} on digits, width 16, CPU time", f"{seconds:.1f} s", f"{most} s")
    assert seconds < most
