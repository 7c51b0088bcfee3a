"""`residual-explorer train`: one run without a window."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import typer

from explorer.commands import options
from explorer.commands.failures import Exit, refuse, usage_errors
from explorer.commands.jsonfile import check_writable, dumps
from explorer.commands.networks import spec_from
from explorer.commands.own import checked
from explorer.runs.spec import RunSpec, TrainingSpec
from explorer.runs.store_errors import StoreError
from explorer.threads import wait_asleep

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
    schedule: options.Schedule = _T.schedule,
    warmup: options.Warmup = _T.warmup,
    seed: options.Seed = _T.seed,
    device: options.Device = _T.device,
    probe_every: options.ProbeEvery = _T.probe_every,
    norm: options.Norm = None,
    init: options.Init = None,
    width: options.Width = None,
    shortcut: options.Shortcut = None,
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
    with usage_errors():
        spec = spec_from(context.params)
        if json is not None:
            check_writable(json)
        if spec.network.source:
            spec = checked(spec)
    raise typer.Exit(_run(spec, run_name or spec.network.name, options.folder_of(context, runs_dir), json))


def _run(spec: RunSpec, name: str, folder: Path, json: Path | None) -> Exit:
    from rich.console import Console

    from explorer.commands import results
    from explorer.runs.store import RunStore

    with usage_errors():
        store = RunStore(folder)
    try:
        wait_asleep()
        from explorer.commands.training import carry_out, prepare
        from explorer.verdicts.judging import note_verdict

        console = Console(stderr=True)
        with usage_errors():
            run = prepare(spec, name, store, console)
        outcome = carry_out(run, console)
        findings = note_verdict(store, run.run_id)
        if json is not None:
            json.write_text(dumps(results.as_data(run, outcome, findings)) + "\n", encoding="utf-8")
    except (StoreError, OSError) as error:
        raise refuse(str(error), Exit.FAILED) from error
    except KeyboardInterrupt:
        raise refuse("Stopped before the first step; nothing was saved.", Exit.INTERRUPTED) from None
    finally:
        with suppress(StoreError):  # the first error is the one to tell; a run that ended is saved
            store.close()
    typer.echo("\n".join((results.line(run, outcome), *(finding.sentence for finding in findings[:1]))))
    return results.exit_status(outcome)
