"""The window's handle on the engine process: start it, talk to it, end it."""

from __future__ import annotations

import multiprocessing
import pickle
import queue
import signal
import threading
import time
from contextlib import suppress
from multiprocessing import connection
from typing import Any

from explorer.engine import stuck
from explorer.engine.commands import Command
from explorer.engine.events import Event, Problem
from explorer.engine.outbox import BEAT_SECONDS
from explorer.engine.process import DEVICE_LOST, main
from explorer.failures import explain

PROCESSES = multiprocessing.get_context("spawn")
SILENT_SECONDS = 30.0
"""After so long without a beat something keeps every thread of the engine: time limits of its own cannot end that.
Time in which this program was stopped as well, as in a suspended laptop, does not count."""
_TERMINATE_SECONDS = 0.5
_OWN_ENDS = {
    stuck.STATUS: "was ended because your model's code did not return",
    DEVICE_LOST: "was ended because its GPU failed",
}


class EngineChild:
    """One engine process and the pipe to it. Not shared between threads: whoever makes it uses it; a thread
    of its own sends."""

    def __init__(self, runs_dir: str) -> None:
        self._pipe, theirs = PROCESSES.Pipe()
        self._process = PROCESSES.Process(target=main, args=(theirs, runs_dir), name="explorer engine", daemon=True)
        self._process.start()
        theirs.close()  # else the pipe would stay open when the engine dies
        self._unheard = 0.0
        self._outgoing: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._sender = threading.Thread(target=self._send_all, name="to the engine", daemon=True)
        self._sender.start()

    @property
    def pid(self) -> int | None:
        """The engine's process id."""
        return self._process.pid

    @property
    def silent(self) -> bool:
        """Whether the engine has not been heard for so long that it hangs."""
        return self._unheard > SILENT_SECONDS

    def wait(self, *others: Any) -> list[Any]:
        """Block until the engine says something or dies, or one of `others` is ready; those of `others` that are, none
        where the engine was not heard for as long as a beat takes."""
        begun = time.monotonic()
        ready = connection.wait([self._pipe, self._process.sentinel, *others], BEAT_SECONDS)
        self._unheard += min(time.monotonic() - begun, BEAT_SECONDS)
        return [item for item in ready if item in others]

    def send(self, command: Command) -> None:
        """Have a command sent, without blocking: an engine that hangs reads none, and a pipe holds few. One to a dead
        engine goes nowhere: its death is noticed in `receive`."""
        self._outgoing.put(pickle.dumps(command))

    def receive(self) -> list[Event] | None:
        """The events that have come, without blocking; None once the engine is dead and everything it said is read."""
        events: list[Event] = []
        try:
            while self._pipe.poll():
                event = self._received()
                self._unheard = 0.0
                if event is not None:
                    events.append(event)
        except (EOFError, OSError):
            return events or None
        return events if events or self._process.is_alive() else None

    def kill(self) -> None:
        """End the engine by force, whatever it does; `receive` notices."""
        self._process.kill()
        self._process.join()

    def close(self) -> str:
        """Release a dead or dying engine, by force where it lingers; returns how it died, in words."""
        self._process.join(_TERMINATE_SECONDS)
        words = _cause(self._process.exitcode)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._outgoing.put(None)
        self._sender.join(_TERMINATE_SECONDS)
        self._pipe.close()
        self._process.close()
        return words

    def _send_all(self) -> None:
        with suppress(OSError):  # it is dead
            while (message := self._outgoing.get()) is not None:
                self._pipe.send_bytes(message)

    def _received(self) -> Event | None:
        try:
            event: Event | None = self._pipe.recv()
        except (EOFError, OSError):
            raise
        except Exception as error:  # it has been read from the pipe: what follows is whole
            return Problem(f"A message of the engine cannot be read. {explain(error)}")
        return event


def _cause(exitcode: int | None) -> str:
    if exitcode is None:
        return "stopped answering"
    if exitcode in _OWN_ENDS:
        return _OWN_ENDS[exitcode]
    if exitcode >= 0:
        return f"ended by itself with status {exitcode}"
    if exitcode == -getattr(signal, "SIGKILL", 9):
        return "was killed; if memory ran out, lower the batch size or the width"
    try:
        return f"was ended by {signal.Signals(-exitcode).name}"
    except ValueError:
        return f"was ended by signal {-exitcode}"
