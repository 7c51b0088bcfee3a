"""The files of the user's that have run: each by its path and the digest of its content."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path
from types import CodeType
from typing import Any

from explorer.own import code_places
from explorer.own.source import Source

Files = tuple[tuple[str, str], ...]
_run: set[str] = set()


def watch() -> None:
    """Note every file whose code runs in this process from now on, however it is imported. There is no way back."""
    sys.addaudithook(_note)


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "exec" and isinstance(arguments[0], CodeType):
        _run.add(arguments[0].co_filename)


def loaded(source: Source) -> Files:
    """The source's file and those of the user's that ran with it, relative to the source's root, sorted."""
    own = {name for name in _run if os.path.isfile(name) and code_places.is_own(name)}
    files = {relative(source, Path(name)): digest_of(Path(name)) for name in own}
    return tuple(sorted((files | {relative(source, source.path): source.digest}).items()))


def changed(source: Source, files: Files) -> tuple[str, ...]:
    """Those of `files` that are gone or have another content now; the source's own file has a digest of its own."""
    return tuple(
        name
        for name, digest in files
        if name != relative(source, source.path) and digest_of(source.root / name) != digest
    )


def relative(source: Source, path: Path) -> str:
    """A path as it is kept."""
    return Path(os.path.relpath(path, source.root)).as_posix()


def digest_of(path: Path) -> str:
    """SHA-256 of a file's content, empty where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
