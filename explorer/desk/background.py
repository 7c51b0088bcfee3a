"""What takes longer than a frame: done in a thread, answered in the window's."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from explorer.desk.pending import Questions

R = TypeVar("R")


class Doing(Protocol):
    """Does a job, now or later, and passes its future to `then`; returns what `drop` takes."""

    def run(self, job: Callable[[], R], then: Callable[[Future[R]], None]) -> int:
        """Do a job."""
        ...

    def drop(self, token: int) -> None:
        """Wait no longer for a job's answer."""
        ...


class AtOnce:
    """Does every job in the caller's thread, before `run` returns."""

    def run(self, job: Callable[[], R], then: Callable[[Future[R]], None]) -> int:
        """Do a job now."""
        then(_done(job))
        return 0

    def drop(self, token: int) -> None:
        """Nothing is ever waited for."""


class Background(QObject):
    """One thread for reading and counting. Jobs are done in their order; an answer to a dropped one is thrown away, and
    so is one for a method of a QObject that is deleted by then, as a closed dialog is. `close` waits for the job under
    way."""

    _answered = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, "reading")
        self._questions: Questions[Callable[[Future[Any]], None]] = Questions()
        self._closed = False
        self._answered.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    def run(self, job: Callable[[], R], then: Callable[[Future[R]], None]) -> int:
        """Do a job in the thread, and call `then` in this one unless the job was dropped."""
        if self._closed:
            return 0
        token = self._questions.ask(then)
        self._pool.submit(lambda: self._answered.emit(token, _done(job)))
        return token

    def drop(self, token: int) -> None:
        """Wait no longer for a job's answer."""
        self._questions.answered(token)

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return len(self._questions) > 0

    def close(self) -> None:
        """Take no more jobs, forget those that have not begun, and wait for the one under way."""
        self._closed = True
        self._questions.drop()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _answer(self, token: int, future: Future[Any]) -> None:
        then = self._questions.answered(token)
        if then is not None and not _deleted(then):
            then(future)


def _deleted(then: Callable[..., None]) -> bool:
    """Whether this is a method of a QObject that is no more."""
    while isinstance(then, partial):
        then = then.func
    owner = getattr(then, "__self__", None)
    return isinstance(owner, QObject) and not isValid(owner)


def _done(job: Callable[[], R]) -> Future[R]:
    future: Future[R] = Future()
    try:
        future.set_result(job())
    except Exception as error:
        future.set_exception(error)
    return future
