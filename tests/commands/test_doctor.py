"""What `doctor` says, and every command on a machine without an engine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from explorer.cli import app
from explorer.commands import checks
from explorer.commands.checks import Check
from explorer.engine.installed import INSTALL, PACKAGES
from explorer.engine.worker import NO_ENGINE
from tests.commands import without_engine

ROOT = Path(__file__).resolve().parents[2]
NEEDING = (
    "train resnet-8", "resume x", "fork x --step 1", "sweep controls", "describe resnet-8",
    "analyze lesion --network resnet-8", "analyze --list", "data", "data show digits", "data fetch cifar-10",
    "lessons check", "serve",
)  # fmt: skip
WITHOUT = ("--version", "runs", "lessons", "store check", "store compact", "doctor")


def test_without_an_engine_the_window_opens_and_commands_say_what_to_type(runs_dir: Path) -> None:
    assert without_engine.PACKAGES == PACKAGES
    told = subprocess.run(
        [sys.executable, without_engine.__file__, str(runs_dir), *NEEDING, *WITHOUT],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = json.loads(told.stdout.splitlines()[-1])
    by_command = dict(zip((*NEEDING, *WITHOUT), found["commands"], strict=True))
    for line in NEEDING:
        status, words = by_command[line]
        assert status == 2, line
        assert len(words.splitlines()) == 1, words
        assert words.strip().endswith(f"Type: {INSTALL}"), line
    assert {line: by_command[line][0] for line in WITHOUT} == dict.fromkeys(WITHOUT, 0), by_command
    assert found["window"] == {"message": NO_ENGINE, "connect": True}


def test_doctor_tells_what_is_there(runs_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = CliRunner().invoke(app, ["--runs-dir", str(runs_dir), "doctor", "--json"])
    found = {check["name"]: check for check in json.loads(told.stdout)}
    assert set(found) == {
        "program",
        "Python",
        "system",
        "Qt",
        "window",
        "PyTorch",
        "device",
        "runs",
        "data",
        "log",
        "key",
    }
    assert sys.executable in found["Python"]["found"]
    assert str(runs_dir) in found["runs"]["found"]
    assert "GB free" in found["runs"]["found"]
    assert told.exit_code == any(check["state"] == "problem" for check in found.values())

    wrong = Check("device", "CPU · 1 thread", "problem", "Install one for CUDA: pip install …")
    monkeypatch.setattr(checks, "_engine", lambda: iter([wrong]))
    told = CliRunner().invoke(app, ["--runs-dir", str(runs_dir), "doctor"])
    assert told.exit_code == 1
    assert "✗ device     CPU · 1 thread\n             Install one for CUDA: pip install …" in told.stdout


def test_doctor_asks_an_engine(runs_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("explorer.commands.doctor.checks", lambda _folder: iter(()))
    wrong = CliRunner().invoke(app, ["doctor", "--connect", "here:there"])
    assert wrong.exit_code == 2
    assert "allowed: HOST:PORT" in wrong.stderr
    told = CliRunner().invoke(app, ["doctor", "--connect", "localhost:1", "--key-file", str(tmp_path / "none")])
    assert told.exit_code == 1
    assert "✗ engine at localhost:1 not asked\n" in told.stdout
    assert "cannot be read" in told.stdout
