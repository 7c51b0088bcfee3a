"""The background worker: a thread of the window that owns the engine process."""

from __future__ import annotations

import threading
import time
from collections import deque
from contextlib import suppress
from dataclasses import replace
from multiprocessing import Pipe
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from explorer.engine.child import EngineChild
from explorer.engine.commands import Analyze, Command, Shutdown, Train
from explorer.engine.events import (
    AnalysisFailed,
    Analyzed,
    Described,
    Ended,
    EngineDied,
    Event,
    Problem,
    Ready,
    Started,
)
from explorer.engine.mailbox import Mailbox
from explorer.failures import explain
from explorer.graph.layout import layout
from explorer.runs.store import RunStore
from explorer.runs.store_errors import StoreError

STARTING = "Starting the engine: loading PyTorch…"
READY = "Ready"
RESTARTING = "The engine stopped. Starting it again…"
CLOSED = "The engine is closed."
WITHOUT_SAVING = "The window was closed without saving."

_ENDED = "did not answer and was ended"
_MAX_EARLY_DEATHS = 3
_EARLY_DEATHS_SECONDS = 60.0
_FAILED = f"The engine failed to start {_MAX_EARLY_DEATHS} times. Its messages are in the log."


class TrainingWorker(QThread):
    """Keeps one engine alive from `start()` to `finish()`: sends it commands, collects its events, starts a new one
    when it dies. Its methods may be called from the window's thread at any time and never block, but for `shutdown`.
    Commands sent before the engine is ready are delivered once it is.
    """

    arrived = Signal()  # the inbox is no longer empty
    state_changed = Signal(str)
    gave_up = Signal(str)  # no engine could be started, and why; `restart` tries again

    def __init__(self, runs_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runs_dir = runs_dir
        self._inbox = Mailbox()
        self._wake_reader, self._wake_writer = Pipe(duplex=False)
        self._awake = False
        self._lock = threading.Lock()
        self._outgoing: deque[Command] = deque()
        self._open_runs: dict[str, None] = {}
        self._open_analyses: dict[int, None] = {}
        self._closing = threading.Event()
        self._retry = threading.Event()
        self._unwanted = threading.Event()
        self._store: RunStore | None = None
        self._state = STARTING
        self._engine_pid: int | None = None

    # ── the window's thread ─────────────────────────────────────────────────────────────────────

    @property
    def state(self) -> str:
        """What the engine is doing, for people."""
        return self._state

    @property
    def engine_pid(self) -> int | None:
        """Process id of the engine, None where none runs."""
        return self._engine_pid

    def send(self, command: Command) -> None:
        """Have the engine do something."""
        with self._lock:
            if isinstance(command, Train):
                self._open_runs.update(dict.fromkeys(order.run_id for order in command.orders))
            if isinstance(command, Analyze):
                self._open_analyses[command.token] = None
            self._outgoing.append(command)
        self._wake()

    def take(self) -> list[Event]:
        """The events since the last call, in order; waiting progress of one run comes as one."""
        return self._inbox.take()

    def restart(self) -> None:
        """Try again after the worker has given up; without effect while an engine runs."""
        self._retry.set()
        self._wake()

    def end_engine(self) -> None:
        """End an engine that does not answer, by force, and start another: what it trained becomes interrupted,
        with everything that was saved of it. Without effect while no engine runs."""
        if self._engine_pid is not None:
            self._unwanted.set()
            self._wake()

    def finish(self) -> None:
        """Save what runs, however long that takes, then end the engine and this thread: `finished` is emitted then."""
        self._closing.set()
        self._wake()

    def abandon(self) -> None:
        """Finish now: what runs becomes interrupted, with everything that was saved of it."""
        self._unwanted.set()
        self.finish()

    def shutdown(self, seconds: float = 2.0) -> None:
        """Finish, and wait for it; `abandon` where saving takes longer than `seconds`."""
        self.finish()
        if not self.wait(int(seconds * 1000)):
            self.abandon()
            self.wait()

    def _wake(self) -> None:
        with self._lock:
            if not self._awake:  # one byte at most: this never blocks
                self._awake = True
                self._wake_writer.send_bytes(b"!")

    # ── the worker's thread ─────────────────────────────────────────────────────────────────────

    def run(self) -> None:
        """Keep an engine alive until `finish`."""
        self._open_store()
        early_deaths: deque[float] = deque(maxlen=_MAX_EARLY_DEATHS)
        while not self._closing.is_set():
            try:
                child = EngineChild(str(self._runs_dir))
            except OSError as error:  # no memory or no process number left
                self._give_up(f"The engine cannot be started: {error.strerror or error}.")
                continue
            self._engine_pid = child.pid
            ready = self._serve(child)
            self._engine_pid = None
            cause = child.close()
            if self._closing.is_set():
                if ready and self._open_runs:
                    self._bury_last(cause)
                break
            self._bury(_ENDED if self._unwanted.is_set() else cause)
            self._unwanted.clear()
            if not ready:
                early_deaths.append(time.monotonic())
                if _too_many(early_deaths):
                    self._give_up(_FAILED)
                    early_deaths.clear()
            self._set_state(RESTARTING)
        if self._store is not None:
            self._store.close()
        self._set_state(CLOSED)

    def _serve(self, child: EngineChild) -> bool:
        """Talk to one engine until it is gone, having asked it to save and end where the worker closes; whether it
        ever was ready."""
        ready = asked = False
        while True:
            if child.wait(self._wake_reader):
                self._hear()
            if self._unwanted.is_set():
                child.kill()
            events = child.receive()
            if events is None:
                return ready
            for event in events:
                ready = ready or isinstance(event, Ready)
                self._receive(event)
            if ready and not asked:
                self._deliver(child)
            if self._closing.is_set() and not asked:
                asked = True
                child.send(Shutdown())

    def _receive(self, event: Event) -> None:
        if isinstance(event, Ready):
            self._set_state(READY)
        if isinstance(event, Described):
            with suppress(Exception):  # the window meets it again, and says so
                layout(event.graph)  # kept with the graph: 0.1 s for ResNet-1202 that the window does not wait for
        if isinstance(event, Started) and event.steps:
            event = self._with_record(event)
        if isinstance(event, Ended):
            with self._lock:
                self._open_runs.pop(event.run_id, None)
        if isinstance(event, Analyzed | AnalysisFailed):
            with self._lock:
                self._open_analyses.pop(event.token, None)
        self._put(event)

    def _with_record(self, event: Started) -> Started:
        """The event with the steps that the run has done before: reading them takes longer than a window may wait."""
        try:
            store = self._open_store()
            return event if store is None else replace(event, record=store.history(event.run_id))
        except StoreError as error:
            self._put(Problem(str(error)))
            return event

    def _deliver(self, child: EngineChild) -> None:
        while self._outgoing:
            command = self._outgoing.popleft()
            try:
                child.send(command)
            except Exception as error:  # it cannot be pickled; nothing of it was sent
                self._put(Problem(f"{type(command).__name__} was not sent. {explain(error)}"))

    def _bury(self, cause: str) -> None:
        """Say that the engine died, and end what it trained and analyzed; commands on their way die with it."""
        with self._lock:
            run_ids, tokens = tuple(self._open_runs), tuple(self._open_analyses)
            self._open_runs.clear()
            self._open_analyses.clear()
            self._outgoing.clear()
        message = f"The engine {cause}."
        if run_ids:
            self._mark_interrupted(run_ids, message)
        self._put(EngineDied(message, run_ids))
        for token in tokens:
            self._put(AnalysisFailed(token, message))

    def _bury_last(self, cause: str) -> None:
        """The engine is gone because the window closes: end what it did not save and, unless that is wanted, say so."""
        message = WITHOUT_SAVING
        if not self._unwanted.is_set():
            message = f"The engine {cause} while saving the runs."
            self._put(Problem(message))
        self._mark_interrupted(tuple(self._open_runs), message)

    def _open_store(self) -> RunStore | None:
        """Open the run store, for marking what a dead engine left behind. It stays open to the end: closing a store
        makes this process's deletions final, and the window still offers their undo."""
        if self._store is None:
            try:
                self._store = RunStore(self._runs_dir)
            except StoreError as error:
                self._put(Problem(str(error)))
        return self._store

    def _mark_interrupted(self, run_ids: tuple[str, ...], message: str) -> None:
        try:
            if (store := self._open_store()) is not None:
                store.mark_interrupted(run_ids, message)
        except StoreError as error:
            self._put(Problem(str(error)))

    def _give_up(self, message: str) -> None:
        """Say why and wait for `restart` or `shutdown`."""
        self._retry.clear()
        self._set_state(message)
        self.gave_up.emit(message)
        while not (self._closing.is_set() or self._retry.is_set()):
            self._hear()

    def _hear(self) -> None:
        """Take the wake-up call, or wait for one."""
        self._wake_reader.recv_bytes()
        with self._lock:
            self._awake = False

    def _put(self, event: Event) -> None:
        if self._inbox.put(event):
            self.arrived.emit()

    def _set_state(self, state: str) -> None:
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)


def _too_many(deaths: deque[float]) -> bool:
    return len(deaths) == _MAX_EARLY_DEATHS and deaths[-1] - deaths[0] < _EARLY_DEATHS_SECONDS
