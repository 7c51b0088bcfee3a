"""A time limit for code of a user's that runs in a thread of the engine."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from explorer.engine.events import Event
from explorer.engine.stuck import Stuck
from explorer.failures import answered
from explorer.runs.spec import NetworkSpec

SECONDS = 10.0
"""For which a user's code may run in one look at a network."""
PATIENCE = 5.0
"""Seconds in which code that is interrupted has to end."""
RESTARTED = "The engine was restarted; runs in training are saved as interrupted."
_LOOK_SECONDS = 0.1
Post = Callable[[Event], None]


class NoReturnError(BaseException):
    """A user's code was interrupted. No Exception: the code would take that for one of its own."""


def _said(where: str, seconds: float) -> str:
    return f"Your model's code does not return: {where}; no response for {seconds:g} s."


@contextmanager
def limited(hung: Callable[[str], None], seconds: float = SECONDS, patience: float = PATIENCE) -> Iterator[None]:
    """Raise NoReturnError where the code inside takes longer and is in a user's code then. What cannot be interrupted,
    a call into C that waits, is told to `hung`, in another thread."""
    guard = _Guard(threading.get_ident(), hung, seconds, patience)
    threading.Thread(target=guard.watch, name="time limit", daemon=True).start()
    try:
        yield
    except NoReturnError:
        raise NoReturnError(_said(guard.where, seconds)) from None
    finally:
        guard.end()


class TimeLimit:
    """Answers questions about networks within a limit where these run a user's code. What cannot be interrupted is
    told, and `hung` is called: it has to end this process."""

    def __init__(self, post: Post, hung: Callable[[], None], seconds: float = SECONDS) -> None:
        self._post, self._hung, self._seconds = post, hung, seconds

    def answered(self, network: NetworkSpec, act: Callable[[], Event], failed: Callable[[str], Event]) -> Event:
        """What `act` gives or, where it fails or does not return, what `failed` makes of the reason."""

        def tell(why: str) -> None:
            self._post(failed(f"{why} {RESTARTED}"))
            self._hung()

        def within() -> Event:
            with limited(tell, self._seconds):
                return act()

        return answered(within if network.source else act, failed)


class _Guard:
    """Watches one thread until `end`, which that thread calls itself."""

    def __init__(self, thread: int, hung: Callable[[str], None], seconds: float, patience: float) -> None:
        self.where = ""
        self._thread, self._hung, self._seconds, self._patience = thread, hung, seconds, patience
        self._lock, self._done = threading.Lock(), threading.Event()

    def watch(self) -> None:
        if self._done.wait(self._seconds):
            return
        stuck = Stuck()
        while not self._done.wait(_LOOK_SECONDS):
            stuck.look(self._thread)
            if stuck.where:
                self.where = stuck.where
                self._interrupt()
                if not self._done.wait(self._patience):
                    self._hung(_said(self.where, self._seconds))
                return

    def _interrupt(self) -> None:
        with self._lock:
            if not self._done.is_set():
                _raise_in(self._thread, ctypes.py_object(NoReturnError))

    def end(self) -> None:
        try:
            with self._lock:
                self._done.set()
        except NoReturnError:  # it came here: there is no other
            self._done.set()
        _raise_in(self._thread, None)  # one that has not come yet is taken back


def _raise_in(thread: int, what: ctypes.py_object[type[BaseException]] | None) -> None:
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), what)
