"""When to stop starting an engine again."""

from __future__ import annotations

import time
from collections import deque

MOST = 3
_SECONDS = 60.0


class EarlyDeaths:
    """Counts engines that died before they were ready."""

    def __init__(self) -> None:
        self._times: deque[float] = deque(maxlen=MOST)

    def too_many(self) -> bool:
        """Count one more; whether there were 3 within a minute, after which it begins anew."""
        self._times.append(time.monotonic())
        if len(self._times) < MOST or self._times[-1] - self._times[0] >= _SECONDS:
            return False
        self._times.clear()
        return True
