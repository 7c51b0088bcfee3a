"""Telling living processes from dead ones."""

from __future__ import annotations

import os
import platform
import subprocess
import sys

import pytest

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


@pytest.mark.parametrize("token", ["", "x", "a|b|c"])
def test_no_token_is_nobody(token: str) -> None:
    assert not alive(token)
