"""`screenshot` hands a scene to the window and tells how that ended."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from explorer import cli, qtcheck
from explorer.registry import UnknownNameError


@pytest.fixture(autouse=True)
def scenes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Scenes without a window."""

    def render(scene: str, path: Path, theme: str = "dark") -> None:
        if scene == "slow":
            raise TimeoutError("Waited 15 minutes for the engine.")
        if scene != "degradation":
            raise UnknownNameError(f"There is no scene called {scene!r}. Allowed: degradation.")
        path.write_text(f"{scene} in {theme}")

    monkeypatch.setitem(sys.modules, "explorer.commands.scenes", SimpleNamespace(render=render))
    monkeypatch.setattr(qtcheck, "problem", lambda: None)


def test_a_picture_is_saved(tmp_path: Path) -> None:
    out = tmp_path / "a.png"
    result = CliRunner().invoke(cli.app, ["screenshot", "degradation", str(out), "--theme", "light"])
    assert (result.exit_code, result.stdout) == (0, f"degradation saved as {out}\n")
    assert out.read_text() == "degradation in light"


def test_an_unknown_scene_lists_the_scenes(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli.app, ["screenshot", "sunset", str(tmp_path / "a.png")])
    assert result.exit_code == 2
    assert "no scene called 'sunset'. Allowed: degradation" in result.stderr


def test_a_scene_that_fails_is_no_usage_error(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli.app, ["screenshot", "slow", str(tmp_path / "a.png")])
    assert (result.exit_code, result.stderr) == (1, "residual-explorer: Waited 15 minutes for the engine.\n")


def test_missing_libraries_are_told_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qtcheck, "problem", lambda: "Qt needs libegl1")
    result = CliRunner().invoke(cli.app, ["screenshot", "degradation", str(tmp_path / "a.png")])
    assert (result.exit_code, result.stderr) == (2, "residual-explorer: Qt needs libegl1\n")
