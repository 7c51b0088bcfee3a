"""A process of its own runs a user's code first: endless, crashing and vanishing code become messages."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from explorer.engine import own_asking as asking
from explorer.engine.own_asking import inspect, look
from explorer.own.own_model_error import OwnModelError
from explorer.runs.spec import NetworkSpec
from tests.own.conftest import Write
from tests.own.files import GOOD


def test_what_is_there_and_what_it_looks_like(write: Write) -> None:
    source = write(GOOD["class"].code + "\n        input()\n".replace("input()", "import sys; sys.stdin.read()"))
    found = inspect(source.source, source.digest)
    assert [(c.name, bool(c.problem)) for c in found] == [("Net", False), ("Block", True)]
    graph = look(NetworkSpec(name="Net", source=source.source, digest=source.digest, classes=4, init="own")).graph
    assert (graph.name, graph.classes, len(graph.enabled)) == ("Net", 4, 2)


ENDINGS = {
    "endless": ("x = 1\nwhile True:\n    x += 1\n", ("did not finish within 0.3 s", "net.py, line", "endless loop")),
    "vanishing": ("import os\nos._exit(7)\n", ("the model's process exited (status 7)", "os._exit")),
    "crashing": ("import ctypes\nctypes.string_at(0)\n", ("crashed Python", "Segmentation fault", "line 2: ctypes")),
    "greedy": ("x = bytearray(1 << 45)\n", ("failed during import", "MemoryError", "line 1")),
}


@pytest.mark.parametrize("name", ENDINGS)
def test_code_that_does_not_come_back(write: Write, name: str) -> None:
    code, words = ENDINGS[name]
    source = write(code)
    with pytest.raises(OwnModelError) as failure:
        inspect(source.source, source.digest, limit=0.3 if name == "endless" else 20.0)
    for word in words:
        assert word in str(failure.value)


def test_the_group_is_ended_while_its_number_is_still_its_own(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a process is reaped its number, and its group's, may be another's."""
    ended: list[int] = []

    def killpg(group: int, number: int) -> None:
        os.kill(group, 0)  # ProcessLookupError where it has been reaped
        ended.append(group)

    monkeypatch.setattr(os, "killpg", killpg)
    source = write("x = 1")
    inspect(source.source, source.digest)
    (group,) = ended
    with pytest.raises(ProcessLookupError):
        os.kill(group, 0)


def test_it_goes_when_nobody_waits_any_more_and_takes_its_children_along(write: Write, tmp_path: Path) -> None:
    """An engine that is killed leaves no probe behind."""
    pids = tmp_path / "pid"
    source = write(f"import os, time\nopen({str(pids)!r}, 'w').write(str(os.getpid()))\nwhile True: time.sleep(1)\n")
    asker = subprocess.Popen(
        [sys.executable, "-c",
         f"from explorer.engine.own_asking import inspect; inspect({source.source!r}, {source.digest!r})"],
    )  # fmt: skip
    _until(lambda: pids.exists() and pids.read_text().isdigit())
    asker.kill()
    asker.wait()
    _until(lambda: not _alive(int(pids.read_text())))


def test_a_probe_that_outlives_its_limit_is_ended(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "_START_SECONDS", 0.0)
    source = write("")
    with pytest.raises(OwnModelError, match=r"did not finish within 0\.1 s"):
        inspect(source.source, source.digest, limit=0.1)


def test_nothing_runs_without_consent(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "Popen", lambda *args, **more: pytest.fail("a process was started"))
    source = write("x = 1", agree=False)
    with pytest.raises(OwnModelError, match="not trusted"):
        inspect(source.source, source.digest)
    with pytest.raises(OwnModelError, match="not trusted"):
        look(NetworkSpec(name="Net", source=source.source, digest=source.digest))


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not (stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z")


def _until(done, seconds: float = 30.0) -> None:
    """Wait without sleeping: for something that another process does."""
    event = threading.Event()
    for _ in range(int(seconds / 0.02)):
        if done():
            return
        event.wait(0.02)
    raise AssertionError("it did not happen")
