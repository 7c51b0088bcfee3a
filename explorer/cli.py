"""The command line: `residual-explorer` opens the window, its subcommands need none."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from explorer import __version__, log, qtcheck
from explorer.commands import options
from explorer.commands.analyze import analyze
from explorer.commands.data import data
from explorer.commands.describe import describe
from explorer.commands.desktop import desktop
from explorer.commands.doctor import doctor
from explorer.commands.export import export, import_
from explorer.commands.failures import BoundedGroup, refuse
from explorer.commands.fork import fork
from explorer.commands.lessons import lessons
from explorer.commands.resume import resume
from explorer.commands.runs import runs
from explorer.commands.screenshot import screenshot
from explorer.commands.serve import serve
from explorer.commands.store import store
from explorer.commands.sweep import sweep
from explorer.commands.train import train
from explorer.commands.verdicts import verdicts

app = typer.Typer(
    name="residual-explorer",
    cls=BoundedGroup,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
for command in (train, resume, fork, sweep, describe, analyze, runs, export, screenshot, desktop, serve, doctor):
    app.command()(command)
app.command(name="import")(import_)
app.add_typer(data, name="data")
app.add_typer(lessons, name="lessons")
app.add_typer(verdicts, name="verdicts")
app.add_typer(store, name="store")


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"residual-explorer {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def window(
    context: typer.Context,
    runs_dir: options.RunsDir = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """See why deep networks are hard to train, and what skip connections change.

    Without a command the window opens.
    """
    try:
        log.configure(name="window" if context.invoked_subcommand is None else "commands")
    except ValueError as error:
        raise refuse(f"{log.LEVEL_VARIABLE}: {error}") from error
    context.obj = runs_dir
    if context.invoked_subcommand is not None:
        return
    _open(options.folder_of(context, None))


@app.command(name="open")
def open_archive(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An archive that `export` wrote.")],
    runs_dir: options.RunsDir = None,
) -> None:
    """Open the window and take in the runs of an archive. `residual-explorer FILE.rexp` does the same."""
    _open(options.folder_of(context, runs_dir), file)


def _open(folder: Path, archive: Path | None = None) -> None:
    problem = qtcheck.problem()
    if problem is not None:
        raise refuse(problem)
    from explorer.app import run

    raise typer.Exit(run(folder, archive))


def main() -> None:
    """Entry point of the console script."""
    app()
