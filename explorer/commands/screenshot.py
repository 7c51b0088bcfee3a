"""`residual-explorer screenshot`: a named scene of the real window as a picture."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from explorer import qtcheck
from explorer.commands.failures import Exit, UsageError, refuse, usage_errors

THEMES = ("dark", "light")


def screenshot(
    scene: Annotated[str, typer.Argument(metavar="SCENE", help="Name of the scene; a wrong name lists all.")],
    out: Annotated[Path, typer.Argument(metavar="OUT.png", help="Output PNG file.")],
    theme: Annotated[str, typer.Option(metavar="dark|light", help="Colors of the window.")] = "dark",
) -> None:
    """Train a scene in the real window, without a screen, and save its picture."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with usage_errors():
        _check(out, theme)
        from explorer.commands.scenes import render

        try:
            render(scene, out, theme=theme)
        except (OSError, TimeoutError) as error:
            raise refuse(str(error), Exit.FAILED) from error
    typer.echo(f"{scene} saved as {out}")


def _check(out: Path, theme: str) -> None:
    if theme not in THEMES:
        raise UsageError(f"--theme is {theme!r}; allowed: {', '.join(THEMES)}.")
    if out.suffix.lower() != ".png":
        raise UsageError(f"Output file {out} must end in .png.")
    if not os.access(out.parent, os.W_OK) or out.is_dir():
        raise UsageError(f"{out} cannot be written. Choose a writable file in an existing folder.")
    problem = qtcheck.problem()
    if problem is not None:
        raise UsageError(problem)
