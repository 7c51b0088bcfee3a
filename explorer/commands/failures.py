"""Exit statuses, and errors as a line or two on stderr instead of a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import Any

import typer
from typer.core import TyperGroup

from explorer.datasets.data_errors import DataError
from explorer.engine.installed import INSTALL, lacks_engine
from explorer.exports import SUFFIX
from explorer.own.own_model_error import OwnModelError
from explorer.registry import SpecError, UnknownNameError
from explorer.runs.resuming import ContinueError
from explorer.runs.store_errors import StoreError

_USAGE: type[BaseException] = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")
"""What typer tells people by itself; some versions bring a click of their own."""


_BRITISH = {"analyse": "analyze"}


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
    except (UsageError, SpecError, ContinueError, UnknownNameError, OwnModelError, DataError, StoreError) as error:
        raise refuse(str(error)) from error


class BoundedGroup(TyperGroup):
    """The boundary of every command: what nobody foresaw is one line on stderr and status 1, the rest is in the log."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the arguments name, in either spelling; an archive of runs alone is to be opened."""
        if args[0].lower().endswith(SUFFIX):
            args = ["open", *args]
        return super().resolve_command(ctx, [_BRITISH.get(args[0], args[0]), *args[1:]])

    def invoke(self, ctx: Any) -> Any:
        """Run the command that the arguments name."""
        from explorer.failures import explain

        try:
            return super().invoke(ctx)
        except typer.BadParameter as error:
            error.message = _number_wanted(error) or error.message
            raise
        except (typer.Exit, typer.Abort, _USAGE, KeyboardInterrupt, EOFError, BrokenPipeError):
            raise  # typer has words for these
        except BaseException as error:  # SystemExit: a user's code may raise it
            if isinstance(error.__context__, BrokenPipeError):
                raise  # rich's way out, where whoever reads the output has closed it
            if lacks_engine(error):
                raise refuse(f"This needs an engine, and none is installed. Type: {INSTALL}") from error
            raise refuse(explain(error), Exit.FAILED) from error


def _number_wanted(error: typer.BadParameter) -> str:
    """What is wrong with a value that is no number; empty where something else is wrong. typer hands on the validation
    library's own words, which do not say what was typed."""
    kinds = {"float_parsing": "a number", "int_parsing": "a whole number"}
    found: dict[str, Any] = next(iter(getattr(error.__cause__, "errors", list)()), {})
    kind = kinds.get(found.get("type", ""), "")
    return f"{found['input']!r} is not {kind}." if kind else ""
