"""The boundary of all commands: one line, a status, and the rest in the log."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from explorer import cli
from explorer.paths import LOGS_DIR_VARIABLE
from explorer.runs.store import RunStore
from explorer.training.stepper import Stepper

pytestmark = pytest.mark.logs


@pytest.fixture(autouse=True)
def logs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(LOGS_DIR_VARIABLE, str(tmp_path / "logs"))
    return tmp_path / "logs" / "commands.log"


@pytest.mark.parametrize("error", [KeyError("gate"), SystemExit(4), AssertionError(), GeneratorExit(), MemoryError()])
@pytest.mark.parametrize(
    ("target", "arguments"),
    [
        ("explorer.commands.describe._graph", ("describe", "plain-8")),
        ("explorer.commands.options.folder_of", ("runs",)),
        ("explorer.datasets.dataset_registry.DATASETS", ("data",)),
    ],
    ids=["describe", "runs", "data"],
)
def test_what_nobody_foresaw_is_a_line(
    target: str, arguments: tuple[str, ...], error: BaseException, logs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken:
        """Raises, called or iterated."""

        def __call__(self, *_: object, **__: object) -> None:
            raise error

        __iter__ = __call__

    monkeypatch.setattr(target, Broken())
    result = CliRunner().invoke(cli.app, arguments)
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert result.stderr.startswith(f"residual-explorer: Unexpected error: {type(error).__name__}")
    assert len(result.stderr.splitlines()) == 1
    assert str(logs) in result.stderr
    assert "Traceback" in logs.read_text()


def test_help_whose_reader_is_gone_ends_in_silence(logs: Path) -> None:
    """As in `train --help | head -1`."""
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "explorer", "describe", "--help"]
    told = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write)
    assert told.returncode == 1
    assert told.stderr == ""
    assert not logs.exists() or "Traceback" not in logs.read_text()


def test_a_run_that_fails_is_kept_as_failed(runs_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = Stepper.step, []

    def step(*given: object) -> object:
        calls.append(1)
        if len(calls) == 3:
            raise SystemExit("a user's code leaves")
        return real(*given)

    monkeypatch.setattr(Stepper, "step", step)
    small = ("resnet-8", "--width", "2", "--batch-size", "256", "--epochs", "1", "--runs-dir", str(runs_dir))
    result = CliRunner().invoke(cli.app, ("train", *small))
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert "SystemExit: a user's code leaves" in result.stdout
    store = RunStore(runs_dir)
    (row,) = store.rows()
    store.close()
    assert (row.status, row.outcome.steps) == ("failed", 2)


def test_help_and_wrong_arguments_are_typers_own() -> None:
    assert CliRunner().invoke(cli.app, ["--help"]).exit_code == 0
    wrong = CliRunner().invoke(cli.app, ["describe", "--no-such-option"])
    assert wrong.exit_code == 2
    assert "Unexpected error" not in wrong.stderr
