"""Which code the user has agreed to run: digests of files, kept in one small file of the user's."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

from explorer import paths
from explorer.own.errors import OwnModelError
from explorer.own.source import Source, locate

WARNING = "Opening it runs this file's code, and that of the files it imports, on this computer with your rights."


def trusted(digest: str) -> bool:
    """Whether the user has agreed to run the file content with this digest."""
    return digest in _digests(paths.trust_file())


def trust(source: Source) -> None:
    """Remember that the user has agreed to run this content; OwnModelError where that cannot be written."""
    path = paths.trust_file()
    kept = _digests(path) | {source.digest: str(source.path)}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({"trusted": kept}, file, indent=1)
        Path(unfinished).replace(path)
    except OSError as error:
        raise OwnModelError(f"Your consent cannot be kept in {path}: {error.strerror or error}.") from error


def agreed(place: str, digest: str) -> Source:
    """The source at `place` if it still has the content with `digest` and the user has agreed to run that.

    OwnModelError otherwise: nothing of it has run then.
    """
    source = locate(place, Path.cwd())
    if source.digest != digest:
        raise OwnModelError(f"{source.path} has changed since it was opened: open it again.")
    if not trusted(digest):
        raise OwnModelError(f"You have not agreed to run the code of {source.path}: open it, and say so there.")
    return source


def _digests(path: Path) -> dict[str, str]:
    """Digest → path when it was agreed to; nothing where the file is missing or damaged: the user is asked again."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))["trusted"]
        return {str(digest): str(place) for digest, place in kept.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
