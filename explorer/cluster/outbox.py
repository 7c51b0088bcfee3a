"""Messages that wait for the driver: kept until it says that it has stored them, and bounded."""

from __future__ import annotations

import itertools
import threading
from collections import deque

from explorer.cluster.messages import Message, Numbered, Saved, size_of

MOST_BYTES = 64_000_000
"""What may wait before training does: readings of hours, or the checkpoint of a large network."""
PIECE_BYTES = 8_000_000
"""About what is handed over at a time: the driver holds so much of each worker."""


class Outbox:
    """Numbered messages in order. A message is handed over again until it is acknowledged, so that a driver that was
    lost before it stored one misses nothing. `put` waits while MOST_BYTES are kept: no reading is ever dropped. An
    interval checkpoint replaces one that waits. Safe to use from threads."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._changed = threading.Condition()
        self._kept: deque[Numbered] = deque()
        self._bytes = 0
        self._numbers = itertools.count(1)
        self._hurried = False

    def put(self, message: Message) -> None:
        """Add a message; waits while too much is kept, until it is collected or `hurry` is called."""
        with self._changed:
            self._changed.wait_for(lambda: self._bytes < self._most or self._hurried)
            if _replaceable(message):
                self._kept = deque(numbered for numbered in self._kept if not _replaceable(numbered[1]))
                self._bytes = sum(size_of(kept) for _, kept in self._kept)
            self._kept.append((next(self._numbers), message))
            self._bytes += size_of(message)
            self._changed.notify_all()

    def take(self, after: int, seconds: float) -> list[Numbered]:
        """Forget the messages up to number `after`, then hand over those that follow: PIECE_BYTES, or one message that
        is larger. Waits up to `seconds` for the first."""
        with self._changed:
            while self._kept and self._kept[0][0] <= after:
                self._bytes -= size_of(self._kept.popleft()[1])
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._kept, seconds)
            piece: list[Numbered] = []
            room = PIECE_BYTES
            for number, message in self._kept:
                room -= size_of(message)
                if piece and room < 0:
                    break
                piece.append((number, message))
            return piece

    def hurry(self) -> None:
        """Make nobody wait any more: the run ends, little comes after this."""
        with self._changed:
            self._hurried = True
            self._changed.notify_all()


def _replaceable(message: Message) -> bool:
    return isinstance(message, Saved) and message.kind == "interval"
