"""A model of the user's own goes on as it was, with what its code keeps; where that cannot be kept, it says so."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from explorer.own.source import locate
from explorer.own.trust import trust
from explorer.paths import TRUST_VARIABLE
from explorer.recording.continuing import resuming
from explorer.runs.spec import NetworkSpec, RunSpec
from explorer.runs.store import RunStore
from explorer.training import Session
from explorer.training.checkpoint_file import CheckpointError
from tests.recording.test_continuing import TRAINING, ended, resumed, same

CODE = dedent("""
    import random
    import torch
    from torch import nn

    class Keeping(nn.Module):
        def __init__(self, channels):
            super().__init__()
            self.register_buffer("hidden", torch.zeros(channels, 1, 1), persistent=False)
            self.seen = torch.zeros(1)
            self.calls = 0
            self.history = HISTORY
        def forward(self, x):
            if self.training:
                self.calls += 1
                self.seen += x.detach().mean()
                self.hidden.mul_(0.9).add_(x.detach().mean((0, 2, 3)).view(-1, 1, 1))
                x = x * (1 + 0.01 * random.random() + 0.001 * self.calls) + 0.01 * self.seen + 0.01 * self.hidden
                NOTE
            return x

    class Net(nn.Module):
        def __init__(self, in_channels, num_classes):
            super().__init__()
            self.stem = nn.Conv2d(in_channels, 4, 3, padding=1)
            self.norm = nn.BatchNorm2d(4)
            self.keeping, self.drop = Keeping(4), nn.Dropout(0.3)
            self.fc = nn.Linear(4, num_classes)
        def forward(self, x):
            x = self.keeping(self.norm(self.stem(x)).relu())
            return self.fc(self.drop(x.mean((2, 3))))
""")


def spec_of(folder: Path, monkeypatch: pytest.MonkeyPatch, history: str, note: str) -> RunSpec:
    monkeypatch.chdir(folder)
    monkeypatch.setenv(TRUST_VARIABLE, str(folder / "trusted.json"))
    (folder / "net.py").write_text(CODE.replace("HISTORY", history).replace("NOTE", note))
    source = locate("net.py:Net", folder)
    trust(source)
    network = NetworkSpec(
        name="Net", source=source.source, digest=source.digest, init="own", input_shape=(1, 8, 8), classes=10
    )
    return RunSpec(network=network, training=TRAINING)


def test_what_its_code_keeps_as_tensors_and_numbers_goes_on(
    store: RunStore,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spec = spec_of(tmp_path, monkeypatch, "None", "pass")
    whole = ended(store, "whole", spec)
    ended(store, "again", spec, steps=4)
    same(store, whole, resumed(store, "again"))


def test_what_cannot_be_kept_is_said(
    store: RunStore,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spec = spec_of(tmp_path, monkeypatch, "[]", "self.history.append(self.calls)")
    ended(store, "again", spec, steps=4)
    beginning = resuming(store, "again")
    with pytest.raises(CheckpointError, match=r"Your model keeps state .*\(keeping\.history\).* Train it again"):
        Session(beginning.spec, start=beginning.start)
    assert store.rows()[0].status == "interrupted"
