"""`residual-explorer data`: what there is to train on, fetching it, and looking at a folder of images."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from explorer.commands import options
from explorer.commands.failures import Exit, refuse, usage_errors
from explorer.experiments.run_options import with_roles
from explorer.number_text import size

if TYPE_CHECKING:
    from threading import Event

    from rich.console import Console

    from explorer.datasets.dataset_registry import Dataset

data = typer.Typer(help="List datasets, download one, or check an image folder.")

Published = Annotated[str, typer.Argument(metavar="NAME", help="Such as cifar-10.")]
Anything = Annotated[str, typer.Argument(metavar="NAME", help="A dataset, or folder:SIZE:PATH.")]


@data.callback(invoke_without_command=True)
def overview(context: typer.Context) -> None:
    """List what there is to train on; fetch it, or look at a folder of images."""
    if context.invoked_subcommand is not None:
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from explorer.datasets.dataset_registry import DATASETS

    console = Console()
    if not console.is_terminal:
        console.width = 120  # a pipe has no width to keep to
    table = Table("name", "title", show_edge=False)
    for heading in ("images", "shape", "classes", "fetched"):
        table.add_column(heading, justify="right")
    table.add_column("here")
    for dataset in DATASETS:
        table.add_row(*map(Text, _row(dataset)))
    console.print(table)


@data.command()
def fetch(name: Published) -> None:
    """Download a dataset. Ctrl-C stops; the same call goes on where it stopped."""
    from threading import Event

    from rich.console import Console

    from explorer.datasets.data_errors import DataError
    from explorer.datasets.dataset_lookup import find

    with usage_errors():
        dataset = find(name)
    if dataset.download is None:
        typer.echo(f"{dataset.title} needs no download.")
        return
    try:
        _fetch(dataset, Console(stderr=True), Event())
    except DataError as error:
        raise refuse(str(error), Exit.FAILED) from error
    except KeyboardInterrupt:
        raise refuse(
            "Stopped. The partial download is kept; run the same command again to resume it.", Exit.INTERRUPTED
        ) from None
    typer.echo(f"{dataset.title} is in {dataset.folder()}.")


@data.command()
def show(
    context: typer.Context,
    name: Anything,
    train_folder: options.TrainFolder = None,
    test_folder: options.TestFolder = None,
    without_folder: options.WithoutFolder = None,
) -> None:
    """Tell size, classes and parts of a dataset; a folder of images is listed, not read."""
    from explorer.datasets.data_samples import survey

    with usage_errors():
        dataset, notes = survey(with_roles(name, context.params))
    channels, height, width = dataset.shape
    typer.echo(f"{dataset.title}: {channels}×{height}×{width}, {len(dataset.classes)} classes")
    typer.echo(f"{dataset.train_size:,} training, {dataset.test_size:,} test images")
    typer.echo(f"Classes: {', '.join(dataset.classes)}")
    typer.echo(f"Origin: {dataset.license}")
    for note in notes:
        typer.echo(note)


def _row(dataset: Dataset) -> tuple[str, ...]:
    images = f"{dataset.train_size:,} + {dataset.test_size:,}"
    fetched = size(dataset.download_bytes) if dataset.download else "–"
    shape = "×".join(map(str, dataset.shape))
    here = "yes" if dataset.present() else "no"
    return dataset.name, dataset.title, images, shape, str(len(dataset.classes)), fetched, here


def _fetch(dataset: Dataset, console: Console, canceled: Event) -> None:
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    from explorer.datasets.published import fetch as fetch_files

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, TimeRemainingColumn(compact=True), console=console) as bar:
        task = bar.add_task(dataset.title, total=dataset.download_bytes)
        fetch_files(dataset, lambda done, total: bar.update(task, completed=done, total=total), canceled)
