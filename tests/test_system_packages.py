"""Who installs Qt's system libraries, and who is only told of them."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from explorer import qtcheck, system_packages

PACKAGES = {"libegl1": "libEGL.so.1", "libgl1": "libGL.so.1"}


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PATH with an apt-get and a sudo that write down how they were called."""
    for name in ("apt-get", "sudo"):
        program = tmp_path / name
        program.write_text(f'#!/bin/sh\necho {name} "$@" >> {tmp_path}/calls\n')
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return tmp_path


def _installs(commands: list[list[str]]) -> list[str]:
    return [" ".join(command[-len(PACKAGES) :]) for command in commands if "install" in command]


@pytest.mark.parametrize(("root", "first"), [(True, "apt-get"), (False, "sudo")])
@pytest.mark.parametrize(("answer", "agreed"), [("", True), ("y", True), ("n", False), ("what?", False)])
@pytest.mark.usefixtures("programs")
def test_a_terminal_is_asked_once(monkeypatch, root: bool, first: str, answer: str, agreed: bool) -> None:
    asked: list[str] = []
    monkeypatch.setattr("builtins.input", lambda text: asked.append(text) or answer)
    commands = system_packages.offer(PACKAGES, root=root, terminal=True)
    assert len(asked) == 1
    assert _installs(commands) == (["libegl1 libgl1"] if agreed else [])
    assert {command[0] for command in commands} == ({first} if agreed else set())


def test_root_without_a_terminal_installs_at_once_and_others_do_not(programs) -> None:
    assert _installs(system_packages.offer(PACKAGES, root=True, terminal=False)) == ["libegl1 libgl1"]
    assert system_packages.offer(PACKAGES, root=False, terminal=False) == []


def test_where_nothing_is_missing_or_there_is_no_apt_nothing_is_asked(programs, monkeypatch, tmp_path) -> None:
    monkeypatch.setattr("builtins.input", lambda text: pytest.fail("asked"))
    assert system_packages.offer({}, root=True, terminal=True) == []
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    assert system_packages.offer(PACKAGES, root=True, terminal=True) == []


def test_the_commands_are_run(programs, monkeypatch) -> None:
    monkeypatch.setattr(qtcheck, "missing_packages", lambda: PACKAGES)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    system_packages.main()
    calls = (programs / "calls").read_text().splitlines()
    assert calls[0].endswith("update")
    assert calls[1].endswith("libegl1 libgl1")


def test_a_python_that_cannot_make_a_virtual_environment_is_completed(programs, monkeypatch) -> None:
    """Debian's python3 comes without ensurepip."""
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    system_packages.main(["venv"])
    assert not (programs / "calls").exists(), "this Python is complete"
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    system_packages.main(["venv"])
    calls = (programs / "calls").read_text().splitlines()
    assert calls[1].endswith(f" python{sys.version_info.major}.{sys.version_info.minor}-venv")


def test_it_runs_before_anything_is_installed() -> None:
    """The Makefile calls it with the Python that makes the virtual environment."""
    root = Path(__file__).resolve().parents[1]
    command = [sys.executable, "-S", "-m", "explorer.system_packages", "venv"]  # -S: no installed packages
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_without_a_screen_the_libraries_of_every_platform_are_needed() -> None:
    def load(name: str) -> object:
        raise OSError(name)

    assert qtcheck.missing_packages({}, load) == qtcheck.EVERY_PLATFORM
    assert set(qtcheck.missing_packages({"DISPLAY": ":0"}, load)) > set(qtcheck.EVERY_PLATFORM)
