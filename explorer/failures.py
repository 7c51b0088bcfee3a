"""Exceptions of the training side as one line for people."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from explorer import log
from explorer.own import code_places

A = TypeVar("A")
F = TypeVar("F")

_log = log.get(__name__)


def explain(error: BaseException) -> str:
    """The program's own errors (SpecError, DeviceError, StoreError …) and those of files (a full disk) are written for
    people; what the user's own code raised is named with the line it came from; any other is named with its place, and
    logged in full."""
    if type(error).__module__.partition(".")[0] == "explorer":
        return str(error)
    if code_places.place_of(error):
        _log.info("a user's model failed", exc_info=error)
        return f"Your model failed. {code_places.told(error)}."
    if isinstance(error, OSError) and str(error):
        _log.info("a file cannot be used", exc_info=error)
        return str(error)
    _log.error("unexpected failure", exc_info=error, extra={"told": True})
    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({Path(frames[-1].filename).name}, line {frames[-1].lineno})" if frames else ""
    where = log.file()
    return f"Unexpected error: {code_places.told(error)}{place}.{f' Details are in {where}.' if where else ''}"


def answered(answer: Callable[[], A], failed: Callable[[str], F]) -> A | F:
    """What `answer` gives or, whatever it raises, what `failed` makes of the reason.

    The boundary of a thread that answers questions: a user's code may raise SystemExit or KeyboardInterrupt, which
    would end the thread and leave every later question without an answer.
    """
    try:
        return answer()
    except BaseException as error:
        return failed(explain(error))
