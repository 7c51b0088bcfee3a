"""`residual-explorer store`: is the runs file whole, and what to do where it is not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from explorer.commands import options
from explorer.commands.failures import Exit, UsageError, refuse, usage_errors
from explorer.number_text import size

if TYPE_CHECKING:
    from explorer.runs.integrity import Health

store = typer.Typer(help="Check the runs file, save what is whole, give space back.", no_args_is_help=True)

To = Annotated[Path, typer.Option("--to", metavar="FOLDER", help="New folder for what is whole.")]


@store.command()
def check(context: typer.Context, runs_dir: options.RunsDir = None) -> None:
    """Read every run and say what is damaged. Exit status: 0 all whole, 1 something damaged."""
    from rich.console import Console

    from explorer.commands.progress import share_shown
    from explorer.runs.integrity import examine

    with usage_errors(), share_shown(Console(stderr=True), "Checking") as told:
        health = examine(options.folder_of(context, runs_dir), told)
    typer.echo("\n".join(_told(health)))
    if not health.well:
        typer.echo("Save what is whole with: residual-explorer store salvage --to FOLDER")
        raise typer.Exit(Exit.FAILED)


@store.command()
def salvage(context: typer.Context, to: To, runs_dir: options.RunsDir = None) -> None:
    """Copy every run that is whole, with its weights, into a new folder. The old one is left as it is."""
    from rich.console import Console

    from explorer.commands.progress import share_shown
    from explorer.runs.database import FILE_NAME
    from explorer.runs.integrity import salvage as save
    from explorer.runs.store import RunStore

    folder = options.folder_of(context, runs_dir)
    with usage_errors():
        if (to / FILE_NAME).exists():
            raise UsageError(f"There are runs in {to} already. Name a new folder.")
        target = RunStore(to)
        try:
            with share_shown(Console(stderr=True), "Copying") as told:
                health = save(folder, target.transfers.put, to, told)
        finally:
            target.close()
    typer.echo("\n".join((*_told(health), f"Copied {health.whole:,} into {to}.")))


@store.command()
def compact(context: typer.Context, runs_dir: options.RunsDir = None) -> None:
    """Write the runs file anew, without the space of deleted runs."""
    from explorer.runs.database import FILE_NAME, Database

    folder = options.folder_of(context, runs_dir)
    with usage_errors():
        if not (folder / FILE_NAME).exists():
            raise refuse(f"There is no runs file in {folder}.", Exit.FAILED)
        database = Database(folder)
        try:
            freed = database.vacuum()
        finally:
            database.close()
    typer.echo(f"Gave back {size(max(0, freed))}; {database.path} is {size(database.path.stat().st_size)} now.")


def _told(health: Health) -> list[str]:
    lines = [f"{health.whole:,} runs whole, {len(health.damaged):,} damaged."]
    lines += [f"  {run_id}: {why}" for run_id, why in health.damaged.items()]
    return lines + [f"  file: {line}" for line in health.file]
