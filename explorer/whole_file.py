"""A file that is written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def whole(path: Path, part: Path | None = None) -> Iterator[Path]:
    """Give a file to write, on the disk of `path` (`part`; else one beside it, of this process alone). At the end of
    the block it takes the place of `path`; after an exception it is removed and `path` is as it was."""
    part = part or path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield part
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
