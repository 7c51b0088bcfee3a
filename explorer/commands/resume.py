"""`residual-explorer resume`: a run that ended goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from explorer.commands import options
from explorer.commands.failures import usage_errors
from explorer.commands.jsonfile import check_writable
from explorer.commands.trained import trained

if TYPE_CHECKING:
    from rich.console import Console

    from explorer.recording.recording import Recording
    from explorer.runs.store import RunStore

Longer = Annotated[
    int | None,
    typer.Option(min=1, help="Epochs in all, to train a run longer.", show_default="the run's own"),
]


def resume(
    *,
    context: typer.Context,
    run: options.StoredRun,
    epochs: Longer = None,
    checkpoint_every: options.CheckpointEvery = None,
    runs_dir: options.RunsDir = None,
    json: options.JsonFile = None,
) -> None:
    """Go on with a run that was stopped, interrupted or failed, or train a completed one longer.

    It keeps its id and settings and goes on from its last checkpoint. On the same CPU it gets the same numbers as a run
    that was never interrupted. To change anything but the number of epochs, fork it. Exit status: as `train`.
    """
    with usage_errors():
        if json is not None:
            check_writable(json)

    def ready(store: RunStore, console: Console) -> Recording:
        from explorer.commands.stored import meant
        from explorer.commands.training import prepare_beginning
        from explorer.recording.continuing import resuming

        row = meant(store, run)
        return prepare_beginning(resuming(store, row.id, epochs), row.name, store, console, row.id)

    raise typer.Exit(trained(options.folder_of(context, runs_dir), json, ready, checkpoint_every))
