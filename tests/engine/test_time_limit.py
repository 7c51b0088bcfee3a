"""A user's model that does not return when it is looked at: interrupted in Python, told where that cannot be."""

from __future__ import annotations

import importlib.util
import queue
import threading
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import pytest

from explorer.engine.active_run import ActiveRun
from explorer.engine.commands import Look, Watch
from explorer.engine.events import Event, Watched, WatchFailed
from explorer.engine.live_film import LiveFilm
from explorer.engine.still_film import StillFilm
from explorer.engine.time_limit import RESTARTED, NoReturnError, TimeLimit, limited
from explorer.looks import FromTest
from explorer.own import code_places
from explorer.own.source import locate
from explorer.own.trust import trust
from explorer.paths import TRUST_VARIABLE
from explorer.random_state import lent
from explorer.runs.spec import NetworkSpec, RunSpec

PATIENCE = 60.0
SPIN = """
def spin():
    try:
        while True:
            pass
    except Exception:
        spin()

def wait(event):
    event.wait()
"""
NET = """
from pathlib import Path
from torch import nn

class Net(nn.Sequential):
    def __init__(self):
        while Path({flag!r}).exists():
            pass
        super().__init__(nn.Flatten(), nn.Linear(64, 10))
"""


@pytest.fixture
def own(tmp_path: Path) -> ModuleType:
    """Code that counts as a user's."""
    path = tmp_path / "spinning.py"
    path.write_text(SPIN)
    code_places.remember(path, (tmp_path,))
    found = importlib.util.spec_from_file_location("spinning", path)
    assert found is not None
    assert found.loader is not None
    made = importlib.util.module_from_spec(found)
    found.loader.exec_module(made)
    return made


def never(why: str) -> None:
    pytest.fail(why)


def test_code_that_does_not_return_is_interrupted_and_named(own: ModuleType) -> None:
    told = pytest.raises(NoReturnError, match=r"spinning\.py, line \d+: .*; no response for 0.05 s")
    with told, limited(never, 0.05, PATIENCE):
        own.spin()


def test_the_programs_own_code_may_take_longer_and_nothing_comes_later() -> None:
    with limited(never, 0.0, 0.0):
        total = sum(range(3_000_000))
    assert total


def test_code_that_cannot_be_interrupted_is_told(own: ModuleType) -> None:
    told: queue.Queue[str] = queue.Queue()
    free = threading.Event()

    def end(why: str) -> None:
        told.put(why)
        free.set()

    with pytest.raises(NoReturnError), limited(end, 0.05, 0.05):
        own.wait(free)
    assert "spinning.py, line " in told.get(timeout=PATIENCE)


def test_a_look_at_a_run_that_does_not_return_ends_the_looks_at_it(own: ModuleType) -> None:
    class Run:
        run_id, active, halfway, steps, moment = "a", True, False, 0, (0, ())

        def look(self, act: Callable[..., Any]) -> object:
            return own.spin()

    posted: list[Event] = []
    film = LiveFilm(posted.append, TimeLimit(posted.append, lambda: never("the engine"), 0.05))
    runs = [cast(ActiveRun, Run())]
    spec = RunSpec(network=NetworkSpec(name="Net", source="net.py"))
    film.take(Watch(1, FromTest(0), (Look("A", spec, "a", live=True),)), runs)
    film.look(runs, at_once=True)
    (failed,) = posted
    assert isinstance(failed, WatchFailed)
    assert "does not return: spinning.py" in failed.message
    assert RESTARTED not in failed.message


def test_a_model_that_does_not_return_stalls_no_later_image(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TRUST_VARIABLE, str(tmp_path / "trusted.json"))
    flag = tmp_path / "hang"
    flag.touch()
    (tmp_path / "net.py").write_text(NET.format(flag=str(flag)))
    source = locate("net.py", tmp_path)
    trust(source)
    spec = RunSpec(network=NetworkSpec(name="Net", source=source.source, digest=source.digest, init="own"))
    found: queue.Queue[Event] = queue.Queue()
    desk = StillFilm(found.put, tmp_path, TimeLimit(found.put, lambda: never("the engine"), 0.2))
    desk.ask(Watch(1, FromTest(0), (Look("A", spec),)))
    failed = found.get(timeout=PATIENCE)
    assert isinstance(failed, WatchFailed)
    assert failed.message.startswith("Your model's code does not return: net.py, line ")
    with lent():  # training would wait here
        flag.unlink()
    desk.ask(Watch(2, FromTest(0), (Look("A", spec),)))
    assert isinstance(found.get(timeout=PATIENCE), Watched)
