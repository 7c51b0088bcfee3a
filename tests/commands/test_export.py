"""`export` and `import` on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from explorer.cli import app
from explorer.runs.snapshot import Outcome
from explorer.runs.spec import RunSpec
from explorer.runs.store import RunStore


@pytest.fixture
def folder(tmp_path: Path, small_graph, make_snapshot) -> Path:
    store = RunStore(tmp_path / "runs")
    for run_id, name in (("a1", "one"), ("b2", "two")):
        store.create(run_id, name, RunSpec(), small_graph, 4, "CPU")
        store.append(run_id, make_snapshot(0, 4, epoch=1))
        store.finish(run_id, Outcome("completed", 4, 4.0, test_accuracy=0.75))
    store.close()
    return tmp_path / "runs"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def test_an_archive_goes_from_one_store_to_another(folder: Path, tmp_path: Path) -> None:
    there = tmp_path / "there"
    wrote = run("export", "one", "b", "--to", tmp_path / "two.rexp", "--runs-dir", folder)
    assert wrote.exit_code == 0, wrote.output
    assert "2 runs as Archive" in wrote.output
    took = run("import", tmp_path / "two.rexp", "--runs-dir", there)
    assert took.exit_code == 0, took.output
    assert "Imported 2 runs into" in took.output
    again = run("import", tmp_path / "two.rexp", "--runs-dir", there)
    assert again.exit_code == 2
    assert "--existing: replace, copy or skip" in " ".join(again.output.split())
    copied = run("import", tmp_path / "two.rexp", "--existing", "copy", "--runs-dir", there)
    assert copied.exit_code == 0, copied.output
    skipped = run("import", tmp_path / "two.rexp", "--existing", "skip", "--runs-dir", there)
    assert "Imported 0 runs, 2 skipped" in skipped.output
    store = RunStore(there)
    assert sorted(row.name for row in store.rows()) == ["one", "one", "two", "two"]
    store.close()


def test_tables_and_folders(folder: Path, tmp_path: Path) -> None:
    wrote = run("export", "--all", "--to", tmp_path / "x.csv", "--without-layers", "--runs-dir", folder)
    assert wrote.exit_code == 0, wrote.output
    assert "x-runs.csv" in wrote.output.replace("\n", "")
    assert "gradient-rms" not in (tmp_path / "x.csv").read_text()
    wrote = run("export", "--search", "two", "--format", "json", "--to", tmp_path / "y", "--runs-dir", folder)
    assert wrote.exit_code == 0, wrote.output
    assert '"run": "b2"' in (tmp_path / "y").read_text()


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (["--to", "x.csv"], 2, "one of the three"),
        (["one", "--all", "--to", "x.csv"], 2, "one of the three"),
        (["--search", "three", "--to", "x.csv"], 2, "no runs in"),
        (["three", "--to", "x.csv"], 2, "no run 'three'"),
        (["one", "--to", "x.docx"], 1, "allowed suffixes"),
        (["one", "--to", "x", "--format", "excel"], 2, "no export format called 'excel'"),
        (["one", "--to", "x.csv", "--weights"], 2, "applies to an archive"),
        (["one", "--to", "none/x.csv"], 1, "cannot be written"),
    ],
)
def test_what_cannot_be_exported(  # noqa: PLR0917
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], status: int, told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = run("export", *words, "--runs-dir", folder)
    assert answer.exit_code == status, answer.output
    assert told in " ".join(answer.output.replace("│", " ").split())


@pytest.mark.parametrize("content", [None, b"no archive"])
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "x.rexp"
    if content is not None:
        file.write_bytes(content)
    answer = run("import", file, "--runs-dir", tmp_path / "there")
    assert answer.exit_code == 1
    assert not (tmp_path / "there").exists()
