"""The background worker: a thread of the window that owns the engine process."""

from __future__ import annotations

import threading
from collections import deque
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from explorer.engine.child import EngineChild
from explorer.engine.commands import Analyze, Command, Shutdown, Train
from explorer.engine.early_deaths import MOST, EarlyDeaths
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
from explorer.engine.installed import INSTALL, engine_installed
from explorer.engine.mailbox import Mailbox
from explorer.engine.remote.address import Address
from explorer.engine.remote.choosing import Choosing, EngineState, Link
from explorer.engine.remote.link import LOST, RemoteLink
from explorer.engine.wake_up import WakeUp
from explorer.engine.worker_store import WorkerStore
from explorer.failures import explain
from explorer.graph.layout import layout

STARTING = "Starting the engine: loading PyTorch…"
READY = "Ready"
RESTARTING = "The engine stopped. Starting it again…"
CLOSED = "The engine is closed."
NO_ENGINE = f"No engine on this machine. Connect to one (menu Train), or type: {INSTALL}"
WITHOUT_SAVING = "The window was closed without saving."

_ENDED = "did not answer and was ended"
_FAILED = f"The engine failed to start {MOST} times. Its messages are in the log."


class TrainingWorker(QThread):
    """Keeps one engine alive from `start()` to `finish()`: sends it commands, collects its events, starts a new one
    when it dies. Its methods may be called from the window's thread at any time and never block, but for `shutdown`.
    Commands sent before the engine is ready are delivered once it is.
    """

    arrived = Signal()  # the inbox is no longer empty
    state_changed = Signal(str)
    connection_changed = Signal()  # `connection` is another
    silent = Signal(bool)  # the engine hangs; False: it does no longer, or is gone
    gave_up = Signal(str)  # no engine could be started, and why; `restart` tries again

    def __init__(self, runs_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runs_dir = runs_dir
        self._inbox = Mailbox()
        self._store = WorkerStore(runs_dir, self._put)
        self._wake = WakeUp()
        self._lock = threading.Lock()
        self._outgoing: deque[Command] = deque()
        self._open_runs: dict[str, None] = {}
        self._open_analyses: dict[int, None] = {}
        self._closing = threading.Event()
        self._retry = threading.Event()
        self._unwanted = threading.Event()
        self._state = STARTING
        self._silent = False
        self._link: Link | None = None
        self._choosing = Choosing(self._store, self._put, self._wake.call)

    # ── the window's thread ─────────────────────────────────────────────────────────────────────

    @property
    def state(self) -> str:
        """What the engine is doing, for people."""
        return self._state

    @property
    def engine_pid(self) -> int | None:
        """Process id of the engine, None where none runs on this computer."""
        link = self._link
        return None if link is None else link.pid

    @property
    def connection(self) -> EngineState:
        """Whose engine it is."""
        return self._choosing.state

    def connect_to(self, address: Address) -> None:
        """Use a served engine as soon as it has answered; a Problem says where it does not. What trains here is
        interrupted then."""
        self._choosing.connect(address)

    def disconnect_engine(self) -> None:
        """Use this computer's engine; what a served one trains goes on there."""
        self._choosing.disconnect()

    def send(self, command: Command) -> None:
        """Have the engine do something."""
        with self._lock:
            if isinstance(command, Train):
                self._open_runs.update(dict.fromkeys(order.run_id for order in command.orders))
            if isinstance(command, Analyze):
                self._open_analyses[command.token] = None
            self._outgoing.append(command)
        self._wake.call()

    def take(self) -> list[Event]:
        """The events since the last call, in order; waiting progress of one run comes as one."""
        return self._inbox.take()

    def restart(self) -> None:
        """Try again after the worker has given up; without effect while an engine runs."""
        self._retry.set()
        self._wake.call()

    def end_engine(self) -> None:
        """End an engine that does not answer, by force, and start another: what it trained becomes interrupted,
        with everything that was saved of it. Without effect while no engine runs."""
        if self._link is not None:
            self._unwanted.set()
            self._wake.call()

    def finish(self) -> None:
        """Save what runs, however long that takes, then end the engine and this thread: `finished` is emitted then."""
        self._closing.set()
        self._wake.call()

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

    # ── the worker's thread ─────────────────────────────────────────────────────────────────────

    def run(self) -> None:
        """Keep an engine alive until `finish`."""
        self._store.open()
        early_deaths = EarlyDeaths()
        while not self._closing.is_set():
            self._link = link = self._next_link()
            if link is None:
                continue
            ready = self._serve(link)
            self._link = None
            self._set_silent(False)
            cause = link.close()
            if self._closing.is_set():
                if ready and self._open_runs:
                    self._bury_last(cause, link)
                break
            self._bury(self._epitaph(cause), wanted=self._choosing.due(link))
            self._unwanted.clear()
            if not (ready or isinstance(link, RemoteLink) or self._choosing.candidate) and early_deaths.too_many():
                self._give_up(_FAILED)
            self._set_state(RESTARTING)
        self._choosing.close()
        self._store.close()
        self._set_state(CLOSED)

    def _next_link(self) -> Link | None:
        """The engine to be used now; None where there is none and something else is wanted by now."""
        link: Link | None = self._choosing.take()
        if link is None and not engine_installed():
            self._give_up(NO_ENGINE)
        elif link is None:
            try:
                link = EngineChild(str(self._runs_dir))
            except OSError as error:  # no memory or no process number left
                self._give_up(f"The engine cannot be started: {error.strerror or error}.")
        self._look(link)
        return link

    def _serve(self, link: Link) -> bool:
        """Talk to one engine until it is gone, having asked it to save and end where the worker closes or another one
        is wanted; whether it ever was ready."""
        ready = asked = False
        while True:
            if link.wait(self._wake.reader):
                self._wake.hear()
            if self._unwanted.is_set():
                link.kill()
                if isinstance(link, RemoteLink):
                    self._unwanted.clear()  # it says itself that it was ended
            events = link.receive()
            self._look(link)
            if events is None:
                return ready
            for said in events:
                ready = ready or isinstance(said, Ready)
                if (event := self._choosing.note(said, link)) is not None:
                    self._receive(event)
            self._set_silent(ready and link.silent)  # while it loads PyTorch it may be
            if ready and not asked:
                self._deliver(link)
            if (self._closing.is_set() or self._choosing.due(link)) and not asked:
                asked = True
                link.send(Shutdown())

    def _look(self, link: Link | None) -> None:
        """Tell the window how the connection is."""
        if self._choosing.look(link):
            self.connection_changed.emit()
        if isinstance(link, RemoteLink) and link.lost != (self._state == LOST):
            self._set_state(LOST if link.lost else READY)

    def _receive(self, event: Event) -> None:
        if isinstance(event, Ready):
            self._set_state(READY)
        if isinstance(event, Described):
            with suppress(Exception):  # the window meets it again, and says so
                layout(event.graph)  # kept with the graph: 0.1 s for ResNet-1202 that the window does not wait for
        if isinstance(event, Started) and event.steps:
            event = self._store.with_record(event)
        with self._lock:
            match event:
                case Started():
                    self._open_runs[event.run_id] = None  # a served engine may have had it from another window
                case Ended():
                    self._open_runs.pop(event.run_id, None)
                case Analyzed() | AnalysisFailed():
                    self._open_analyses.pop(event.token, None)
        if isinstance(event, EngineDied):  # a served one, which is started again there
            self._bury(event.message)
            return
        self._put(event)

    def _deliver(self, link: Link) -> None:
        while self._outgoing:
            command = self._outgoing.popleft()
            try:
                if self._choosing.may_send(command, link):
                    link.send(command)
            except Exception as error:  # it cannot be pickled; nothing of it was sent
                self._put(Problem(f"{type(command).__name__} was not sent. {explain(error)}"))

    def _epitaph(self, cause: str) -> str:
        candidate = self._choosing.candidate
        if candidate is not None:
            return f"Connected to the engine at {candidate.address}."
        return f"The engine {_ENDED if self._unwanted.is_set() else cause}."

    def _bury(self, message: str, wanted: bool = False) -> None:
        """Say that the engine died, and end what it trained and analyzed; commands on their way die with it."""
        with self._lock:
            run_ids, tokens = tuple(self._open_runs), tuple(self._open_analyses)
            self._open_runs.clear()
            self._open_analyses.clear()
            self._outgoing.clear()
        if run_ids:
            self._store.mark_interrupted(run_ids, message)
        self._put(EngineDied(message, run_ids, wanted))
        for token in tokens:
            self._put(AnalysisFailed(token, message))

    def _bury_last(self, cause: str, link: Link) -> None:
        """The engine is gone because the window closes: end what it did not save and, unless that is wanted, say so."""
        message = WITHOUT_SAVING
        if isinstance(link, RemoteLink):
            message = f"The engine {cause}."
        elif not self._unwanted.is_set():
            message = f"The engine {cause} while saving the runs."
            self._put(Problem(message))
        self._store.mark_interrupted(tuple(self._open_runs), message)

    def _give_up(self, message: str) -> None:
        """Say why and wait for `restart` or `shutdown`."""
        self._retry.clear()
        self._set_state(message)
        self.gave_up.emit(message)
        while not (self._closing.is_set() or self._retry.is_set() or self._choosing.candidate):
            self._wake.hear()
            self._look(None)

    def _put(self, event: Event) -> None:
        if self._inbox.put(event):
            self.arrived.emit()

    def _set_state(self, state: str) -> None:
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)

    def _set_silent(self, silent: bool) -> None:
        if silent != self._silent:
            self._silent = silent
            self.silent.emit(silent)
