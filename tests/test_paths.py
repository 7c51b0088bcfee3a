"""Where things live."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import platformdirs
import pytest

from explorer import paths
from explorer.paths import (
    DATA_DIR_VARIABLE,
    LOGS_DIR_VARIABLE,
    RUNS_DIR_VARIABLE,
    TRUST_VARIABLE,
    data_dir,
    default_runs_dir,
    logs_dir,
    trust_file,
)


def test_the_variable_decides(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(RUNS_DIR_VARIABLE, str(tmp_path))
    assert default_runs_dir() == tmp_path


def test_without_it_the_users_data_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(RUNS_DIR_VARIABLE)
    assert default_runs_dir() == platformdirs.user_data_path("residual-explorer", appauthor=False) / "runs"


def test_consent_is_kept_in_the_users_data_folder_unless_the_variable_says_otherwise(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(TRUST_VARIABLE, str(tmp_path / "here.json"))
    assert trust_file() == tmp_path / "here.json"
    monkeypatch.delenv(TRUST_VARIABLE)
    assert trust_file() == platformdirs.user_data_path("residual-explorer", appauthor=False) / "trusted.json"


def test_data_have_a_folder_of_their_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(DATA_DIR_VARIABLE, str(tmp_path))
    assert data_dir() == tmp_path
    monkeypatch.delenv(DATA_DIR_VARIABLE)
    assert data_dir() == platformdirs.user_data_path("residual-explorer", appauthor=False) / "data"


def test_logs_are_in_the_users_log_folder_unless_the_variable_says_otherwise(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(LOGS_DIR_VARIABLE, str(tmp_path))
    assert logs_dir() == tmp_path
    monkeypatch.delenv(LOGS_DIR_VARIABLE)
    assert logs_dir() == platformdirs.user_log_path("residual-explorer", appauthor=False)


def test_a_file_of_the_program_s_name_in_the_current_folder_is_not_started(tmp_path: Path) -> None:
    (tmp_path / "explorer.py").write_text("print('another program')")
    root = str(Path(paths.__file__).parents[1])
    done = subprocess.run(
        [*paths.PROGRAM, "--version"], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": root},
    )  # fmt: skip
    assert done.stdout.startswith("residual-explorer ")
