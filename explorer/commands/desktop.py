"""`residual-explorer desktop`: the program in the desktop's menu, on Linux."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from explorer import paths
from explorer.commands.failures import refuse

_ENTRY = """[Desktop Entry]
Type=Application
Name=Residual Explorer
Comment=See why deep networks are hard to train, and what skip connections change
Exec={program}
Icon=residual-explorer
Terminal=false
Categories=Education;Science;
StartupWMClass=residual-explorer
"""

Remove = Annotated[bool, typer.Option("--remove", help="Take the entry out of the menu.")]


def desktop(remove: Remove = False) -> None:
    """Put the program into the desktop's menu, with its icon (Linux).

    It is started with the Python that runs this command.
    """
    if not sys.platform.startswith("linux"):
        raise refuse("desktop: menu entries of this kind are for Linux; elsewhere pin the running program.")
    entry, icon = _places()
    try:
        if remove:
            for path in (entry, icon):
                path.unlink(missing_ok=True)
            typer.echo(f"Removed {entry}")
            return
        for path in (entry, icon):
            path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(paths.resource("icons/explorer.svg"), icon)
        entry.write_text(
            _ENTRY.format(program=" ".join((_quoted(paths.PROGRAM[0]), *paths.PROGRAM[1:]))), encoding="utf-8"
        )
    except OSError as error:
        raise refuse(f"{error.filename}: {error.strerror or error}.") from error
    typer.echo(f"Saved {entry}")


def _places() -> tuple[Path, Path]:
    """The entry and the icon of the freedesktop.org specifications, in the user's data folder."""
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share")
    icon = data / "icons/hicolor/scalable/apps/residual-explorer.svg"
    return data / "applications/residual-explorer.desktop", icon


def _quoted(path: str) -> str:
    r"""A path as a word of the key Exec: in double quotes, with ", `, $ and \ escaped for the quotes and once more for
    the file, and % doubled."""
    quoted = "".join(f"\\{sign}" if sign in '"`$\\' else sign for sign in path.replace("%", "%%"))
    return f'"{quoted}"'.replace("\\", "\\\\")
