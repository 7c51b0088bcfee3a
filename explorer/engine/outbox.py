"""The engine's way out: a thread that writes events to the pipe, so that training never waits for the window."""

from __future__ import annotations

import threading
from multiprocessing.connection import Connection

from explorer.engine.events import Event, Problem
from explorer.engine.mailbox import Mailbox
from explorer.failures import explain

BEAT_SECONDS = 5.0
"""An engine with nothing to say sends None this often: a call into C that keeps Python's lock stops that, too."""


class Outbox:
    """`put` never blocks. Writing to a full pipe does; meanwhile new progress merges in the mailbox."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._mailbox = Mailbox()
        self._thread = threading.Thread(target=self._send_all, name="outbox", daemon=True)
        self._thread.start()

    def put(self, event: Event) -> None:
        """Send an event to the window as soon as the pipe takes it."""
        self._mailbox.put(event)

    def close(self, timeout: float) -> bool:
        """Send what is left, for at most `timeout` seconds; whether that was enough (a closed pipe needs none)."""
        self._mailbox.close()
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _send_all(self) -> None:
        try:
            while self._mailbox.wait(BEAT_SECONDS):
                for event in self._mailbox.take() or (None,):
                    self._send(event)
        except OSError:
            return  # the window is gone: the thread that reads the pipe sees it too, and ends the engine

    def _send(self, event: Event | None) -> None:
        """Send one event; where it cannot be pickled say so, and go on with the next: nothing of it was written."""
        try:
            self._connection.send(event)
        except OSError:
            raise
        except Exception as error:
            self._connection.send(Problem(f"{type(event).__name__} was not sent. {explain(error)}"))
