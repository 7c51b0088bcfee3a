"""Logging for the whole program: one root logger, one logger per module under it."""

from __future__ import annotations

import logging
import os

ROOT = "explorer"
LEVEL_VARIABLE = "RESIDUAL_EXPLORER_LOG"


def get(name: str) -> logging.Logger:
    """The logger of one module: `log = get(__name__)`."""
    return logging.getLogger(name if name == ROOT or name.startswith(f"{ROOT}.") else f"{ROOT}.{name}")


def configure(level: str | None = None) -> None:
    """Write records to stderr from `level` up (default: RESIDUAL_EXPLORER_LOG, else WARNING). Safe to repeat.

    Raises ValueError for a level that logging does not know.
    """
    chosen = (level or os.environ.get(LEVEL_VARIABLE) or "WARNING").upper()
    if chosen not in logging.getLevelNamesMapping():
        allowed = ", ".join(("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"))
        raise ValueError(f"log level is {chosen!r}; allowed: {allowed}.")
    root = logging.getLogger(ROOT)
    root.setLevel(chosen)
    if not root.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        root.addHandler(handler)
