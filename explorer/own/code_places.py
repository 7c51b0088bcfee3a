"""Where in the user's own code something went wrong: file, line, and the line's text."""

from __future__ import annotations

import linecache
import sys
import traceback
from pathlib import Path

from explorer.own.search_path import is_installed

_roots: dict[str, tuple[Path, ...]] = {}


def remember(path: Path, roots: tuple[Path, ...]) -> None:
    """This file, and what lies in `roots`, is the user's own code from now on."""
    _roots[str(path)] = roots


def place_of(error: BaseException) -> str:
    """The innermost line of the user's own code that `error` went through, as "net.py, line 12: x = self.fc(x)".

    Empty where it went through none.
    """
    if isinstance(error, SyntaxError) and is_own(error.filename or "") and error.filename and error.lineno:
        return line(error.filename, error.lineno, error.text)
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if is_own(frame.filename) and frame.lineno:
            return line(frame.filename, frame.lineno, frame.line)
    return ""


def is_own(filename: str) -> bool:
    """Whether a file is the user's: opened as a model, or lying where such a model's imports are looked for.

    Installed packages are not, nor what Python finds by an entry of its own path further down.
    """
    if filename in _roots:
        return True
    path = Path(filename)
    roots = [root for roots in list(_roots.values()) for root in roots if path.is_relative_to(root)]
    if not roots or is_installed(path):
        return False
    found = [Path(entry) for entry in sys.path if entry and path.is_relative_to(entry)]
    return any(not any(entry != root and entry.is_relative_to(root) for entry in found) for root in roots)


def line(filename: str, number: int, text: str | None = None) -> str:
    """A line of code for people."""
    shown = (text or linecache.getline(filename, number)).strip()
    return f"{Path(filename).name}, line {number}{f': {shown}' if shown else ''}"


def told(error: BaseException) -> str:
    """An exception of the user's code as a sentence: its type, what it says, and where."""
    what = said(error) or "no message"
    if isinstance(error, SyntaxError):
        what = error.msg or what
    place = place_of(error)
    kind = f"{type(error).__name__}: {what.splitlines()[0]}"
    return f"{kind} ({place})" if place else kind


def said(error: BaseException) -> str:
    """An exception's own text; empty where it has none or cannot give it (a user's class may fail in `__str__`)."""
    try:
        return str(error).strip()
    except Exception:
        return ""
