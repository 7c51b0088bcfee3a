"""`residual-explorer train`: one run without a window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from explorer.commands import options
from explorer.commands.failures import usage_errors
from explorer.commands.jsonfile import check_writable
from explorer.commands.networks import spec_from
from explorer.commands.option_groups import NETWORK, TRAINING, takes
from explorer.commands.own import checked
from explorer.commands.trained import trained

if TYPE_CHECKING:
    from rich.console import Console

    from explorer.recording.recording import Recording
    from explorer.runs.store import RunStore


@takes(TRAINING, NETWORK)
def train(
    *,
    context: typer.Context,
    network: options.NetworkName,
    at: options.At = None,
    checkpoint_every: options.CheckpointEvery = None,
    runs_dir: options.RunsDir = None,
    json: options.JsonFile = None,
    run_name: options.RunName = None,
    **_others: object,
) -> None:
    """Train a network, show its progress, and keep the run where the window finds it.

    Exit status: 0 completed, 2 unusable arguments, 3 diverged, 130 interrupted and saved, 1 anything else.
    """
    folder = options.folder_of(context, runs_dir)
    with usage_errors():
        spec = spec_from(context.params)
        if json is not None:
            check_writable(json)
        if spec.network.source:
            spec = checked(spec)

    def ready(store: RunStore, console: Console) -> Recording:
        from explorer.commands.training import prepare

        return prepare(spec, run_name or spec.network.name, store, console)

    raise typer.Exit(trained(folder, json, ready, checkpoint_every))
