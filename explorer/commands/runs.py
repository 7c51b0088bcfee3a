"""`residual-explorer runs`: what is in the run store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from explorer.commands import options
from explorer.commands.failures import usage_errors
from explorer.commands.jsonfile import dumps
from explorer.number_text import percent

if TYPE_CHECKING:
    from explorer.runs.store import RunRow


def runs(
    context: typer.Context,
    search: options.Search = "",
    json: options.JsonFlag = False,
    runs_dir: options.RunsDir = None,
) -> None:
    """List the stored runs, newest first."""
    folder = options.folder_of(context, runs_dir)
    with usage_errors():
        rows = _rows(folder, search)
    if json:
        typer.echo(dumps([_as_data(row) for row in rows]))
    elif rows:
        _show(rows)
    else:
        typer.echo(f"There are no runs in {folder}" + (f" with {search!r}." if search else " yet."))


def _rows(folder: Path, search: str) -> list[RunRow]:
    from explorer.runs.database import FILE_NAME
    from explorer.runs.store import RunStore

    if not (folder / FILE_NAME).exists():
        return []  # looking must not make a folder
    store = RunStore(folder)
    try:
        return store.rows(search)
    finally:
        store.close()


def _as_data(row: RunRow) -> dict[str, Any]:
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
    }


def _show(rows: list[RunRow]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    if not console.is_terminal:
        console.width = 160  # a pipe has no width to keep to
    table = Table(show_edge=False)
    for heading in ("name", "network", "skips", "data"):
        table.add_column(heading)
    for heading in ("train", "test", "steps"):
        table.add_column(heading, justify="right")
    table.add_column("verdict")
    for heading in ("status", "date", "id"):
        table.add_column(heading, no_wrap=True)
    for row in rows:
        result = row.outcome
        cells = (row.name, row.network, row.skips, row.dataset)
        figures = (percent(result.train_accuracy), percent(result.test_accuracy), f"{result.steps:,}")
        status = "damaged" if row.problem else row.status
        # Text, not markup: a name may hold square brackets.
        when = f"{row.created.astimezone():%Y-%m-%d %H:%M}"
        table.add_row(*map(Text, (*cells, *figures, row.verdict, status, when, row.id)))
    console.print(table)
