"""The sweeps that come with the program, and which sweep a word means."""

from __future__ import annotations

from pathlib import Path

from explorer.paths import resource
from explorer.registry import SpecError


def bundled_sweeps() -> dict[str, Path]:
    """The files of the sweeps that come with the program, by name."""
    return {path.stem: path for path in sorted(resource("sweeps").glob("*.toml"))}


def sweep_path(text: str) -> Path:
    """The file that `text` means: a path, or the name of a bundled sweep; SpecError for neither."""
    path, bundled = Path(text).expanduser(), bundled_sweeps()
    if path.is_file():
        return path
    if text in bundled:
        return bundled[text]
    raise SpecError(f"There is no sweep file {text}. Give a TOML file or one of: {', '.join(bundled)}.")
