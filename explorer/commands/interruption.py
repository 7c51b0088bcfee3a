"""Ctrl-C and SIGTERM as a wish that the training loop reads between two steps."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM)


@dataclass
class Interruption:
    """Whether the user asked to stop."""

    requested: bool = False

    def request(self, number: int, frame: FrameType | None) -> None:
        """The signal handler: the first signal asks, a second one raises KeyboardInterrupt at once."""
        if self.requested:
            raise KeyboardInterrupt
        self.requested = True


@contextmanager
def interruptible() -> Iterator[Interruption]:
    """Catch the signals in here; the handlers from before return at the end."""
    interruption = Interruption()
    before = {number: signal.signal(number, interruption.request) for number in SIGNALS}
    try:
        yield interruption
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
