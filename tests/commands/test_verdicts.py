"""`residual-explorer verdicts` on a few small cases."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from explorer import cli
from explorer.commands.verdicts import MISSING
from tests.labeled_set.cases import read_labels

QUICK = ("unfinished-resnet-8", "unfinished-adam-20", "diverge-vgg-6")


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.app, ["verdicts", *map(str, arguments)])


def test_a_report_of_three_cases(tmp_path: Path) -> None:
    out, keep = tmp_path / "report.md", tmp_path / "runs"
    result = call("--only", ",".join(QUICK), "--out", out, "--keep", keep)
    assert result.exit_code == 0, result.output
    text = out.read_text(encoding="utf-8")
    labels = read_labels()
    for half in {labels[key].half for key in QUICK}:
        assert f"Half “{half}”: {sum(labels[key].half == half for key in QUICK)} runs" in text
    half = labels[QUICK[0]].half
    kept = call("--only", QUICK[0], "--half", half, "--keep", keep)  # trains nothing
    assert kept.exit_code == 0
    assert f"Half “{half}”: 1 runs" in kept.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--half", "some"), "allowed: fit, held-out, all"),
        (("--only", "no-such"), "no case no-such"),
        (("--out", "/no/such/folder/report.md"), "cannot be written"),
        (("four-way", "--depths", "20;56"), "whole numbers and commas"),
    ],
)
def test_what_cannot_be_used(arguments: tuple[str, ...], told: str) -> None:
    result = call(*arguments)
    assert result.exit_code == 2
    assert told in result.stderr


def test_labels_that_are_there_are_not_measured_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "labels.json"
    file.write_text(json.dumps([]), encoding="utf-8")
    seen: list[str] = []
    monkeypatch.setattr("tests.labeled_set.labeling.measured", lambda case: seen.append(case.key) or {})
    monkeypatch.setattr("tests.labeled_set.cases.LABELS", file)
    for _ in range(2):
        assert call("label", "--only", QUICK[0]).exit_code == 0
    assert seen == [QUICK[0]]
    assert list(read_labels(file)) == [QUICK[0]]


def test_the_four_way_table(tmp_path: Path) -> None:
    result = call("four-way", "--depths", "8", "--seeds", "1", "--epochs", "1")
    assert result.exit_code == 0
    assert result.stdout.count("\n| residual |") == 2


@pytest.mark.parametrize("arguments", [("--half", "fit"), ("label", "--anew"), ("--help",)])
def test_without_the_labeled_set_the_command_says_where_it_is(arguments: tuple[str, ...]) -> None:
    """As the program is installed: the package alone."""
    alone = (
        "import importlib.abc, sys\n"
        "class Without(importlib.abc.MetaPathFinder):\n"
        "    def find_spec(self, name, path, target=None):\n"
        "        if name.partition('.')[0] == 'tests':\n"
        "            raise ModuleNotFoundError(name, name=name)\n"
        "sys.meta_path.insert(0, Without())\n"
        "from explorer import cli\n"
        "cli.app(['verdicts', *sys.argv[1:]])"
    )
    ran = subprocess.run([sys.executable, "-c", alone, *arguments], capture_output=True, text=True, check=False)
    if "--help" in arguments:
        assert (ran.returncode, "only in a clone" in ran.stdout) == (0, True)
    else:
        assert (ran.returncode, MISSING in ran.stderr) == (2, True)
