"""Logging for the whole program: one root logger, one logger per module under it, and a rotating file."""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any

from explorer import paths

ROOT = "explorer"
LEVEL_VARIABLE = "RESIDUAL_EXPLORER_LOG"
FILE_BYTES, OLD_FILES = 1_000_000, 3
REPEATED_SECONDS = 10.0

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_file: Path | None = None


def get(name: str) -> logging.Logger:
    """The logger of one module: `log = get(__name__)`."""
    return logging.getLogger(name if name == ROOT or name.startswith(f"{ROOT}.") else f"{ROOT}.{name}")


def configure(level: str | None = None, name: str = "commands") -> None:
    """Write records to stderr from `level` up (default: RESIDUAL_EXPLORER_LOG, else WARNING), without tracebacks but
    for DEBUG; and from INFO up, with tracebacks, to the file `name`.log in the log folder. Safe to repeat.

    Raises ValueError for a level that logging does not know.
    """
    chosen = (level or os.environ.get(LEVEL_VARIABLE) or "WARNING").upper()
    if chosen not in logging.getLevelNamesMapping():
        allowed = ", ".join(("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"))
        raise ValueError(f"log level is {chosen!r}; allowed: {allowed}.")
    root = logging.getLogger(ROOT)
    root.setLevel(min(logging.getLevelNamesMapping()[chosen], logging.INFO))
    if root.handlers:
        return
    terminal = logging.StreamHandler()
    terminal.setLevel(chosen)
    if chosen != "DEBUG":
        terminal.setFormatter(_Brief(_FORMAT))
        terminal.addFilter(lambda record: not getattr(record, "told", False))
    else:
        terminal.setFormatter(logging.Formatter(_FORMAT))
    root.addHandler(terminal)
    _add_file(root, paths.logs_dir() / f"{name}.log")


def file() -> Path | None:
    """The log file of this process, None where none is written."""
    return _file


def catch_all() -> None:
    """Log what nobody caught, in the main thread, other threads and destructors, instead of printing a traceback.

    In the window's process that includes what Qt's slots raise.
    """
    sys.excepthook = _uncaught
    threading.excepthook = lambda thrown: _uncaught(
        thrown.exc_type, thrown.exc_value or thrown.exc_type(), thrown.exc_traceback
    )
    sys.unraisablehook = lambda thrown: _uncaught(
        thrown.exc_type, thrown.exc_value or thrown.exc_type(), thrown.exc_traceback
    )


class Repeats(logging.Filter):
    """Drops a failure that comes again from the same place within seconds: a view that fails is drawn 30 times a
    second."""

    def __init__(self) -> None:
        super().__init__()
        self._seen: dict[Any, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is new."""
        if not record.exc_info or record.exc_info[0] is None:
            return True
        trace = record.exc_info[2]
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        place = (record.exc_info[0], trace and (trace.tb_frame.f_code, trace.tb_lineno), record.name)
        now = time.monotonic()
        last, self._seen[place] = self._seen.get(place), now
        return last is None or now - last > REPEATED_SECONDS


class _Brief(logging.Formatter):
    """One line a record: the traceback is in the log file."""

    def formatException(self, ei: Any) -> str:  # noqa: N802
        return ""

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # another formatter may have kept its own here
        try:
            return super().format(record).rstrip()
        finally:
            record.exc_text = None


class _File(RotatingFileHandler):
    """A file that is made with its first record; one that cannot be written to is given up in silence."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        return


def _add_file(root: logging.Logger, path: Path) -> None:
    global _file  # noqa: PLW0603 - one file a process, like the root logger itself
    _file = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = _File(path, maxBytes=FILE_BYTES, backupCount=OLD_FILES, encoding="utf-8", delay=True)
    except OSError:
        return
    handler.setLevel(logging.INFO)
    handler.setFormatter(logging.Formatter(_FORMAT))
    handler.addFilter(Repeats())
    root.addHandler(handler)
    _file = path


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    get(__name__).error("unexpected failure", exc_info=(kind, error, trace))
