"""Whether a thread is stuck in a user's code, and where: one call of it that does not come back."""

from __future__ import annotations

import sys
import time
from types import FrameType

from explorer.own import code_places

STATUS = 75
"""The exit status of an engine that ended itself because of that: a thread cannot be ended alone."""


class Stuck:
    """Looks at one thread now and then; `seconds` is for how long the same call of a user's code has been running, and
    `where` it is now, as "net.py, line 12: while True:". The outermost of the user's frames is the call.

    Only for where something seems wrong already: in Python 3.11 `sys._current_frames`, called often beside threads that
    begin and end, was seen to wait for ever, and all other threads with it.
    """

    def __init__(self) -> None:
        self.seconds = 0.0
        self.where = ""
        self._call: FrameType | None = None
        self._since = 0.0

    def look(self, thread: int) -> None:
        """Look at the thread of this number."""
        frames = _own(sys._current_frames().get(thread))
        now = time.monotonic()
        if not frames or frames[-1] is not self._call:
            self._call, self._since = (frames[-1] if frames else None), now
        self.seconds = now - self._since
        self.where = code_places.line(frames[0].f_code.co_filename, frames[0].f_lineno) if frames else ""


def _own(frame: FrameType | None) -> list[FrameType]:
    """The frames of a user's code, the innermost first."""
    found = []
    while frame is not None:
        if code_places.is_own(frame.f_code.co_filename):
            found.append(frame)
        frame = frame.f_back
    return found
