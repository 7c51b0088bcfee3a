"""`residual-explorer train`: one run without a window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from explorer.commands import options
from explorer.commands.failures import usage_errors
from explorer.commands.jsonfile import check_writable
from explorer.commands.networks import spec_from
from explorer.commands.own import checked
from explorer.commands.trained import trained
from explorer.runs.spec import TrainingSpec

if TYPE_CHECKING:
    from rich.console import Console

    from explorer.recording.recording import Recording
    from explorer.runs.store import RunStore

_T = TrainingSpec()


def train(
    *,
    context: typer.Context,
    network: options.NetworkName,
    dataset: options.Dataset = _T.dataset,
    train_folder: options.TrainFolder = None,
    test_folder: options.TestFolder = None,
    without_folder: options.WithoutFolder = None,
    augment: options.Augment = _T.augment,
    epochs: options.Epochs = _T.epochs,
    max_steps: options.MaxSteps = _T.max_steps,
    batch_size: options.BatchSize = _T.batch_size,
    optimizer: options.Optimizer = _T.optimizer,
    lr: options.Rate = None,
    momentum: options.Momentum = _T.momentum,
    weight_decay: options.WeightDecay = _T.weight_decay,
    clip: options.Clip = _T.clip,
    clip_by: options.ClipBy = _T.clip_by,
    schedule: options.Schedule = _T.schedule,
    warmup: options.Warmup = _T.warmup,
    seed: options.Seed = _T.seed,
    device: options.Device = _T.device,
    probe_every: options.ProbeEvery = _T.probe_every,
    at: options.At = None,
    checkpoint_every: options.CheckpointEvery = None,
    norm: options.Norm = None,
    init: options.Init = None,
    width: options.Width = None,
    activation: options.Activation = None,
    slope: options.Slope = None,
    shortcut: options.Shortcut = None,
    branch_scale: options.BranchScale = None,
    stem: options.Stem = None,
    zero_gamma: options.ZeroGamma = None,
    skips: options.Skips = "default",
    trust: options.Trust = False,
    argument: options.Arguments = None,
    output: options.Output = None,
    weights: options.Weights = None,
    runs_dir: options.RunsDir = None,
    json: options.JsonFile = None,
    run_name: options.RunName = None,
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
