"""The command line in this process: what is printed and which status the shell gets."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner, Result

from explorer import __version__, cli, qtcheck
from explorer.graph.model import NetworkGraph
from explorer.runs.database import FILE_NAME
from explorer.runs.snapshot import Outcome
from explorer.runs.spec import NetworkSpec, RunSpec, TrainingSpec
from explorer.runs.store import RunStore


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.app, [str(a) for a in arguments])


def test_starting_is_light() -> None:
    code = "import sys, explorer.cli; sys.exit(', '.join({'torch', 'PySide6', 'networkx'} & set(sys.modules)) or 0)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_version() -> None:
    assert call("--version").stdout == f"residual-explorer {__version__}\n"


@pytest.mark.parametrize("command", ["train", "sweep", "describe", "analyze", "runs", "screenshot"])
def test_every_command_has_help(command: str) -> None:
    result = call(command, "--help")
    assert result.exit_code == 0
    assert command in call("--help").stdout


def test_every_training_option_is_there() -> None:
    text = CliRunner().invoke(cli.app, ["train", "--help"], env={"COLUMNS": "200"}).stdout
    fields = {field.name for spec in (NetworkSpec, TrainingSpec) for field in dataclasses.fields(spec)}
    for name in fields - {
        "name",
        "input_shape",
        "classes",
        "source",
        "digest",
        "files",
        "arguments",
        "weights_digest",
        "interventions",
        "together",
    } | {"runs_dir", "json", "name", "at"}:
        assert f"--{name.replace('_', '-')}" in text


class TestDescribe:
    """Counts are the closed forms of the paper's networks, option A, width 16, 3×32×32."""

    @pytest.mark.parametrize("network", ["plain-20", "resnet-20", "resnet-56"])
    def test_json(self, network: str) -> None:
        data = json.loads(call("describe", network, "--json").stdout)
        n = (int(network.partition("-")[2]) - 2) // 6
        assert data["parameters"] == 97_216 * n - 21_926
        assert data["multiply_adds"] == 14_155_776 * n - 1_916_288
        assert data["weighted_layers"] == len(data["layers"]) == 6 * n + 2
        assert [s["id"] for s in data["skips"]] == [f"skip{i}" for i in range(1, 3 * n + 1)]
        assert {s["enabled"] for s in data["skips"]} == {network.startswith("resnet")}
        assert {s["kind"] for s in data["skips"]} == {"identity", "zero-padding"}

    def test_a_list_of_skips(self) -> None:
        data = json.loads(call("describe", "plain-20", "--json", "--skips", "2,skip4-5").stdout)
        assert [s["id"] for s in data["skips"] if s["enabled"]] == ["skip2", "skip4", "skip5"]

    def test_input_and_dataset(self) -> None:
        by_hand = call("describe", "resnet-8", "--json", "--input", "1x8x8", "--classes", "10", "--width", "8")
        by_name = call("describe", "resnet-8", "--json", "--dataset", "digits", "--width", "8")
        assert by_hand.stdout == by_name.stdout
        assert json.loads(by_hand.stdout)["input_shape"] == [1, 8, 8]

    def test_a_saved_graph_is_named(self, tmp_path: Path) -> None:
        path = tmp_path / "graph.dot"
        assert call("describe", "resnet-8", "--save", str(path)).stdout.endswith(f"resnet-8 saved as {path}\n")
        assert path.read_text(encoding="utf-8").count("->") >= 10

    def test_for_people(self) -> None:
        text = call("describe", "resnet-20", "--shortcut", "B").stdout
        for part in ("3×32×32, 10 classes", "9 of 9 on", "skip4", "projection", "40,", "stage 3"):
            assert part in text


BAD = [
    (("train", "resnet-57"), "resnet-56 and resnet-62"),
    (("train", "resmet-56"), "Did you mean 'resnet-56'"),
    (("train", "plain-20", "--dataset", "digit"), "Allowed: cifar-10, cifar-100, digits"),
    (("train", "plain-20", "--lr", "-0.1"), "learning rate is -0.1; allowed: above 0"),
    (("train", "plain-20", "--lr", "nan"), "learning rate is nan"),
    (("train", "plain-20", "--epochs", "0"), "epochs is 0; allowed: at least 1"),
    (("train", "plain-20", "--optimizer", "sdg"), "optimizer is 'sdg'; allowed: sgd, adam, adamw"),
    (("train", "plain-20", "--device", "tpu"), "device is 'tpu'; allowed: auto, cpu"),
    (("train", "plain-20", "--skips", "1,40"), "plain-20 has no skip40; allowed: on, off or ids from skip1 … skip9"),
    (("train", "plain-20", "--skips", "most"), "skips is 'most'"),
    (("train", "plain-20", "--warmup", "100000"), "warm-up is 100000 steps"),
    (("train", "plain-20", "--json", "/nowhere/x.json"), "/nowhere/x.json cannot be written"),
    (("train", "plain-20", "--runs-dir", "/dev/null/runs"), "/dev/null/runs cannot be used"),
    (("describe", "plain-57"), "plain-56 and plain-62"),
    (("describe", "plain-20", "--input", "3x32"), "--input is '3x32'"),
    (("describe", "plain-20", "--dataset", "digits", "--classes", "3"), "leave out --input and --classes"),
    (("screenshot", "nowhere", "picture.jpg"), "must end in .png"),
    (("screenshot", "nowhere", "/nowhere/picture.png"), "cannot be written"),
    (("screenshot", "nowhere", "picture.png", "--theme", "pink"), "allowed: dark, light"),
]


