"""A queue of events between two threads that cannot pile up: waiting progress of one run becomes one event."""

from __future__ import annotations

import threading

from explorer.engine.events import Event, Progress, Watched
from explorer.runs.snapshot import Joined


class _Waiting:
    """Progress of one run that nobody has taken yet."""

    def __init__(self, run_id: str) -> None:
        self.run_id = run_id
        self.joined = Joined()


class Mailbox:
    """Events in the order they were put, except that progress joins the progress of its run that already waits, and
    an older look at a watched image gives way to the newer one. Nothing overtakes another event of its run. Every
    method may be called from any thread; none blocks on a reader, so a slow reader gets fewer, longer events."""

    def __init__(self) -> None:
        self._filled = threading.Condition()
        self._items: list[Event | _Waiting] = []
        self._joinable: dict[str, _Waiting] = {}
        self._closed = False

    def put(self, event: Event) -> bool:
        """Add an event; True where the box was empty before."""
        with self._filled:
            was_empty = not self._items
            if isinstance(event, Progress):
                self._join(event)
            else:
                self._joinable.pop(getattr(event, "run_id", ""), None)
                if isinstance(event, Watched):
                    self._items = [item for item in self._items if not _outdated(item, event)]
                self._items.append(event)
            self._filled.notify()
            return was_empty

    def take(self) -> list[Event]:
        """Everything that waits, in order; empty where nothing does."""
        with self._filled:
            items, self._items = self._items, []
            self._joinable.clear()
        return [Progress(i.run_id, i.joined.whole()) if isinstance(i, _Waiting) else i for i in items]

    @property
    def waiting(self) -> bool:
        """Whether there is something to take."""
        with self._filled:
            return bool(self._items)

    def wait(self, seconds: float | None = None) -> bool:
        """Block until there is something to take, for `seconds` at most; False once the box is closed and empty."""
        with self._filled:
            self._filled.wait_for(lambda: self._items or self._closed, seconds)
            return bool(self._items) or not self._closed

    def close(self) -> None:
        """Nothing more will come: `wait` ends when the box is empty."""
        with self._filled:
            self._closed = True
            self._filled.notify_all()

    def _join(self, event: Progress) -> None:
        waiting = self._joinable.get(event.run_id)
        if waiting is None:
            waiting = self._joinable[event.run_id] = _Waiting(event.run_id)
            self._items.append(waiting)
        waiting.joined.add(event.snapshot)


def _outdated(item: Event | _Waiting, event: Watched) -> bool:
    return isinstance(item, Watched) and item.side == event.side
