"""Where Python looks for what a user's model imports: beside it and in its project, never where the program started."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

_MARKERS = (".git", "pyproject.toml", "setup.py", "setup.cfg", "requirements.txt")
PROGRAM = Path(__file__).resolve().parents[1]
_INSTALLED = ("site-packages", "dist-packages")


def search_path(root: Path, path: Path) -> tuple[Path, ...]:
    """The folders to search first for the model in the file `path`, whose own module lies below `root`.

    Those are `root`, the file's folder, the current folder where the file lies below it, and the nearest folder above
    that looks like a project's root: so imports work as from the file's folder, and as from its project's root.
    """
    if is_installed(path):
        return (root,)
    here = Path.cwd()
    project = next((p for p in path.parents if any((p / marker).exists() for marker in _MARKERS)), None)
    found = (root, path.parent, here if path.is_relative_to(here) else None, project)
    return tuple(dict.fromkeys(folder for folder in found if folder is not None))


def others(search: tuple[Path, ...]) -> list[str]:
    """Python's own path, without the current folder unless that is to be searched or holds this program."""
    here = os.path.realpath(os.getcwd())
    kept = {os.path.realpath(folder) for folder in (*search, PROGRAM.parent)}
    return [entry for entry in sys.path if os.path.realpath(entry or here) != here or here in kept]


def isolated() -> dict[str, str]:
    """The environment of a process that is not to find modules in the current folder: for Python's option -P.

    PYTHONPATH loses its relative and empty entries, which stand for the current folder, and that folder itself.
    """
    here = os.path.realpath(os.getcwd())
    given = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    kept = (entry for entry in given if os.path.isabs(entry) and os.path.realpath(entry) != here)
    return {**os.environ, "PYTHONPATH": os.pathsep.join(dict.fromkeys((str(PROGRAM.parent), *kept)))}


def is_installed(path: Path) -> bool:
    """Whether a file belongs to an installed package or to this program."""
    return any(part in path.parts for part in _INSTALLED) or path.is_relative_to(PROGRAM)


def above(path: Path, name: str) -> Iterator[Path]:
    """The folders above a file in which Python would find a module or package called `name`."""
    for folder in path.parents:
        if (folder / f"{name}.py").is_file() or (folder / name).is_dir():
            yield folder
