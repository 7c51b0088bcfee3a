"""A user's own model in the engine: looked at beside everything else, trained, and told of where it fails."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from textwrap import dedent

from explorer.engine.commands import Describe, Inspect, Order, Train
from explorer.engine.events import Described, DescribeFailed, Inspected
from explorer.own.source import Source, locate
from explorer.own.trust import trust
from explorer.runs.spec import NetworkSpec
from tests.engine.conftest import Engine, ended, order, started
from tests.own.misbehaving import MOODY

NET = (
    dedent("""
    import torch
    from torch import nn

    class Net(nn.Module):
        def __init__(self, in_channels, num_classes):
            super().__init__()
            self.stem = nn.Conv2d(in_channels, 4, 3, padding=1)
            self.conv = nn.Conv2d(4, 4, 3, padding=1)
            self.fc = nn.Linear(4, num_classes)
        def forward(self, x):
            x = self.stem(x)
            x = x + self.conv(x)
            return self.fc(x.mean((2, 3)))
""")
    + MOODY
)


def opened(folder: Path, code: str = NET, *, agree: bool = True) -> Source:
    (folder / "net.py").write_text(dedent(code))
    source = locate("net.py", folder)
    if agree:
        trust(source)
    return source


def own(source: Source, name: str = "Net") -> NetworkSpec:
    return NetworkSpec(name=name, source=source.source, digest=source.digest, init="own")


def training(run_id: str, network: NetworkSpec) -> Order:
    made = order(run_id)
    return replace(made, spec=replace(made.spec, network=network))


def test_looking_drawing_and_training(engine: Engine, tmp_path: Path) -> None:
    source = opened(tmp_path)
    engine.send(Inspect(5, source.source, source.digest), Describe(6, own(source), "digits"))
    (found,) = engine.until_kind(Inspected)
    assert isinstance(found, Inspected)
    assert (found.token, [c.name for c in found.candidates]) == (5, ["Net", "Moody"])
    (drawn,) = engine.until_kind(Described)
    assert isinstance(drawn, Described)
    assert (drawn.token, drawn.graph.input_shape, len(drawn.graph.enabled)) == (6, (1, 8, 8), 1)
    engine.send(Train((training("own-a", own(source)), training("own-b", replace(own(source), skips="off")))))
    events = engine.until_ended("own-a", "own-b")
    assert {ended(events, run_id).outcome.status for run_id in ("own-a", "own-b")} == {"completed"}
    assert started(events, "own-a").graph.calls == drawn.graph.calls


def test_a_model_that_fails_while_it_trains_ends_its_run_alone(engine: Engine, tmp_path: Path) -> None:
    source = opened(tmp_path)
    engine.send(Train((training("moody", own(source, "Moody")), order("steady"))))
    events = engine.until_ended("moody", "steady")
    end = ended(events, "moody")
    assert end.outcome.status == "failed"
    assert end.outcome.steps == 5  # a probe runs forward as well, and puts back what the model counts
    for words in ("RuntimeError: no more", "net.py, line 24"):
        assert words in end.outcome.message
    assert ended(events, "steady").outcome.status == "completed"


def test_what_was_not_agreed_to_or_has_changed_is_refused(engine: Engine, tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    source = opened(tmp_path, f"open({os.fspath(mark)!r}, 'w')", agree=False)
    engine.send(Inspect(1, source.source, source.digest), Describe(2, own(source), "digits"))
    engine.send(Train((training("refused", own(source)),)))
    events = engine.until(lambda seen: len(seen) == 3)
    messages = {type(e): e.message for e in events if isinstance(e, Inspected | DescribeFailed)}
    assert len(messages) == 2
    for message in (*messages.values(), ended(events, "refused").outcome.message):
        assert "not trusted" in message
    opened(tmp_path)
    engine.send(Describe(3, own(source), "digits"))
    (changed,) = engine.until_kind(DescribeFailed)
    assert isinstance(changed, DescribeFailed)
    assert "has changed since it was opened" in changed.message
    assert not mark.exists()


def test_others_are_answered_while_a_model_takes_its_time(engine: Engine, tmp_path: Path) -> None:
    source = opened(tmp_path)
    engine.send(Inspect(1, source.source, source.digest), Describe(2, NetworkSpec(name="resnet-8"), "digits"))
    first, second = engine.until(lambda seen: len(seen) == 2)
    assert isinstance(first, Described)
    assert isinstance(second, Inspected)
