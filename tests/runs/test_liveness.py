"""Telling living processes from dead ones."""

from __future__ import annotations

import os
import platform
import subprocess
import sys

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


def test_without_a_start_time_the_number_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on systems that do not tell when a process began, and for a process of another user."""
    here = platform.node()
    assert alive(f"{here}|{os.getpid()}|")

    def refuse(error: type[OSError]) -> None:
        def kill(pid: int, number: int) -> None:
            assert (pid, number) == (4321, 0), "0 asks and does no harm"
            raise error

        monkeypatch.setattr("explorer.runs.liveness.os.kill", kill)

    refuse(PermissionError)
    assert alive(f"{here}|4321|")
    refuse(ProcessLookupError)
    assert not alive(f"{here}|4321|")


@pytest.mark.parametrize(
    ("line", "started"),
    [
        (f"7 (a b) c) S {' '.join(map(str, range(4, 53)))}", "22"),  # field 22 of proc(5); field 2 may hold anything
        (f"7 (x) Z {' '.join(map(str, range(4, 53)))}", ""),
        (f"7 (x) X {' '.join(map(str, range(4, 53)))}", ""),
    ],
)
def test_the_start_time_is_field_22(monkeypatch: pytest.MonkeyPatch, line: str, started: str) -> None:
    monkeypatch.setattr("explorer.runs.liveness.Path.read_text", lambda path, **how: line)
    assert liveness._started(7) == started
