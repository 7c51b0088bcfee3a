"""Where things live."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from explorer.paths import RUNS_DIR_VARIABLE, default_runs_dir


def test_the_variable_decides(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(RUNS_DIR_VARIABLE, str(tmp_path))
    assert default_runs_dir() == tmp_path


def test_without_it_the_users_data_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(RUNS_DIR_VARIABLE)
    assert default_runs_dir() == platformdirs.user_data_path("residual-explorer", appauthor=False) / "runs"
