"""`residual-explorer runs`: what is in the run store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from explorer.commands import options
from explorer.commands.failures import usage_errors
from explorer.commands.jsonfile import dumps
from explorer.number_text import percent
from explorer.runs.spec import NetworkSpec, TrainingSpec

if TYPE_CHECKING:
    from explorer.runs.store import RunRow


def runs(
    context: typer.Context,
    search: options.Search = "",
    where: options.Where = None,
    json: options.JsonFlag = False,
    runs_dir: options.RunsDir = None,
) -> None:
    """List the stored runs, newest first: all, or those that fit --search and every --where.

    A condition names any setting or result, such as norm=none, depth>=20, test_accuracy<0.5, sweep=degradation.
    """
    folder = options.folder_of(context, runs_dir)
    with usage_errors():
        found = _found(folder, search, where or [])
    rows = [row for row, _ in found]
    if json:
        typer.echo(dumps([data for _, data in found]))
    elif rows:
        _show(rows)
    else:
        wanted = " ".join((search, *(where or ()))).strip()
        typer.echo(f"There are no runs in {folder}" + (f" with {wanted!r}." if wanted else " yet."))


def _found(folder: Path, search: str, where: list[str]) -> list[tuple[RunRow, dict[str, Any]]]:
    """The runs that fit, and all that is known of each."""
    from explorer.runs.database import FILE_NAME
    from explorer.runs.filters import condition, matching
    from explorer.runs.store import RunStore

    conditions = [condition(text) for text in where]
    if not (folder / FILE_NAME).exists():
        return []  # looking must not make a folder
    store = RunStore(folder)
    try:
        names = {sweep.id: sweep.name for sweep in store.sweeps.all()}
        return [(row, _as_data(row, names)) for row in matching(store.rows(search), conditions)]
    finally:
        store.close()


def _as_data(row: RunRow, sweeps: Mapping[str, str]) -> dict[str, Any]:
    of = [{"id": sweep, "name": sweeps.get(sweep)} for sweep in row.sweeps]
    return {
        "id": row.id,
        "name": row.name,
        "created": row.created.isoformat(),
        "status": row.status,
        "verdict": row.verdict,
        "network": row.network,
        "skips_on": row.skips_on,
        "skips": row.skips_total,
        "dataset": row.dataset,
        "steps": row.outcome.steps,
        "seconds": row.outcome.seconds,
        "train_loss": row.outcome.train_loss,
        "train_accuracy": row.outcome.train_accuracy,
        "test_loss": row.outcome.test_loss,
        "test_accuracy": row.outcome.test_accuracy,
        "device": row.device,
        "message": row.problem or row.outcome.message,
        "sweep": next(iter(of), None),
        "sweeps": of,
        "parent": {"run": row.parent, "step": row.parent_step} if row.parent else None,
        "tags": list(row.tags),
        "notes": row.notes,
        "reference": row.reference,
        "spec": _spec(row),
    }


def _spec(row: RunRow) -> dict[str, Any]:
    """The settings as in a run's spec: those of the network and of the training."""
    parts: tuple[tuple[str, Any], ...] = (("network", NetworkSpec), ("training", TrainingSpec))
    own = {**row.settings, "name": row.network}
    return {part: {f.name: own[f.name] for f in fields(kind) if f.name in own} for part, kind in parts}


def _show(rows: list[RunRow]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    if not console.is_terminal:
        console.width = 200  # a pipe has no width to keep to
    table = Table(show_edge=False)
    for heading in ("name", "network", "skips", "data"):
        table.add_column(heading)
    for heading in ("depth", "norm", "learning rate", "seed"):
        table.add_column(heading, justify="left" if heading == "norm" else "right")
    for heading in ("train", "test", "steps"):
        table.add_column(heading, justify="right")
    table.add_column("verdict")
    for heading in ("status", "date", "id"):
        table.add_column(heading, no_wrap=True)
    for row in rows:
        result = row.outcome
        cells = (row.name, row.network, row.skips, row.dataset, *_chosen(row))
        figures = (percent(result.train_accuracy), percent(result.test_accuracy), f"{result.steps:,}")
        status = "damaged" if row.problem else row.status
        # Text, not markup: a name may hold square brackets.
        when = f"{row.created.astimezone():%Y-%m-%d %H:%M}"
        table.add_row(*map(Text, (*cells, *figures, row.verdict, status, when, row.id)))
    console.print(table)


def _chosen(row: RunRow) -> tuple[str, ...]:
    """Depth, norm, learning rate and seed; empty where a network has none or it is damaged."""
    own = row.settings
    rate = own.get("lr")
    shown = (own.get("depth"), own.get("norm"), f"{rate:g}" if isinstance(rate, int | float) else None, own.get("seed"))
    return tuple("" if value is None else str(value) for value in shown)
