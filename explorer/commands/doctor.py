"""`doctor`: what is there on this machine, and whether a served engine answers."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from explorer.commands import options
from explorer.commands.checks import Check, checks, reached
from explorer.commands.failures import Exit, UsageError, usage_errors
from explorer.commands.jsonfile import dumps
from explorer.engine.remote.address import AddressError, parse_address
from explorer.paths import key_file as own_key_file

_SIGNS = {"ok": "✓", "missing": "–", "problem": "✗"}
_WIDTH = 10


def doctor(
    context: typer.Context,
    connect: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Ask an engine too: HOST:PORT, such as localhost:7333.")
    ] = None,
    key_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The key of that engine.  [default: in the user's data folder]")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    runs_dir: options.RunsDir = None,
) -> None:
    """Say what is there (Python, PyTorch, device, Qt, disk, versions), and what to type where something is not.

    Ends with status 1 where something is wrong. What is merely missing, such as PyTorch for a window alone, is not.
    """
    with usage_errors():
        try:
            address = None if connect is None else parse_address(connect, key_file or own_key_file())
        except AddressError as error:
            raise UsageError(str(error)) from error
    found = []
    for check in checks(options.folder_of(context, runs_dir)):
        found.append(_told(check, json))
    if address is not None:
        found.append(_told(reached(address), json))
    if json:
        typer.echo(dumps([asdict(check) for check in found]))
    if any(check.state == "problem" for check in found):
        raise typer.Exit(Exit.FAILED)


def _told(check: Check, quiet: bool) -> Check:
    if not quiet:
        typer.echo(f"{_SIGNS[check.state]} {check.name:<{_WIDTH}} {check.found}")
        for line in check.advice.splitlines():
            typer.echo(f"  {'':<{_WIDTH}} {line}")
    return check
