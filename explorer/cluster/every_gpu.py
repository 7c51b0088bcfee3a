"""The queue of a sweep, worked off on every GPU of this machine."""

from __future__ import annotations

import queue
from collections.abc import Sequence

from explorer import log
from explorer.cluster.side_work import CellEnded, CellStarted, SideNews, Trouble
from explorer.cluster.side_workers import SideWorkers
from explorer.experiments.queue import Listener, QueueWorker
from explorer.runs.store import RunStore

_log = log.get(__name__)


class EveryGpu:
    """A QueueWorker for the first GPU, and a process for each of `gpus` that takes cells from the same queue. What the
    processes tell reaches the listener between two steps."""

    def __init__(self, store: RunStore, listener: Listener, sweep: str, *, gpus: Sequence[str]) -> None:
        self._listener = listener
        self._news: queue.SimpleQueue[SideNews] = queue.SimpleQueue()
        self._first = QueueWorker(store, listener, sweep)
        self._others = SideWorkers(store.folder, self._news.put, gpus=gpus, sweep=sweep)

    def step(self) -> bool:
        """As `QueueWorker.step`."""
        self._hear()
        return self._first.step()

    def stop(self, message: str) -> None:
        """Have every run under way saved."""
        self._others.end(message)
        self._first.stop(message)
        self._others.wait()
        self._hear()

    def abandon(self, message: str) -> None:
        """Wait for nothing; the processes save what they train by themselves."""
        self._others.end(message)
        self._first.abandon(message)

    def _hear(self) -> None:
        while not self._news.empty():
            match self._news.get():
                case CellStarted(cell, total_steps, notes):
                    self._listener.started(cell, total_steps, notes)
                case CellEnded(cell, run_id, outcome, message):
                    self._listener.ended(cell, run_id, outcome, message)
                case Trouble(message):
                    _log.warning("%s", message)
