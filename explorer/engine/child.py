"""The window's handle on the engine process: start it, talk to it, end it."""

from __future__ import annotations

import multiprocessing
import signal
from multiprocessing import connection
from typing import Any

from explorer.engine import stuck
from explorer.engine.commands import Command
from explorer.engine.events import Event, Problem
from explorer.engine.process import DEVICE_LOST, main
from explorer.failures import explain

PROCESSES = multiprocessing.get_context("spawn")
_TERMINATE_SECONDS = 0.5
_OWN_ENDS = {
    stuck.STATUS: "was ended because your model's code did not return",
    DEVICE_LOST: "was ended because its GPU failed",
}


class EngineChild:
    """One engine process and the pipe to it. Not shared between threads: whoever makes it uses it."""

    def __init__(self, runs_dir: str) -> None:
        self._pipe, theirs = PROCESSES.Pipe()
        self._process = PROCESSES.Process(target=main, args=(theirs, runs_dir), name="explorer engine", daemon=True)
        self._process.start()
        theirs.close()  # else the pipe would stay open when the engine dies

    @property
    def pid(self) -> int | None:
        """The engine's process id."""
        return self._process.pid

    def wait(self, *others: Any) -> list[Any]:
        """Block until the engine says something or dies, or one of `others` is ready; those of `others` that are."""
        ready = connection.wait([self._pipe, self._process.sentinel, *others])
        return [item for item in ready if item in others]

    def send(self, command: Command) -> None:
        """Send a command; one to a dead engine goes nowhere: its death is noticed in `receive`."""
        try:
            self._pipe.send(command)
        except OSError:
            return

    def receive(self) -> list[Event] | None:
        """The events that have come, without blocking; None once the engine is dead and everything it said is read."""
        events: list[Event] = []
        try:
            while self._pipe.poll():
                events.append(self._received())
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
        self._pipe.close()
        self._process.close()
        return words

    def _received(self) -> Event:
        try:
            event: Event = self._pipe.recv()
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
