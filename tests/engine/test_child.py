"""The window's handle on an engine that hangs."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from multiprocessing import Pipe
from types import SimpleNamespace

import pytest

from explorer.engine import child
from explorer.engine.child import EngineChild
from explorer.engine.commands import SetGate


@pytest.fixture
def hanging(monkeypatch: pytest.MonkeyPatch) -> Iterator[EngineChild]:
    """An engine that lives, reads nothing and says nothing."""
    alive, theirs = Pipe()
    here, there = Pipe()
    process = SimpleNamespace(start=lambda: None, sentinel=alive)
    monkeypatch.setattr(
        child,
        "PROCESSES",
        SimpleNamespace(Pipe=lambda: (here, SimpleNamespace(close=lambda: None)), Process=lambda **_: process),
    )
    monkeypatch.setattr(child, "BEAT_SECONDS", 0.01)
    monkeypatch.setattr(child, "SILENT_SECONDS", 0.025)
    yield EngineChild("")
    for end in (there, theirs, alive):
        end.close()


def test_an_engine_that_reads_nothing_never_blocks_who_sends(hanging: EngineChild) -> None:
    for k in range(2000):  # a pipe of Linux holds about 280 of these
        hanging.send(SetGate("run", "skip1", k / 2000))


def test_time_in_which_the_program_was_stopped_too_is_no_silence(
    hanging: EngineChild, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a suspended laptop on Windows, or after Ctrl-Z in its terminal."""
    hours = itertools.count(step=3600)
    monkeypatch.setattr(child, "time", SimpleNamespace(monotonic=lambda: float(next(hours))))
    told = []
    for _ in range(4):
        hanging.wait()
        told.append(hanging.silent)
    assert told == [False, False, True, True]
