"""The key that a window and a served engine share: a file that its owner alone may read."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path

from explorer.paths import key_file

_LEAST, _MOST = 16, 4096


class KeyFileError(ValueError):
    """A key file that cannot be used; the message is for people."""


def made_key(path: Path | None = None) -> tuple[Path, bytes]:
    """The key in a file, created where there is none, readable by its owner alone."""
    path = path or key_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path, read_key(path)
    except OSError as error:
        raise KeyFileError(f"The key file {path} cannot be created: {error.strerror or error}.") from error
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32) + "\n")
    return path, read_key(path)


def read_key(path: Path) -> bytes:
    """The key in a file. KeyFileError where it is none, or others may read it."""
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            key = file.read(_MOST + 1).strip()
    except OSError as error:
        raise KeyFileError(f"The key file {path} cannot be read: {error.strerror or error}.") from error
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeyFileError(f"The key file {path} can be read by others. Type: chmod 600 {path}")
    if not _LEAST <= len(key) <= _MOST:
        raise KeyFileError(f"The key file {path} holds no key: {len(key):,} bytes; allowed: {_LEAST} to {_MOST:,}.")
    return key
