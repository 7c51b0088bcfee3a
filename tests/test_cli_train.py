"""`residual-explorer train` as the shell sees it: a process of its own, its status, and what it leaves behind."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from explorer.runs.store import RunStore
from tests.warm import Command

SMALL = ("resnet-8", "--width", "2", "--batch-size", "128")


def start(*arguments: str | Path, **more: Any) -> Command:
    """The command in a forked process."""
    return Command("train", *arguments, **more)


def only_row(runs_dir: Path) -> Any:
    store = RunStore(runs_dir)
    (row,) = store.rows()
    history = store.history(row.id)
    weights = store.weights_path(row.id).exists()
    store.close()
    return row, history, weights


def test_a_completed_run(runs_dir: Path, tmp_path: Path) -> None:
    out = tmp_path / "result.json"
    more = ("--epochs", "2", "--name", "my run", "--skips", "1", "--optimizer", "adam", "--seed", "3", "--json", out)
    command = [sys.executable, "-m", "explorer", "train", *map(str, (*SMALL, *more, "--runs-dir", runs_dir))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    stdout, stderr = done.stdout, done.stderr
    assert done.returncode == 0
    line, verdict = stdout.splitlines()
    assert line.startswith("my run on digits: completed after ")
    assert "my run epoch 2/2: loss " in stderr
    data = json.loads(out.read_text())
    row, history, weights = only_row(runs_dir)
    assert weights
    assert (data["status"], data["steps"], data["run_id"]) == ("completed", len(history), row.id)
    assert data["seconds"] > 0
    assert verdict == data["findings"][0]["sentence"]
    assert row.verdict == data["findings"][0]["title"]
    for figure in ("train_loss", "train_accuracy", "test_loss", "test_accuracy"):
        assert data[figure] == getattr(history.epochs[-1], figure) == getattr(row.outcome, figure)
    assert history.spec.to_dict() == json.loads(json.dumps(data["spec"])) | {
        "network": {
            **data["spec"]["network"],
            "skips": ("skip1",),
            "input_shape": (1, 8, 8),
            "files": (),
            "arguments": (),
        },
        "training": {**data["spec"]["training"], "interventions": ()},
    }
    assert (history.spec.training.lr, history.spec.training.seed) == (1e-3, 3)
    assert (row.name, row.skips, len(history.epochs)) == ("my run", "1 of 3 on", 2)


def test_a_diverged_run(runs_dir: Path, tmp_path: Path) -> None:
    out = tmp_path / "result.json"
    with start(
        *SMALL, "--norm", "none", "--lr", "1000", "--epochs", "1", "--json", out, "--runs-dir", runs_dir
    ) as process:
        stdout, _ = process.communicate()
    assert process.returncode == 3
    assert "diverged after " in stdout
    assert json.loads(out.read_text())["status"] == "diverged"
    row, history, _ = only_row(runs_dir)
    assert row.status == "diverged"
    assert len(history) == row.outcome.steps > 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_is_saved(runs_dir: Path, tmp_path: Path, number: signal.Signals) -> None:
    out = tmp_path / "result.json"
    with start(*SMALL, "--epochs", "100000", "--json", out, "--runs-dir", runs_dir) as process:
        for line in process.stderr:
            if "epoch 2/100000" in line:
                process.send_signal(number)
                break
        stdout, stderr = process.communicate()
    assert process.returncode == 130
    assert "interrupted after " in stdout
    assert "Traceback" not in stderr
    row, history, weights = only_row(runs_dir)
    assert (row.status, row.outcome.steps) == ("interrupted", len(history))
    assert len(history.epochs) >= 2
    assert weights
    assert json.loads(out.read_text())["status"] == "interrupted"


def test_a_disk_that_fills_up_keeps_what_was_saved(runs_dir: Path) -> None:
    with start(*SMALL, "--epochs", "100000", "--runs-dir", runs_dir, file_size=300_000) as process:
        stdout, stderr = process.communicate()
    assert (process.returncode, stdout) == (1, "")
    assert f"residual-explorer: The runs file {runs_dir}" in stderr
    assert "Traceback" not in stderr
    row, history, _ = only_row(runs_dir)
    assert row.status == "interrupted"
    assert len(history) == row.outcome.steps > 0


def test_a_full_disk_is_told_before_training(runs_dir: Path) -> None:
    with start(*SMALL, "--runs-dir", runs_dir, file_size=8192) as process:
        stdout, stderr = process.communicate()
    assert (process.returncode, stdout) == (2, "")
    assert f"The runs file {runs_dir}" in stderr
    assert "Traceback" not in stderr
