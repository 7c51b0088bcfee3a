"""Where in the user's own code something went wrong: file, line, and the line's text."""

from __future__ import annotations

import linecache
import traceback
from pathlib import Path

_roots: dict[str, Path] = {}


def remember(path: Path, root: Path) -> None:
    """This file, and what lies in `root`, is the user's own code from now on."""
    _roots[str(path)] = root


def place_of(error: BaseException) -> str:
    """The innermost line of the user's own code that `error` went through, as "net.py, line 12: x = self.fc(x)".

    Empty where it went through none.
    """
    if isinstance(error, SyntaxError) and error.filename in _roots and error.lineno:
        return line(error.filename, error.lineno, error.text)
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if is_own(frame.filename) and frame.lineno:
            return line(frame.filename, frame.lineno, frame.line)
    return ""


def is_own(filename: str) -> bool:
    """Whether a file is the user's: opened as a model, or lying beside one (and not an installed package)."""
    if filename in _roots:
        return True
    path = Path(filename)
    return "site-packages" not in path.parts and any(path.is_relative_to(root) for root in _roots.values())


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
