"""Exit statuses, and errors as a line or two on stderr instead of a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum

import typer

from explorer.datasets.errors import DataError
from explorer.own.errors import OwnModelError
from explorer.registry import UnknownNameError
from explorer.runs.errors import StoreError
from explorer.runs.spec import SpecError


class Exit(IntEnum):
    """What the shell gets."""

    COMPLETED = 0
    FAILED = 1
    UNUSABLE = 2
    DIVERGED = 3
    INTERRUPTED = 130


class UsageError(ValueError):
    """An argument that cannot be used; the message says which, why, and what is allowed."""


def refuse(message: str, status: Exit = Exit.UNUSABLE) -> typer.Exit:
    """Print `message` on stderr; the exception to raise."""
    typer.echo(f"residual-explorer: {message}", err=True)
    return typer.Exit(status)


@contextmanager
def usage_errors() -> Iterator[None]:
    """End the command with status 2 and the error's message where an argument cannot be used."""
    try:
        yield
    except (UsageError, SpecError, UnknownNameError, OwnModelError, DataError, StoreError) as error:
        raise refuse(str(error)) from error
