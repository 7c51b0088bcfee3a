"""`residual-explorer export` and `import`: runs handed on and taken in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from explorer.commands import options
from explorer.commands.failures import Exit, UsageError, refuse, usage_errors
from explorer.commands.stored import meant
from explorer.exports import Existing
from explorer.exports.format_registry import FORMATS, ExportError, Wanted, format_of
from explorer.exports.format_registry import export as write
from explorer.runs.store_errors import StoreError

if TYPE_CHECKING:
    from explorer.runs.rows import RunRow
    from explorer.runs.store import RunStore

_NAMES = "|".join(form.name for form in FORMATS)
_SUFFIXES = ", ".join(form.suffix for form in FORMATS if form.suffix)


Runs = Annotated[
    list[str] | None, typer.Argument(metavar="RUN", help="Stored runs: ids or names, or unique prefixes of them.")
]
To = Annotated[
    Path, typer.Option("--to", metavar="FILE", help=f"File to write; its suffix says the format: {_SUFFIXES}.")
]
FormatName = Annotated[
    str | None,
    typer.Option("--format", metavar=_NAMES, help="Format; tensorboard writes a folder.", show_default="by the suffix"),
]
All = Annotated[bool, typer.Option("--all", help="Every stored run.")]
WithWeights = Annotated[bool, typer.Option("--weights", help="With trained weights, in an archive.")]
WithoutLayers = Annotated[bool, typer.Option("--without-layers", help="Without what is measured of layers and skips.")]
ArchiveFile = Annotated[Path, typer.Argument(metavar="FILE", help="An archive that `export` wrote.")]
ExistingRuns = Annotated[
    Existing, typer.Option(help="What becomes of runs that are there already; copy gives the new ones other ids.")
]


def export(
    *,
    context: typer.Context,
    to: To,
    run: Runs = None,
    every: All = False,
    search: options.Search = "",
    where: options.Where = None,
    form: FormatName = None,
    weights: WithWeights = False,
    without_layers: WithoutLayers = False,
    runs_dir: options.RunsDir = None,
) -> None:
    """Hand runs on: an archive that opens elsewhere, tables, JSON, TensorBoard event files.

    Exit status: 0 written, 2 unusable arguments, 1 anything else.
    """
    from rich.console import Console

    from explorer.commands.progress import share_shown

    with usage_errors(), _reported(), _opened(options.folder_of(context, runs_dir)) as store:
        chosen = FORMATS[form] if form else format_of(to)
        if weights and not chosen.weights:
            raise UsageError(f"--weights applies to an archive, not to {chosen.name}.")
        rows = _rows(store, run or [], every, search, where or [])
        wanted = Wanted(store, rows, to.stem, layers=not without_layers, weights=weights)
        with share_shown(Console(stderr=True), f"Writing {to.name}") as told:
            files = write(chosen, wanted, to, told)
    count = "1 run" if len(rows) == 1 else f"{len(rows):,} runs"
    typer.echo(f"{count} as {chosen.title}: {', '.join(map(str, files))}")


def import_(
    *,
    context: typer.Context,
    file: ArchiveFile,
    existing: ExistingRuns = Existing.REFUSE,
    runs_dir: options.RunsDir = None,
) -> None:
    """Take in the runs of an archive. Nothing in it is run, and no other file of yours is touched.

    Exit status: 0 taken in, 2 unusable arguments, 1 anything else.
    """
    from rich.console import Console

    from explorer.commands.progress import share_shown
    from explorer.exports.archive import Archive
    from explorer.exports.taking_in import read_into

    folder = options.folder_of(context, runs_dir)
    with usage_errors(), _reported(), Archive(file) as archive, _opened(folder) as store:
        known = store.transfers.known(list(archive.manifest.runs))
        if known and existing == Existing.REFUSE:
            raise UsageError(
                f"{len(known)} of the {len(archive.manifest.runs)} runs in {file.name} are in {folder} already "
                f"(first {known[0]}). Nothing was changed. Say what to do with --existing: replace, copy or skip."
            )
        with share_shown(Console(stderr=True), f"Reading {file.name}") as told:
            taken = read_into(store, archive, existing, told)
    skipped = f", {len(taken.skipped)} skipped" if taken.skipped else ""
    count = "1 run" if len(taken.entered) == 1 else f"{len(taken.entered):,} runs"
    typer.echo(f"Imported {count}{skipped} into {folder}.")


def _rows(store: RunStore, run: list[str], every: bool, search: str, where: list[str]) -> list[RunRow]:
    from explorer.runs.filters import condition, matching

    conditions = [condition(text) for text in where]
    if bool(run) + every + bool(search.strip() or where) != 1:
        raise UsageError(
            "Name the runs to export, or choose them with --search and --where, or take --all: one of the three."
        )
    if run:
        return list({row.id: row for row in (meant(store, text) for text in run)}.values())
    rows = matching(store.rows(search), conditions)
    if not rows:
        wanted = " ".join((search, *where)).strip()
        raise UsageError(f"There are no runs in {store.folder}" + (f" with {wanted!r}." if wanted else "."))
    return rows


@contextmanager
def _opened(folder: Path) -> Iterator[RunStore]:
    from explorer.runs.store import RunStore

    store = RunStore(folder)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def _reported() -> Iterator[None]:
    """What cannot be written or read, as a line and a status."""
    from explorer.exports.archive import ArchiveError

    try:
        yield
    except (ExportError, ArchiveError, StoreError) as error:
        raise refuse(str(error), Exit.FAILED) from error
