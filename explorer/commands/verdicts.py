"""`residual-explorer verdicts`: in a clone of the repository, where the labeled set lies among the tests."""

from __future__ import annotations

from typing import Annotated

import typer

from explorer.commands.failures import refuse

MISSING = "The labeled runs are not installed with the program. Run this in a clone of the repository."


def absent() -> typer.Typer:
    """The command where there is no labeled set: it says so, whatever is asked."""
    command = typer.Typer(help="Measure precision and recall of the verdicts; only in a clone of the repository.")

    @command.callback(invoke_without_command=True, context_settings={"ignore_unknown_options": True})
    def told(asked: Annotated[list[str] | None, typer.Argument(hidden=True)] = None) -> None:
        raise refuse(MISSING)

    return command


def present() -> typer.Typer:
    """The command of the labeled set, where that is."""
    try:
        from tests.labeled_set.command import verdicts
    except ModuleNotFoundError as error:
        if error.name not in ("tests", "tests.labeled_set"):
            raise
        return absent()
    return verdicts


verdicts = present()
