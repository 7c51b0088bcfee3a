"""`residual-explorer sweep` in this process: what is trained, told and refused."""

from __future__ import annotations

import json
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

from explorer import cli
from explorer.commands import sweeping
from explorer.commands.failures import Exit
from explorer.commands.sweeping import carry_out
from explorer.experiments.fitting import fitted_plan
from explorer.experiments.planning import planned
from explorer.experiments.sweep_file import read_sweep
from explorer.runs.store import RunStore
from explorer.runs.sweeps import Sweeps

FILE = """
name = "small"
[fixed]
width = 1
batch_size = 700
max_steps = 3
device = "cpu"
[vary]
network = ["plain-8", "resnet-8"]
seed = [0, 1]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "small.toml"
    path.write_text(FILE)
    return path


def call(*arguments: str | Path, status: int = 0) -> Result:
    result = CliRunner().invoke(cli.app, [str(a) for a in arguments])
    assert result.exit_code == status, result.output
    return result


def data(*arguments: str | Path) -> Any:
    return json.loads(call(*arguments).stdout)


def test_the_runs_are_listed_with_their_expected_time_and_nothing_is_stored(file: Path, runs_dir: Path) -> None:
    found = data("sweep", file, "--dry-run", "--json", "--runs-dir", runs_dir)
    assert (found["name"], found["count"]) == ("small", 4)
    assert [run["name"] for run in found["runs"]] == [
        "plain-8, seed 0", "resnet-8, seed 0", "plain-8, seed 1", "resnet-8, seed 1",
    ]  # fmt: skip
    assert found["seconds"] == pytest.approx(sum(run["seconds"] for run in found["runs"]))
    assert found["runs"][0]["seconds"] == found["runs"][2]["seconds"] > 0
    assert found["runs"][3]["spec"]["training"]["seed"] == 1
    assert not runs_dir.exists()


def test_the_results_are_printed_at_the_end_and_again_without_training(file: Path, runs_dir: Path) -> None:
    where = ("--runs-dir", runs_dir)
    first, again = (call("sweep", file, "--table", *where).stdout for _ in range(2))
    done, *table = first.splitlines()
    assert done.startswith("small: 4 done, in ")
    assert table[0] == "| network | seeds | training accuracy | test accuracy | first finding |"
    assert [line.split(" | ")[:2] for line in table[2:]] == [["| plain", "2"], ["| resnet", "2"]]
    assert again.splitlines()[1:] == table
    refused = call("sweep", file, "--table", "--status", *where, status=2)
    assert "it goes with --resume alone" in refused.output


def test_a_sweep_is_trained_once_and_found_by_its_settings(file: Path, runs_dir: Path) -> None:
    where = ("--runs-dir", runs_dir)
    result = call("sweep", file, *where)
    assert result.stdout.startswith("small: 4 done, in ")
    assert "[4/4] resnet-8, seed 1: completed · training accuracy" in result.stderr
    runs = data("runs", "--json", *where)
    assert {(run["network"], run["spec"]["training"]["seed"]) for run in runs} == {
        (network, seed) for network in ("plain-8", "resnet-8") for seed in (0, 1)
    }
    for run in runs:
        assert run["sweep"] == {"id": "small", "name": "small"}
        assert (run["spec"]["network"]["width"], run["spec"]["network"]["input_shape"]) == (1, [1, 8, 8])
        assert (run["status"], run["steps"]) == ("completed", 3)
        assert run["verdict"]
        assert run["train_accuracy"] is not None
    assert "resnet-8, seed" not in call("sweep", file, *where).stderr, "nothing is trained twice"
    assert len(data("runs", "--json", "--where", "seed=1", "--where", "family=plain", *where)) == 1
    assert data("runs", "--json", "--where", "sweep=small", "--where", "steps>3", *where) == []
    refused = call("runs", "--where", "sead=1", *where, status=2)
    assert "There is no setting or result 'sead'. Did you mean 'seed'?" in refused.stderr
    table = call("runs", *where).stdout
    assert [heading for heading in ("depth", "norm", "learning rate", "seed") if heading in table] == [
        "depth", "norm", "learning rate", "seed",
    ]  # fmt: skip
    status = data("sweep", "small", "--status", "--json", *where)  # by its name alone
    assert status["counts"] == {"waiting": 0, "running": 0, "done": 4, "failed": 0, "skipped": 0}
    assert status["seconds_left"] == 0
    assert {run["run"] for run in status["runs"]} == {run["id"] for run in runs}
    assert call("sweep", file, "--cancel", *where).stdout == "small is done: there is nothing to cancel.\n"
    assert "small: done, 4 done of 4" in call("sweep", file, "--status", *where).stdout
    again = call("sweep", file, "--dry-run", *where).stdout.splitlines()
    assert again == [f"{name:<16}  stored" for name in ("plain-8, seed 0", "resnet-8, seed 0", "plain-8, seed 1",
                     "resnet-8, seed 1")] + ["small: 4 runs, 4 of them stored already, expected time 0 s"]  # fmt: skip
    file.write_text(FILE.replace("[0, 1]", "[0, 1, 2]"))
    more = data("sweep", file, "--dry-run", "--json", *where)
    assert [run["stored"] for run in more["runs"]] == [True] * 4 + [False] * 2
    assert [run["seconds"] > 0 for run in more["runs"]] == [False] * 4 + [True] * 2


def test_a_canceled_sweep_goes_on_when_it_is_resumed(file: Path, runs_dir: Path) -> None:
    where = ("--runs-dir", runs_dir)
    assert "The sweep small has not been started" in call("sweep", file, "--status", *where, status=2).stderr
    file.write_text(FILE.replace("max_steps = 3", "max_steps = 3\nwarmup = 9"))
    result = call("sweep", file, *where, status=1)
    assert "[1/4] plain-8, seed 0: failed · warm-up is 9 steps; allowed: at most 3" in result.stderr
    assert result.stdout.startswith("small: 4 failed, in ")
    assert "small is canceled" in call("sweep", file, "--cancel", *where).stdout
    file.write_text(FILE.replace("[0, 1]", "[0]"))
    assert "small is canceled. Go on with it by --resume." in call("sweep", file, *where, status=2).stderr
    result = call("sweep", file, "--resume", *where)
    assert "4 runs are no longer in the file" in result.stderr
    assert result.stdout.startswith("small: 2 done, in ")


def test_a_diverged_run_is_a_result(file: Path, runs_dir: Path) -> None:
    text = FILE.replace("max_steps = 3", "max_steps = 20\nlr = 1000\nnorm = 'none'").replace("[0, 1]", "[0]")
    file.write_text(text.replace('"plain-8", ', ""))
    assert call("sweep", file, "--runs-dir", runs_dir).stdout.startswith("small: 1 done, 1 diverged, in ")
    store = RunStore(runs_dir)
    assert {row.status for row in store.rows()} == {"diverged"}
    store.close()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("nothing",), "There is no sweep file nothing. Give a TOML file or one of: controls, degradation, "),
        (("--dry-run", "--status", "degradation"), "--dry-run, --status, --resume and --cancel exclude each other"),
        (("--json", "degradation"), "--json goes with --status or --dry-run"),
    ],
)
def test_what_cannot_be_done_is_told(arguments: tuple[str, ...], told: str, runs_dir: Path) -> None:
    assert told in call("sweep", *arguments, "--runs-dir", runs_dir, status=2).stderr
    assert not runs_dir.exists()


def test_data_that_are_not_there_are_told_before_anything_is_queued(file: Path, runs_dir: Path) -> None:
    told = call("sweep", "paper-cifar10", "--runs-dir", runs_dir, status=2).stderr
    assert "paper-cifar10.toml, line 7, fixed.dataset: CIFAR-10 is not downloaded." in told
    assert (
        "paper-cifar10 has not been started"
        in call("sweep", "paper-cifar10", "--status", "--runs-dir", runs_dir, status=2).stderr
    )
    result = call("sweep", "paper-cifar10", "--dry-run")
    assert result.stderr.count("CIFAR-10 is not downloaded.") == 1
    assert result.stdout.endswith("paper-cifar10: 10 runs, expected time unknown\n")


def test_a_terminal_shows_the_run_and_the_whole_with_the_time_that_is_left(file: Path, runs_dir: Path) -> None:
    file.write_text(FILE.replace("[0, 1]", "[0]"))
    store = RunStore(runs_dir)
    plan = fitted_plan(planned(read_sweep(file)))
    sweep = store.sweeps.enter(plan.name, plan.source, plan.cells).sweep
    told = StringIO()
    assert carry_out(store, sweep, Console(file=told, force_terminal=True, width=100)) == Exit.COMPLETED
    store.close()
    lines = [line for line in told.getvalue().splitlines() if "ETA" in line]
    assert any("small" in line and "100%" in line for line in lines)
    assert any("resnet-8, seed 0" in line for line in lines)
    assert "[2/2] resnet-8, seed 0: completed" in told.getvalue()


def test_a_mistake_in_the_file_is_told_with_its_line(file: Path, runs_dir: Path) -> None:
    file.write_text(FILE.replace("width", "widht"))
    told = call("sweep", file, "--runs-dir", runs_dir, status=2).stderr
    assert "small.toml, line 4, fixed.widht: unknown setting; allowed: network, " in told
    assert "Did you mean width?" in told


def test_runs_trained_together_are_refused_on_a_cluster(file: Path, runs_dir: Path) -> None:
    file.write_text(f"together = true\n{FILE}")
    refused = call("sweep", file, "--on", "ray", "--runs-dir", runs_dir, status=2).stderr
    assert "line 1, together: a cluster trains each run alone; remove it, or train on this machine" in refused


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--on", "slurm"), "--on is 'slurm'; allowed: ray, or ray:ADDRESS such as ray:10.0.0.1:6379."),
        (("--on", "ray", "--status"), "--on says where runs are trained; --dry-run, --status and --cancel train none."),
        (("--on", "ray"), "Sweeps on a cluster need Ray. Install it with: pip install 'residual-explorer[cluster]'"),
    ],
)
def test_a_cluster_that_cannot_be_used_is_told(
    arguments: tuple[str, ...], told: str, file: Path, runs_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    result = call("sweep", file, *arguments, "--runs-dir", runs_dir, status=2)
    assert result.stderr == f"residual-explorer: {told}\n"


def test_the_time_that_is_left_is_not_found_for_each_of_many_runs(
    file: Path, runs_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeping, "_FEW", 3)
    read: list[str] = []
    cells = Sweeps.cells
    monkeypatch.setattr(Sweeps, "cells", lambda sweeps, sweep: (read.append(sweep), cells(sweeps, sweep))[1])
    result = call("sweep", file, "--runs-dir", runs_dir)
    assert read == ["small"], "reading 10,000 cells takes most of a second"
    assert "[4/4]" in result.stderr
    assert result.stdout.startswith("small: 4 done, in ")
