"""Where things live on this machine."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

APP = "residual-explorer"
RUNS_DIR_VARIABLE = "RESIDUAL_EXPLORER_RUNS"


def default_runs_dir() -> Path:
    """The folder of the run store: the variable RESIDUAL_EXPLORER_RUNS, else the user's data folder."""
    chosen = os.environ.get(RUNS_DIR_VARIABLE)
    if chosen:
        return Path(chosen).expanduser()
    return platformdirs.user_data_path(APP, appauthor=False) / "runs"


def resource(name: str) -> Path:
    """A file of resources/: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent
    inside = package / "resources"
    return (inside if inside.is_dir() else package.parent / "resources") / name
