"""A user's files, and what the user has agreed to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from explorer.own.source import Source, locate
from explorer.own.trust import trust
from explorer.paths import TRUST_VARIABLE

Write = Callable[..., Source]


@pytest.fixture(autouse=True)
def trust_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where consent is kept: nothing yet."""
    path = tmp_path / "user" / "trusted.json"
    monkeypatch.setenv(TRUST_VARIABLE, str(path))
    return path


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a user's file and, unless told otherwise, agrees to run it."""

    def made(code: str, name: str = "net.py", *, agree: bool = True) -> Source:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(code), encoding="utf-8")
        found = locate(str(path), tmp_path)
        if agree:
            trust(found)
        return found

    return made
