"""The window's one clock: takes what the engine sent, then repaints one view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import cycle
from typing import Protocol

from PySide6.QtCore import QObject, QTimer

TICK_MS = 33


class View(Protocol):
    """Anything that pulls from the histories when told to."""

    def refresh(self) -> None:
        """Draw what is new; costs almost nothing where nothing is."""
        ...

    def fit(self) -> None:
        """Show everything."""
        ...


class Refresher(QObject):
    """About 30 times a second: `take` the engine's events, refresh the next view, and (every few ticks) `slow`.

    One view a tick, in turn: each is redrawn several times a second, and no tick pays for more than one."""

    def __init__(
        self, take: Callable[[], None], views: Sequence[View], slow: Callable[[], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._take, self._slow = take, slow
        self._views = tuple(views)
        self._next = cycle(self._views)
        self._ticks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self.start()

    def start(self) -> None:
        """Tick (again)."""
        self._timer.start()

    def stop(self) -> None:
        """Tick no more."""
        self._timer.stop()

    def refresh_all(self) -> None:
        """Bring every view up to date now: at a run's end, before a picture is taken."""
        self._take()
        for view in self._views:
            view.refresh()
        self._slow()

    def _tick(self) -> None:
        self._ticks += 1
        self._take()
        next(self._next).refresh()
        if self._ticks % 8 == 0:
            self._slow()
