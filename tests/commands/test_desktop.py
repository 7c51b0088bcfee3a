"""The entry in the desktop's menu."""

from __future__ import annotations

import configparser
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from explorer import cli, paths
from explorer.commands.desktop import _quoted


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli.app, ["desktop", *words])
    return done.exit_code, done.output


@pytest.fixture
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    return tmp_path


def test_the_program_is_put_into_the_menu_and_taken_out(data: Path) -> None:
    entry, icon = (
        data / "applications/residual-explorer.desktop",
        data / "icons/hicolor/scalable/apps/residual-explorer.svg",
    )
    assert run() == (0, f"Saved {entry}\n")
    told = configparser.ConfigParser(interpolation=None)
    told.optionxform = str  # type: ignore[assignment,method-assign]
    told.read(entry)
    assert told["Desktop Entry"]["Exec"] == f'"{sys.executable}" -P -m explorer'
    assert told["Desktop Entry"]["Icon"] == icon.stem
    assert icon.read_bytes() == paths.resource("icons/explorer.svg").read_bytes()
    assert run("--remove")[0] == 0
    assert not entry.exists()
    assert not icon.exists()
    assert run("--remove")[0] == 0


def test_a_folder_that_cannot_be_written_is_told(data: Path) -> None:
    (data / "applications").write_text("in the way")
    code, said = run()
    assert code == 2
    assert str(data / "applications") in said.replace("\n", "")


def test_elsewhere_it_is_refused(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    code, said = run()
    assert code == 2
    assert "Linux" in said


@pytest.mark.parametrize(
    ("path", "written"),
    [("/opt/my python", '"/opt/my python"'), ("/a%b", '"/a%%b"'), ('/a"b', r'"/a\\"b"'), ("/a$b", r'"/a\\$b"')],
)
def test_a_path_is_quoted_as_the_specification_says(path: str, written: str) -> None:
    assert _quoted(path) == written
