"""`residual-explorer sweep` as the shell sees it: killed on the way, interrupted, and gone on with."""

from __future__ import annotations

import itertools
import signal
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from explorer import cli
from explorer.experiments.queue import QueueWorker
from explorer.runs.store import RunStore
from tests.warm import Command

FILE = """
name = "small"
pairs = true
[fixed]
network = "plain-8"
width = 1
batch_size = 500
epochs = 3
device = "cpu"
[vary]
seed = [0, 1]
"""


def killed_after(line: str, arguments: tuple[str, ...]) -> int | None:
    """Start the command line in a process of its own and kill it once it has told a line; its exit status."""
    with Command(*arguments) as process:
        for told in process.stderr:
            if line in told:
                process.send_signal(signal.SIGKILL)
                break
        process.communicate()
        return process.returncode


def interrupted_after(steps: int, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> Result:
    """The command in this process, with Ctrl-C after so many steps of the queue."""
    count, step = itertools.count(1), QueueWorker.step

    def counted(worker: QueueWorker) -> bool:
        if next(count) == steps:
            signal.raise_signal(signal.SIGINT)
        return step(worker)

    with monkeypatch.context() as patched:
        patched.setattr(QueueWorker, "step", counted)
        return CliRunner().invoke(cli.app, list(arguments))


def test_a_sweep_that_is_killed_and_interrupted_ends_as_one_that_was_not(
    runs_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "small.toml"
    file.write_text(FILE)
    arguments = ("sweep", str(file), "--runs-dir", str(runs_dir))
    assert killed_after("[1/4]", arguments) == -signal.SIGKILL
    result = interrupted_after(5, arguments, monkeypatch)
    assert result.exit_code == 130
    assert "interrupted · " in result.stderr
    assert "Stopped by Ctrl-C or a signal" in result.stderr
    result = CliRunner().invoke(cli.app, list(arguments))
    assert (result.exit_code, result.stdout.partition(",")[0]) == (0, "small: 4 done")
    store = RunStore(runs_dir)
    rows = store.rows()
    assert sorted((row.network, row.settings["seed"]) for row in rows) == [
        (network, seed) for network in ("plain-8", "resnet-8") for seed in (0, 1)
    ]
    assert {(row.status, row.outcome.steps, row.sweep) for row in rows} == {("completed", 9, "small")}
    assert {cell.run_id for cell in store.sweeps.cells("small")} == {row.id for row in rows}
    store.close()
