"""NaN in the first step is traced to the layer that gives it, forward or backward."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from explorer.own.source import locate
from explorer.own.trust import trust
from explorer.paths import TRUST_VARIABLE
from explorer.runs.snapshot import Outcome
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.training import Session, train

NET = """
    import torch
    from torch import nn

    class Net(nn.Module):
        def __init__(self, in_channels=1, num_classes=10):
            super().__init__()
            self.stem = nn.Conv2d(in_channels, 4, 3, padding=1)
            self.conv = nn.Conv2d(4, 4, 3, padding=1)
            self.fc = nn.Linear(4, num_classes)
            {init}
        def forward(self, x):
            x = self.stem(x)
            x = x + self.conv(x)
            x = x.mean((2, 3))
            {forward}
            return self.fc(x)
"""
CASES = {  # what is written → which pass, what is named
    "logarithm": ("pass", "x = (x - x.abs() - 1).log()", "forward", "log (log)"),
    "division": ("pass", "x = x / (x - x)", "forward", "truediv (div"),
    "layer": ("self.conv.weight.data.fill_(3e38)", "pass", "forward", "conv (conv)"),
    "weights": ("self.conv.weight.data[0] = float('nan')", "pass", "forward", "the initial weights conv.weight"),
    "root": ("pass", "x = x + (x - x).abs().sqrt()", "backward", "sqrt (sqrt)"),
    "scores": ("self.fc.weight.data.fill_(3e38)", "x = x.abs() + 9", "forward", "fc (linear)"),
}


@pytest.fixture
def outcome(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Trains a network and gives its outcome."""
    monkeypatch.setenv(TRUST_VARIABLE, str(tmp_path / "trusted.json"))

    def trained(init: str, forward: str, **training) -> Outcome:
        (tmp_path / "net.py").write_text(dedent(NET.format(init=init, forward=forward)))
        source = locate("net.py", tmp_path)
        trust(source)
        network = NetworkSpec(name="Net", source=source.source, digest=source.digest, init="own")
        run = Session(RunSpec(network=network, training=TrainingSpec(device="cpu", batch_size=256, **training)))
        assert all(True for _ in train(run, lambda waiting: waiting >= 3))
        assert run.outcome is not None
        return run.outcome

    return trained


@pytest.mark.parametrize("case", CASES)
def test_the_first_layer_is_named(case: str, outcome) -> None:
    init, forward, way, what = CASES[case]
    found = outcome(init, forward)
    assert found.status == "diverged"
    assert f"In the {way} pass of step 0" in found.message
    assert f"comes from {what}" in found.message
    assert "Lower the learning rate" not in found.message
    assert "No learning rate changes step 0" in found.message


def test_a_learning_rate_that_is_too_high_is_not_blamed_on_a_layer(outcome) -> None:
    found = outcome("pass", "pass", lr=1000.0, epochs=40, optimizer="sgd")
    assert found.status == "diverged"
    assert "Lower the learning rate" in found.message
    assert "comes from" not in found.message
