"""How often something may be told."""

from __future__ import annotations

import time


class Pace:
    """`due()` is true once `seconds` seconds have passed since it last was, or since this was made."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._last = time.monotonic()

    def due(self) -> bool:
        """Whether it is time again; a true answer starts the next wait."""
        now = time.monotonic()
        if now - self._last < self._seconds:
            return False
        self._last = now
        return True
