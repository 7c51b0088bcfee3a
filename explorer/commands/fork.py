"""`residual-explorer fork`: a child of a stored run, from one of its steps on, with other settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from explorer.commands import options
from explorer.commands.failures import UsageError, usage_errors
from explorer.commands.jsonfile import check_writable
from explorer.commands.option_groups import TRAINING, changes, takes
from explorer.commands.trained import trained
from explorer.runs.gate_script import parse
from explorer.runs.spec import RunSpec, TrainingSpec

if TYPE_CHECKING:
    from rich.console import Console

    from explorer.recording.recording import Recording
    from explorer.runs.store import RunStore

Step = Annotated[int, typer.Option(min=0, help="The first step of the child; those before it are the parent's.")]
Gates = Annotated[
    list[str] | None,
    typer.Option(metavar="SKIPS=GATE", help='Gates from that step on: "stage 2 = 0" or "all = 0.5". Can be repeated.'),
]
_PANEL = "Training"
_CHANGES = changes(
    TRAINING,
    without=("seed", "device", "train_folder", "test_folder", "without_folder"),
    others={
        "dataset": Annotated[
            str | None,
            typer.Option(metavar="NAME", help="Another dataset with as many classes.", rich_help_panel=_PANEL),
        ],
        "epochs": Annotated[
            int | None, typer.Option(min=1, help="Epochs in all, the parent's included.", rich_help_panel=_PANEL)
        ],
        "max_steps": Annotated[
            int | None,
            typer.Option(
                min=0,
                help="Steps in all, the parent's included; 0: as the epochs have.",
                rich_help_panel=_PANEL,
            ),
        ],
        "optimizer": Annotated[
            str | None,
            typer.Option(help="Another optimizer; it begins without the memory of the first.", rich_help_panel=_PANEL),
        ],
        "warmup": Annotated[
            int | None,
            typer.Option(help="Warm-up steps, counted from the parent's first step.", rich_help_panel=_PANEL),
        ],
        "probe_every": Annotated[
            int | None,
            typer.Option(min=0, help="Steps between probes; 1 to see a moment closely.", rich_help_panel=_PANEL),
        ],
    },
)
Name = Annotated[
    str | None, typer.Option("--name", help="Name of the child.", show_default="the parent's, and the step")
]


@takes(_CHANGES)
def fork(
    *,
    context: typer.Context,
    run: options.StoredRun,
    step: Step,
    gates: Gates = None,
    at: options.At = None,
    checkpoint_every: options.CheckpointEvery = None,
    runs_dir: options.RunsDir = None,
    json: options.JsonFile = None,
    run_name: Name = None,
    **_others: object,
) -> None:
    """Start a child of a stored run from one of its steps, with other gates, learning rate, data or probes.

    The parent stays as it is. What is not given stays as in the parent, planned interventions included. Between two
    checkpoints, the steps in between are trained again first. Exit status: as `train`.
    """
    with usage_errors():
        if json is not None:
            check_writable(json)

    def ready(store: RunStore, console: Console) -> Recording:
        from explorer.commands.progress import share_shown
        from explorer.commands.stored import meant
        from explorer.commands.training import prepare_beginning
        from explorer.recording.continuing import forking

        row = meant(store, run)
        spec = forked(store.spec(row.id), step, context.params)
        with share_shown(console, f"Going to step {step:,}") as show:
            beginning = forking(store, row.id, step, spec, show)
        return prepare_beginning(beginning, run_name or f"{row.name}, fork of step {step:,}", store, console)

    raise typer.Exit(trained(options.folder_of(context, runs_dir), json, ready, checkpoint_every))


def forked(parent: RunSpec, step: int, parameters: Mapping[str, Any]) -> RunSpec:
    """The settings of a child: the parent's, but for those that are given. SpecError, UsageError."""
    given = {f.name: parameters[f.name] for f in fields(TrainingSpec) if parameters.get(f.name) is not None}
    if "epochs" in given:
        given.setdefault("max_steps", 0)  # a parent's number of steps would end the child all the same
    if any(":" in text for text in parameters.get("gates") or ()):
        raise UsageError('--gates takes no step: it is that of --step. Write "all = 0.5", or use --at.')
    moves = [f"{step}: {text}" for text in parameters.get("gates") or ()] + list(parameters.get("at") or ())
    interventions = (*parent.training.interventions, *map(parse, moves))
    return replace(parent, training=replace(parent.training, **given, interventions=interventions))
