"""`residual-explorer lessons`: list the lessons, and check that what they expect comes out."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from explorer.commands import options
from explorer.commands.failures import Exit, UsageError, refuse, usage_errors
from explorer.commands.jsonfile import check_writable
from explorer.lessons.bundled import all_lessons, bundled_lessons, bundled_quiz, lesson_path
from explorer.lessons.lesson import Lesson
from explorer.lessons.lesson_file import read_lesson
from explorer.runs.store_errors import StoreError

lessons = typer.Typer(help="List the lessons, or check what they expect.", no_args_is_help=False)

Names = Annotated[
    list[str] | None,
    typer.Argument(metavar="[NAME…]", help="Lessons by number or name, or your own files; default: all bundled ones."),
]
Seeds = Annotated[int, typer.Option(min=1, max=20, help="How many seeds, 0 first.")]
Out = Annotated[Path | None, typer.Option(metavar="FILE", help="Write the table to this file, in Markdown.")]
Read = Annotated[bool, typer.Option("--read", help="Only read the files and name what is wrong; train nothing.")]


@lessons.callback(invoke_without_command=True)
def listed(context: typer.Context) -> None:
    """List the bundled lessons, or check what they expect."""
    if context.invoked_subcommand is not None:
        return
    with usage_errors():
        for lesson in all_lessons():
            typer.echo(f"{lesson.number:>2}  {lesson.title} ({lesson.minutes} min, {lesson.id})\n    {lesson.about}")
        typer.echo(f"    Quiz: {len(bundled_quiz().questions)} questions")


@lessons.command()
def check(
    *,
    context: typer.Context,
    names: Names = None,
    seeds: Seeds = 3,
    out: Out = None,
    read: Read = False,
    runs_dir: options.RunsDir = None,
) -> None:
    """Run the experiments of lessons over several seeds and compare the results with the expected ranges.

    An error in a file is told with its line and key. Stored runs are used. Ctrl-C saves; the same command
    continues.

    Exit status: 0 all came out as expected, 1 some did not or failed, 2 a file cannot be used, 130 interrupted.
    """
    with usage_errors():
        if out is not None:
            check_writable(out)
        chosen = [read_lesson(lesson_path(name)) for name in names or bundled_lessons()]
        _require_known(chosen)
    if read:
        for lesson in chosen:
            typer.echo(f"{lesson.id} can be used. Steps: {len(lesson.steps)}; experiments: {len(lesson.experiments)}.")
        return
    raise typer.Exit(_measure(chosen, seeds, options.folder_of(context, runs_dir), out))


def _require_known(chosen: list[Lesson]) -> None:
    """UsageError for names that the program does not know, and for results that no data are there for."""
    from explorer.analyses.analysis_registry import ANALYSES
    from explorer.datasets.dataset_registry import DATASETS
    from explorer.instruments.instrument_registry import INSTRUMENTS
    from explorer.lessons.checking import untrainable
    from explorer.lessons.known import unknown_names

    for lesson in chosen:
        wrong = unknown_names(lesson, INSTRUMENTS.names(), ANALYSES.names(), DATASETS.names()) or untrainable(lesson)
        if wrong:
            raise UsageError(wrong[0])


def _measure(chosen: list[Lesson], seeds: int, folder: Path, out: Path | None) -> Exit:
    from explorer.commands.lesson_runs import checked
    from explorer.lessons.checking import table
    from explorer.runs.store import RunStore
    from explorer.threads import wait_asleep

    wait_asleep()
    with usage_errors():
        store = RunStore(folder)
    try:
        status, rows = checked(store, chosen, seeds)
        if status is Exit.INTERRUPTED:
            return status
    except (StoreError, OSError) as error:
        raise refuse(str(error), Exit.FAILED) from error
    finally:
        with suppress(StoreError):
            store.close()
    found = table(rows)
    if out is not None:
        out.write_text(found, encoding="utf-8")
    typer.echo(found, nl=False)
    return Exit.COMPLETED if all(row.passed for row in rows) else Exit.FAILED
