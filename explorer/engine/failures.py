"""Exceptions of the training side as one line for people."""

from __future__ import annotations

from explorer import log

_log = log.get(__name__)


def explain(error: Exception) -> str:
    """The program's own errors (SpecError, DeviceError, StoreError …) are written for people; any other is
    named, and logged with where it came from."""
    if type(error).__module__.partition(".")[0] == "explorer":
        return str(error)
    _log.error("unexpected failure", exc_info=error)
    return f"{type(error).__name__}: {error}"
