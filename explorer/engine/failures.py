"""Exceptions of the training side as one line for people."""

from __future__ import annotations

from explorer import log
from explorer.own import places

_log = log.get(__name__)


def explain(error: Exception) -> str:
    """The program's own errors (SpecError, DeviceError, StoreError …) are written for people; what the user's own
    code raised is named with the line it came from; any other is named, and logged with where it came from."""
    if type(error).__module__.partition(".")[0] == "explorer":
        return str(error)
    if places.place_of(error):
        return f"Your model failed. {places.told(error)}."
    _log.error("unexpected failure", exc_info=error)
    return f"{type(error).__name__}: {error}"
