"""`residual-explorer analyze`: one question to a stored run or to a network before training."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from explorer.commands import options, results
from explorer.commands.failures import Exit, UsageError, refuse, usage_errors
from explorer.commands.jsonfile import check_writable, dumps
from explorer.commands.networks import spec_from
from explorer.commands.option_groups import NETWORK, TRAINING, takes
from explorer.datasets.data_errors import DataError
from explorer.own.own_model_error import OwnModelError
from explorer.registry import SpecError, UnknownNameError
from explorer.runs.spec import NetworkSpec, TrainingSpec
from explorer.runs.store_errors import StoreError
from explorer.threads import wait_asleep

if TYPE_CHECKING:
    from explorer.runs.store import RunStore

_SPEC_OPTIONS = {f.name for spec in (NetworkSpec, TrainingSpec) for f in fields(spec)} | {"trust", "argument"}

Name = Annotated[
    str | None, typer.Argument(metavar="ANALYSIS", help=("Name of the analysis, such as lesion; see --list."))
]
Run = Annotated[str | None, typer.Argument(metavar="RUN", help="A stored run: its id or name, or a unique prefix.")]
Network = Annotated[
    str | None, typer.Option(metavar="NAME", help="Analyze this network at initialization instead of a run.")
]
Settings = Annotated[list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="A setting; can be repeated.")]
List = Annotated[bool, typer.Option("--list", help="List the analyses and their settings.")]


@takes(TRAINING, NETWORK)
def analyze(
    *,
    context: typer.Context,
    analysis: Name = None,
    run: Run = None,
    network: Network = None,
    settings: Settings = None,
    listed: List = False,
    json: options.JsonFile = None,
    runs_dir: options.RunsDir = None,
    **_others: object,
) -> None:
    """Put one question to a stored run, which keeps the answer, or to a network before any training.

    Exit status: 0 answered, 2 unusable arguments, 130 interrupted, 1 anything else.
    """
    wait_asleep()
    if listed:
        _list(analysis)
        return
    with usage_errors():
        if analysis is None:
            raise UsageError("Missing argument ANALYSIS. See `residual-explorer analyze --list`.")
        if (run is None) == (network is None):
            raise UsageError("Name either a stored RUN or, with --network, a network before training: one of the two.")
        if json is not None:
            check_writable(json)
    raise typer.Exit(_answer(context, analysis, json))


def _list(name: str | None) -> None:
    from explorer.analyses.analysis_registry import ANALYSES
    from explorer.commands.settings import told

    with usage_errors():
        wanted = ANALYSES if name is None else (ANALYSES[name],)
    typer.echo("\n\n".join(told(analysis) for analysis in wanted))


def _answer(context: typer.Context, name: str, json: Path | None) -> Exit:
    from rich.console import Console

    from explorer.analyses.analysis_registry import ANALYSES
    from explorer.commands.asking import answered, stored, untrained
    from explorer.commands.settings import parse_settings

    with usage_errors():
        analysis = ANALYSES[name]
        settings = parse_settings(analysis, context.params["settings"] or ())
        with _opened(context) as store:
            asked = untrained(spec_from(context.params)) if store is None else stored(store, context.params["run"])
            with _failures():
                result = answered(analysis, asked, settings, Console(stderr=True))
                if store is not None:
                    store.save_analysis(asked.run_id, result)
                if json is not None:
                    json.write_text(dumps(results.analysis_data(result, asked.run_id)) + "\n", encoding="utf-8")
    typer.echo("\n".join((*result.sentences, results.analysis_line(result, asked.name, asked.run_id))))
    return Exit.COMPLETED


@contextmanager
def _opened(context: typer.Context) -> Iterator[RunStore | None]:
    """The run store where a stored run is asked; options of a network have no effect on one."""
    from explorer.runs.store import RunStore

    if context.params["run"] is None:
        yield None
        return
    sources = {name: context.get_parameter_source(name) for name in _SPEC_OPTIONS}
    given = [name for name, source in sources.items() if source is not None and source.name == "COMMANDLINE"]
    if given:
        raise UsageError(f"--{min(given).replace('_', '-')} has no effect on a stored run. Leave it out.")
    store = RunStore(options.folder_of(context, context.params["runs_dir"]))
    try:
        yield store
    finally:
        with suppress(StoreError):  # the first error is the one to tell
            store.close()


@contextmanager
def _failures() -> Iterator[None]:
    """What goes wrong while it works, as a line and a status; what cannot be asked passes."""
    from explorer.failures import explain

    try:
        yield
    except KeyboardInterrupt:
        raise refuse("Stopped. No result.", Exit.INTERRUPTED) from None
    except (UsageError, SpecError, UnknownNameError, OwnModelError, DataError):
        raise
    except Exception as error:
        raise refuse(explain(error), Exit.FAILED) from error
