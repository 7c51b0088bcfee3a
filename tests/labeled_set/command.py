"""`residual-explorer verdicts`: how right the verdicts are, the labels they are measured by, and the four-way table."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from explorer.commands.failures import UsageError, usage_errors
from explorer.threads import wait_asleep

if TYPE_CHECKING:
    from tests.labeled_set.cases import Case

verdicts = typer.Typer(help="Measure how right the verdicts are, on the labeled set of runs.")

HALVES = ("fit", "held-out", "all")
Half = Annotated[str, typer.Option(metavar="|".join(HALVES), help="Which half of the labeled set.")]
Offers = Annotated[
    bool, typer.Option("--offers", help="Judge the half held out once more, with the runs trained that findings offer.")
]
Figures = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Write the counts that findings quote to FILE: explorer/verdicts/measured.json."),
]
Jobs = Annotated[int, typer.Option(min=1, help="Runs at a time, each in a process with one thread.")]
Out = Annotated[Path | None, typer.Option(metavar="FILE", help="Write the report to FILE instead of printing it.")]
Keep = Annotated[
    Path | None, typer.Option(metavar="FOLDER", help="Keep the runs in this run store, and use those already there.")
]
Anew = Annotated[bool, typer.Option("--anew", help="Measure all again.")]
Only = Annotated[str, typer.Option(metavar="KEYS", help="Only these cases, such as plain-8,resnet-20-s0.")]


@verdicts.callback(invoke_without_command=True)
def report(
    context: typer.Context,
    *,
    half: Half = "all",
    jobs: Jobs = 1,
    out: Out = None,
    keep: Keep = None,
    only: Only = "",
    offers: Offers = False,
    figures: Figures = None,
) -> None:
    """Train the labeled set anew and report precision and recall of every verdict, as markdown."""
    if context.invoked_subcommand is not None:
        return
    with usage_errors():
        cases = _chosen(half, only)
        _check_labels(cases)
        _check(out)
        _check(figures)
    _one_thread()
    from explorer.verdicts.verdict_registry import VERDICTS
    from tests.labeled_set.judging import judged, judged_with_offers, runs_of
    from tests.labeled_set.report import counts, markdown

    with _store_folder(keep) as folder, _shown(len(runs_of(cases))) as step:
        found = judged(cases, folder, jobs, step)
        held_out = [case for case in cases if case.half == "held-out"]
        asked = judged_with_offers(held_out, folder) if offers else ()
    _write(markdown(found, VERDICTS.names(), asked), out)
    if figures is not None:
        _write(json.dumps(counts(found, VERDICTS.names()), indent=1) + "\n", figures)


@verdicts.command()
def label(jobs: Jobs = 1, only: Only = "", anew: Anew = False) -> None:
    """Derive the labels: train every case, the same for longer, at other learning rates, and its twin; keep the facts
    in tests/labeled_set/labels.json. A case that is there and whose spec is the same is not measured again."""
    with usage_errors():
        cases = _chosen("all", only)
    _one_thread()
    from tests.labeled_set.labeling import label_all

    with _shown(len(cases)) as step:
        label_all(cases, jobs, step, anew=anew)


@verdicts.command(name="four-way")
def four_way(
    *,
    jobs: Jobs = 1,
    out: Out = None,
    keep: Keep = None,
    seeds: Annotated[int, typer.Option(min=1, help="Seeds 0 … N − 1.")] = 3,
    epochs: Annotated[int, typer.Option(min=1, help="Passes over the digits.")] = 15,
    depths: Annotated[str, typer.Option(metavar="LIST", help="Depths.")] = "20,56",
) -> None:
    """The paper's argument in one table: plain and residual networks with and without batch norm, at two depths."""
    with usage_errors():
        _check(out)
        chosen = _numbers(depths)
    _one_thread()
    from tests.labeled_set.fourway import specs, table_of
    from tests.labeled_set.retraining import trained

    wanted = specs(chosen, seeds, epochs)
    with _store_folder(keep) as folder, _shown(len(wanted)) as step:
        for name in trained(wanted, folder, jobs):
            step(name)
        text = table_of(folder, chosen, seeds, epochs)
    _write(text, out)


def _chosen(half: str, only: str) -> tuple[Case, ...]:
    from tests.labeled_set.cases import read_cases

    if half not in HALVES:
        raise UsageError(f"--half is {half!r}; allowed: {', '.join(HALVES)}.")
    cases = read_cases()
    keys = [key.strip() for key in only.split(",") if key.strip()]
    unknown = sorted(set(keys) - {case.key for case in cases})
    if unknown:
        raise UsageError(f"There is no case {', '.join(unknown)}; tests/labeled_set/specs.json has them all.")
    return tuple(case for case in cases if half in ("all", case.half) and (not keys or case.key in keys))


def _check_labels(cases: Sequence[Case]) -> None:
    from tests.labeled_set.cases import read_labels

    known = {label.fingerprint for label in read_labels().values()}
    missing = [case.key for case in cases if case.fingerprint not in known]
    if missing:
        raise UsageError(f"No labels yet of {', '.join(missing)}: run `residual-explorer verdicts label` first.")


def _numbers(text: str) -> tuple[int, ...]:
    try:
        return tuple(int(part) for part in text.split(","))
    except ValueError:
        raise UsageError(f"--depths is {text!r}; allowed: whole numbers and commas, such as 20,56.") from None


def _check(out: Path | None) -> None:
    from explorer.commands.jsonfile import check_writable

    if out is not None:
        check_writable(out)


def _one_thread() -> None:
    """Numbers depend on the number of threads; and jobs share the cores."""
    os.environ["OMP_NUM_THREADS"] = "1"
    wait_asleep()


@contextmanager
def _store_folder(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        yield keep
        return
    with TemporaryDirectory(prefix="verdicts-") as folder:
        yield Path(folder)


@contextmanager
def _shown(total: int) -> Iterator[Callable[[str], None]]:
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True)) as progress:
        task = progress.add_task("Training", total=total)

        def step(name: str) -> None:
            progress.update(task, advance=1, description=name)

        yield step


def _write(text: str, out: Path | None) -> None:
    if out is None:
        typer.echo(text)
    else:
        out.write_text(text, encoding="utf-8")
