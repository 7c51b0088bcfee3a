"""`residual-explorer sweep`: many runs from one file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from explorer.cluster.cluster_error import ClusterError
from explorer.commands import options
from explorer.commands.failures import Exit, UsageError, refuse, usage_errors
from explorer.commands.jsonfile import dumps
from explorer.experiments.bundled import bundled_sweeps, sweep_path
from explorer.experiments.planning import Plan, planned
from explorer.experiments.sweep_file import parse_sweep, read_sweep
from explorer.registry import SpecError
from explorer.runs.store_errors import StoreError

if TYPE_CHECKING:
    from explorer.runs.store import RunStore

_BUNDLED = ", ".join(bundled_sweeps())

SweepFile = Annotated[str, typer.Argument(metavar="FILE", help=f"A sweep file (TOML), or a bundled sweep: {_BUNDLED}.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="List the runs and the expected time; train nothing.")]
Status = Annotated[bool, typer.Option("--status", help="Show how far the sweep is; train nothing.")]
ResumeFlag = Annotated[
    bool, typer.Option("--resume", help="Continue a paused or canceled sweep, failed runs included.")
]
TableFlag = Annotated[
    bool, typer.Option("--table", help="At the end print the results: medians and ranges over seeds, findings.")
]
On = Annotated[
    str | None,
    typer.Option(
        "--on",
        metavar="ray[:ADDRESS]",
        help="Train on a Ray cluster: the one at ADDRESS, else the one that runs on this machine, else a new one here.",
    ),
]
Cpus = Annotated[int, typer.Option("--cpus", min=1, help="With --on: CPU cores that a run takes.")]
Gpus = Annotated[
    float,
    typer.Option("--gpus", min=0.0, help="With --on: GPUs that a run takes if it uses any; 0.5 for half of one."),
]
Cancel = Annotated[bool, typer.Option("--cancel", help="Train no more runs of the sweep; those that are done stay.")]


def sweep(
    *,
    context: typer.Context,
    file: SweepFile,
    dry_run: DryRun = False,
    status: Status = False,
    resume: ResumeFlag = False,
    cancel: Cancel = False,
    table: TableFlag = False,
    on: On = None,
    cpus: Cpus = 1,
    gpus: Gpus = 1.0,
    json: options.JsonFlag = False,
    runs_dir: options.RunsDir = None,
) -> None:
    """Train every run that a sweep file asks for, and continue where it stopped before.

    Runs that are stored already, with the same settings and program version, are used as they are. The window can
    work off the same sweep at the same time. With --status or --dry-run, --json prints JSON. --table prints the
    results as a markdown table when it is done, at once where all runs are stored.

    Exit status: 0 every run is done (a diverged run is a result, too), 1 some failed, 2 unusable arguments,
    130 interrupted and saved.
    """
    folder = options.folder_of(context, runs_dir)
    with usage_errors():
        _require_combinable(dry_run=dry_run, status=status, resume=resume, cancel=cancel, table=table, json=json)
        address = None if on is None else _address(on, idle=dry_run or status or cancel)
    if dry_run:
        raise typer.Exit(_dry_run(file, folder, json))
    with usage_errors():
        plan = _plan(file, folder)
    with _opened(folder) as store:
        if status or cancel:
            raise typer.Exit(_looked(store, plan, json, cancel))
        exit_status = _work(store, plan, resume, None if address is None else _Cluster(address, cpus, gpus))
        if table:
            typer.echo(_table(store, plan))
    raise typer.Exit(exit_status)


@contextmanager
def _opened(folder: Path) -> Iterator[RunStore]:
    """The store of a runs folder, closed at the end. Errors of the store and of a cluster end the command in words."""
    from explorer.runs.store import RunStore

    with usage_errors():
        store = RunStore(folder)
    try:
        yield store
    except ClusterError as error:
        raise refuse(str(error)) from error
    except (StoreError, OSError) as error:
        raise refuse(str(error), Exit.FAILED) from error
    finally:
        with suppress(StoreError):
            store.close()


def _require_combinable(*, dry_run: bool, status: bool, resume: bool, cancel: bool, table: bool, json: bool) -> None:
    if dry_run + status + resume + cancel > 1:
        raise UsageError("--dry-run, --status, --resume and --cancel exclude each other. Give one of them.")
    if json and not (dry_run or status):
        raise UsageError("--json goes with --status or --dry-run.")
    if table and (dry_run or status or cancel):
        raise UsageError("--table prints the results of a sweep that is carried out; it goes with --resume alone.")


def _address(on: str, *, idle: bool) -> str:
    """The address of a cluster, empty where none is named."""
    kind, _, address = on.partition(":")
    if kind != "ray":
        raise UsageError(f"--on is {on!r}; allowed: ray, or ray:ADDRESS such as ray:10.0.0.1:6379.")
    if idle:
        raise UsageError("--on says where runs are trained; --dry-run, --status and --cancel train none.")
    return address


class _Cluster(NamedTuple):
    """A Ray cluster by its address, and what a run takes of it."""

    address: str
    cpus: int
    gpus: float


def _plan(text: str, folder: Path) -> Plan:
    """The sweep that `text` names: a file, a bundled sweep, or one that is in the store."""
    from explorer.runs.database import FILE_NAME
    from explorer.runs.store import RunStore

    try:
        return planned(read_sweep(sweep_path(text)))
    except SpecError:
        if Path(text).suffix or not (folder / FILE_NAME).exists():
            raise
        with closing(RunStore(folder)) as store:
            found = store.sweeps.named(text)
        if found is None:
            raise
        return planned(parse_sweep(found.source, text))


def _dry_run(file: str, folder: Path, json: bool) -> Exit:
    from rich.console import Console

    from explorer.commands.sweep_listing import plan_data, plan_lines
    from explorer.commands.sweeping import expected
    from explorer.experiments.fitting import fitted_plan
    from explorer.experiments.stored import stored_places
    from explorer.threads import wait_asleep

    wait_asleep()
    with usage_errors():
        plan = fitted_plan(_plan(file, folder))
        stored = stored_places(folder, plan)
        seconds = expected(plan, stored, Console(stderr=True))
    typer.echo(dumps(plan_data(plan, seconds, stored)) if json else "\n".join(plan_lines(plan, seconds, stored)))
    return Exit.COMPLETED


def _looked(store: RunStore, plan: Plan, json: bool, cancel: bool) -> Exit:
    """Tell how far a sweep is, having canceled it where that is wanted."""
    from explorer.commands.sweep_listing import status_data, status_lines

    found = store.sweeps.named(plan.name)
    if found is None:
        raise refuse(f"The sweep {plan.name} has not been started in {store.folder}.")
    if cancel and found.doing == "done":
        typer.echo(f"{found.name} is done: there is nothing to cancel.")
        return Exit.COMPLETED
    if cancel:
        store.sweeps.set_state(found.id, "canceled")
        typer.echo(f"{found.name} is canceled: {found.unfinished} runs are not trained. --resume goes on.")
        return Exit.COMPLETED
    store.sweeps.free_lost()
    found = store.sweeps.named(plan.name) or found
    cells = store.sweeps.cells(found.id)
    typer.echo(dumps(status_data(found, cells)) if json else "\n".join(status_lines(found, cells)))
    return Exit.COMPLETED


def _table(store: RunStore, plan: Plan) -> str:
    """The results of a sweep, as far as it is."""
    from explorer.comparison.seed_table import seed_table

    found = store.sweeps.named(plan.name)
    wanted = {cell.run_id for cell in store.sweeps.cells(found.id)} if found else set()
    return seed_table([row for row in store.rows() if row.id in wanted])


def _work(store: RunStore, plan: Plan, resume: bool, cluster: _Cluster | None) -> Exit:
    from rich.console import Console

    from explorer.commands.sweeping import carry_out
    from explorer.experiments.fitting import fitted_plan, require_data, require_single
    from explorer.threads import wait_asleep

    wait_asleep()
    found = store.sweeps.named(plan.name)
    if found is not None and found.state != "active" and not resume:
        raise refuse(f"{plan.name} is {found.state}. Go on with it by --resume.")
    with usage_errors():
        if cluster is not None:
            require_single(plan)
        plan = fitted_plan(plan)
        require_data(plan)
    entered = store.sweeps.enter(plan.name, plan.source, plan.cells)
    if resume:
        store.sweeps.set_state(entered.sweep, "active")
        store.sweeps.retry(cell.id for cell in store.sweeps.cells(entered.sweep) if cell.state == "failed")
    notes = list(plan.notes)
    if entered.dropped:
        notes.append(f"{entered.dropped} runs are no longer in the file; those that were trained stay in the list.")
    for note in notes:
        typer.echo(f"{plan.name}: {note}", err=True)
    if cluster is None:
        return carry_out(store, entered.sweep, Console(stderr=True))
    from explorer.cluster.cluster_queue import ClusterQueue
    from explorer.cluster.ray_place import RayPlace

    with closing(RayPlace(*cluster)) as place:
        return carry_out(store, entered.sweep, Console(stderr=True), partial(ClusterQueue, place=place))
