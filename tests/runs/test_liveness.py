"""Telling living processes from dead ones."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from explorer.runs import liveness
from explorer.runs.liveness import alive, own_token


def test_this_process_is_alive() -> None:
    assert alive(own_token())


def test_a_process_that_ended_is_not() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", "from explorer.runs.liveness import own_token; print(own_token())"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert not alive(ended.stdout.strip())


@pytest.mark.skipif(sys.platform != "linux", reason="start times are known on Linux only")
def test_a_later_process_of_the_same_number_is_not_the_writer() -> None:
    host, pid, started = own_token().rsplit("|", 2)
    assert not alive(f"{host}|{pid}|{int(started) - 1}")


@pytest.mark.skipif(sys.platform != "linux", reason="zombies are told on Linux only")
def test_a_zombie_is_dead() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", "from explorer.runs.liveness import own_token; print(own_token(), flush=True)"],
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        token = child.stdout.readline().strip()
        assert child.stdout.read() == ""  # its end closed the pipe; it stays a zombie until it is waited for
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)  # until it has ended, and leave it a zombie
        assert not alive(token)


def test_a_process_of_another_machine_is_taken_to_be_alive() -> None:
    assert alive(f"{platform.node()}-else|1|1")


@pytest.mark.parametrize("token", ["", "x", "a|b|c", f"{platform.node()}|-1|1", "4711|1", None, 7, b"a|1|1"])
def test_no_token_is_nobody(token: object) -> None:
    assert not alive(token)


def test_the_name_of_a_machine_may_hold_the_separator() -> None:
    assert alive("a|b|1|1")


def test_without_a_start_time_the_number_decides() -> None:
    """As where the system does not tell when a process began."""
    here = platform.node()
    assert alive(f"{here}|{os.getpid()}|")
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    assert not alive(f"{here}|{ended.pid}|")


def stat_of(folder: Path, line: str, boot: int = 1_700_000_000) -> str:
    """A /proc with process 7."""
    (folder / "7").mkdir(parents=True)
    (folder / "7" / "stat").write_text(f"{line}\n")
    (folder / "7" / "status").write_text("State:\tS\n")
    (folder / "stat").write_text(f"cpu 0\nbtime {boot}\n")
    return str(folder)


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
@pytest.mark.parametrize(
    ("line", "started"),
    [
        (f"7 (a b) c) S {' '.join(map(str, range(4, 53)))}", "22"),  # field 22 of proc(5); field 2 may hold anything
        (f"7 (x) Z {' '.join(map(str, range(4, 53)))}", ""),
        (f"7 (x) X {' '.join(map(str, range(4, 53)))}", ""),
    ],
)
def test_the_start_time_is_field_22(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, started: str) -> None:
    monkeypatch.setattr("psutil.PROCFS_PATH", stat_of(tmp_path / "proc", line), raising=False)
    assert liveness._started(7) == started


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
def test_a_clock_that_is_set_leaves_processes_alive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line = f"7 (x) S {' '.join(map(str, range(4, 53)))}"
    found = []
    for boot in (1_700_000_000, 1_700_086_400):
        folder = stat_of(tmp_path / str(boot), line, boot)
        monkeypatch.setattr("psutil.PROCFS_PATH", folder, raising=False)
        found.append(liveness._started(7))
    assert found[0] == found[1] == "22"
