"""What comes later than it was asked for: answers of the engine and delayed signals, which end with their cause."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

T = TypeVar("T")
_tokens = count(1)  # of all askers: no answer can be taken for one to another asker's question


class Questions(Generic[T]):
    """Questions sent to the engine, by token, each with what it is about. An answer to a dropped question finds
    nothing."""

    def __init__(self) -> None:
        self._open: dict[int, T] = {}

    def ask(self, about: T) -> int:
        """Return the token of a new question."""
        token = next(_tokens)
        self._open[token] = about
        return token

    def ask_only(self, about: T) -> int:
        """Return the token of a new question and drop all others."""
        self.drop()
        return self.ask(about)

    def answered(self, token: int) -> T | None:
        """Close a question and return what it was about; None where nobody waits for it any more."""
        return self._open.pop(token, None)

    def drop(self, which: Callable[[T], bool] = lambda about: True) -> None:
        """Wait no longer for these answers; for none at all by default."""
        self._open = {token: about for token, about in self._open.items() if not which(about)}

    def __iter__(self) -> Iterator[T]:
        return iter(self._open.values())

    def __len__(self) -> int:
        return len(self._open)


class Delay(QObject):
    """A signal that waits until nothing newer comes for `ms` milliseconds: `start` (again), `finish` at once, or
    `cancel` when the state it was meant for is gone."""

    due = Signal()

    def __init__(self, ms: int, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(ms)
        self._timer.timeout.connect(self.due)

    @property
    def ms(self) -> int:
        """How long it waits."""
        return self._timer.interval()

    def set_ms(self, ms: int) -> None:
        """Wait so long from the next start on."""
        self._timer.setInterval(ms)

    @property
    def waiting(self) -> bool:
        """Whether the signal is still to come."""
        return self._timer.isActive()

    def start(self) -> None:
        """Emit `due` after the delay, counted from now."""
        self._timer.start()

    def finish(self) -> None:
        """Emit `due` now, if it is still to come."""
        if self._timer.isActive():
            self._timer.stop()
            self.due.emit()

    def cancel(self) -> None:
        """Emit nothing."""
        self._timer.stop()
