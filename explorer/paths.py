"""Where things live on this machine."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs

APP = "residual-explorer"
RUNS_DIR_VARIABLE = "RESIDUAL_EXPLORER_RUNS"
DATA_DIR_VARIABLE = "RESIDUAL_EXPLORER_DATA"
TRUST_VARIABLE = "RESIDUAL_EXPLORER_TRUST"
LOGS_DIR_VARIABLE = "RESIDUAL_EXPLORER_LOGS"
PROGRAM = (sys.executable, "-P", "-m", "explorer")
"""What starts the program once more. -P: a file explorer.py in the current folder is another program."""


def default_runs_dir() -> Path:
    """The folder of the run store: the variable RESIDUAL_EXPLORER_RUNS, else the user's data folder."""
    return _chosen_or_users(RUNS_DIR_VARIABLE, "runs")


def data_dir() -> Path:
    """The folder of downloads and decoded images: the variable RESIDUAL_EXPLORER_DATA, else the user's data folder."""
    return _chosen_or_users(DATA_DIR_VARIABLE, "data")


def logs_dir() -> Path:
    """The folder of log files: the variable RESIDUAL_EXPLORER_LOGS, else the user's log folder."""
    chosen = os.environ.get(LOGS_DIR_VARIABLE)
    return Path(chosen).expanduser() if chosen else platformdirs.user_log_path(APP, appauthor=False)


def _chosen_or_users(variable: str, name: str) -> Path:
    chosen = os.environ.get(variable)
    if chosen:
        return Path(chosen).expanduser()
    return platformdirs.user_data_path(APP, appauthor=False) / name


def trust_file() -> Path:
    """Where it is kept which models of their own users have agreed to run: the variable RESIDUAL_EXPLORER_TRUST, else
    a file in the user's data folder."""
    return _chosen_or_users(TRUST_VARIABLE, "trusted.json")


def key_file() -> Path:
    """The key that `residual-explorer serve` and a window share."""
    return platformdirs.user_data_path(APP, appauthor=False) / "engine.key"


def resource(name: str) -> Path:
    """A file of resources/: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent
    inside = package / "resources"
    return (inside if inside.is_dir() else package.parent / "resources") / name