@pytest.mark.parametrize(("option", "typed", "kind"), [("--lr", "abc", "number"), ("--epochs", "2.5", "whole number")])
def test_what_is_no_number_is_said_with_what_was_typed(option: str, typed: str, kind: str) -> None:
    result = call("train", "plain-20", option, typed)
    assert result.exit_code == 2
    assert f"Invalid value for '{option}': '{typed}' is not a {kind}." in result.stderr


@pytest.mark.parametrize(("arguments", "message"), BAD, ids=lambda value: value if isinstance(value, str) else None)
def test_bad_arguments_are_refused_with_status_2(
    arguments: tuple[str, ...], message: str, default_runs_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = call(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stdout == ""
    assert result.stderr.count("\n") <= 2
    assert json.loads(call("runs", "--json").stdout) == []


def test_a_damaged_runs_file_is_refused(runs_dir: Path) -> None:
    runs_dir.mkdir()
    (runs_dir / FILE_NAME).write_bytes(b"no database" * 1000)
    for command in (("train", "plain-20"), ("runs",)):
        result = call(*command, "--runs-dir", runs_dir)
        assert result.exit_code == 2
        assert "is damaged" in result.stderr
    assert (runs_dir / FILE_NAME).read_bytes() == b"no database" * 1000


class TestRuns:
    """The list of stored runs."""

    @pytest.fixture
    def filled(self, runs_dir: Path, small_graph: NetworkGraph) -> Path:
        store = RunStore(runs_dir)
        for run_id, name in (("a", "first [bold]"), ("b", "second")):
            store.create(run_id, name, RunSpec(), small_graph, 24, "CPU")
        store.finish("a", Outcome("diverged", 3, 1.0, "loss is nan", float("nan"), 0.125))
        store.close()
        return runs_dir

    def test_table(self, filled: Path) -> None:
        text = call("runs", "--runs-dir", filled).stdout
        for part in ("first [bold]", "resnet-56", "1 on", "digits", "12.5 %", "diverged", "–", "second"):
            assert part in text

    def test_json_and_search(self, filled: Path) -> None:
        (row,) = json.loads(call("runs", "--json", "--search", "FIRST", "--runs-dir", filled).stdout)
        assert (row["id"], row["status"], row["steps"], row["train_loss"]) == ("a", "diverged", 3, None)

    def test_the_folder_may_stand_before_the_command(self, filled: Path) -> None:
        assert "second" in call("--runs-dir", filled, "runs").stdout

    def test_looking_makes_no_folder(self, runs_dir: Path) -> None:
        result = call("runs", "--runs-dir", runs_dir)
        assert (result.exit_code, result.stdout) == (0, f"There are no runs in {runs_dir} yet.\n")
        assert not runs_dir.exists()


class TestWindow:
    """No command: the window, or what keeps it from opening."""

    def test_a_problem_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(qtcheck, "problem", lambda: "Qt needs libegl1")
        result = call()
        assert (result.exit_code, result.stderr) == (2, "residual-explorer: Qt needs libegl1\n")

    def test_the_window_decides_the_status(self, monkeypatch: pytest.MonkeyPatch, runs_dir: Path) -> None:
        opened: list[tuple[Path, Path | None]] = []

        def run(folder: Path, archive: Path | None) -> int:
            opened.append((folder, archive))
            return 7

        monkeypatch.setitem(sys.modules, "explorer.app", SimpleNamespace(run=run))
        assert call("--runs-dir", runs_dir).exit_code == 7
        for words in (("open", "pair.rexp", "--runs-dir", runs_dir), ("--runs-dir", runs_dir, "pair.rexp")):
            assert call(*words).exit_code == 7, "an archive alone is opened as well: a double click gives just that"
        assert opened == [(runs_dir, None), *[(runs_dir, Path("pair.rexp"))] * 2]
