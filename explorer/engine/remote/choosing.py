"""Which engine a window has: one of its own, or a served one; and the way from one to the other."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from explorer.engine.child import EngineChild
from explorer.engine.commands import Command, EnterSweep, MeasureSweep, Shutdown, WorkQueue
from explorer.engine.events import Event, Problem, Ready
from explorer.engine.remote.address import Address, place_of
from explorer.engine.remote.keeping import Keeping
from explorer.engine.remote.link import RemoteLink
from explorer.engine.sweep_events import QueueState, SweepMeasured
from explorer.engine.weights_part import WeightsPart
from explorer.engine.worker_store import WorkerStore

Link = EngineChild | RemoteLink
Connection = Literal["local", "connecting", "connected", "lost"]

_NO_SWEEPS = (
    "Sweeps do not run over a connection. Disconnect first, or type `residual-explorer sweep` on the engine's machine."
)


@dataclass(frozen=True)
class EngineState:
    """Whose engine the window has: its own computer's, or that at `address`; there may be none for now. `failure` says
    why the last one that was asked for is not that one, for people."""

    connection: Connection = "local"
    address: str = ""
    failure: str = ""


class Choosing:
    """The link that is wanted next, and what a served engine needs besides: its runs are stored here as well. `connect`
    and `disconnect` may be called from any thread, the rest is the worker's."""

    def __init__(self, store: WorkerStore, put: Callable[[Event], None], wake: Callable[[], None]) -> None:
        self._store, self._put, self._wake = store, put, wake
        self._candidate: RemoteLink | None = None
        self._leaving = False
        self._keeping: Keeping | None = None
        self._lost = False
        self._lock = threading.Lock()
        self._failure = ""
        self.state = EngineState()

    def connect(self, address: Address) -> None:
        """Try a served engine; the present one stays until it has answered."""
        self._failure = ""
        with self._lock:
            before, self._candidate = self._candidate, RemoteLink(address, self._wake)
            self._leaving = False
        if before is not None:
            before.send(Shutdown())  # leaves it, and waits for nothing
        self._wake()

    def disconnect(self) -> None:
        """Go back to the engine of this computer."""
        self._leaving = True
        self._wake()

    @property
    def candidate(self) -> RemoteLink | None:
        """The served engine that has answered and is to take over."""
        found = self._candidate
        return found if found is not None and found.welcome is not None else None

    def due(self, link: Link) -> bool:
        """Whether another engine than this one is wanted."""
        return self.candidate is not None or (self._leaving and isinstance(link, RemoteLink))

    def take(self) -> RemoteLink | None:
        """The served engine that is to be used from now on; None: this computer's."""
        self._keeping, self._lost = None, False
        with self._lock:  # `connect` may put another one there meanwhile
            found = self.candidate
            if found is None:
                return None
            self._candidate, self._leaving = None, False
        assert found.welcome is not None
        if found.welcome.folder != place_of(self._store.runs_dir) and (store := self._store.open()) is not None:
            self._keeping = Keeping(store)
        return found

    def look(self, link: Link | None) -> bool:
        """See how the connections are; whether `state` changed."""
        tried = self._candidate
        if tried is not None and tried.failure:
            with self._lock:
                self._candidate = None if self._candidate is tried else self._candidate
            tried.close()
            self._failure = f"Not connected. {tried.failure.rstrip('.')}."
        before = self.state
        if self._candidate is not None and self.candidate is None:
            self.state = EngineState("connecting", str(self._candidate.address))
        elif isinstance(link, RemoteLink):
            if link.lost and not self._lost and self._keeping is not None:
                self._tell(self._keeping.pause())
            self._lost = link.lost
            self.state = EngineState("lost" if link.lost else "connected", str(link.address))
        else:
            self.state = EngineState()
        self.state = replace(self.state, failure=self._failure)
        return self.state != before

    def close(self) -> None:
        """Give up a connection that has not been made yet."""
        if self._candidate is not None:
            self._candidate.close()
            self._candidate = None

    # ── what passes through ─────────────────────────────────────────────────────────────────────

    def may_send(self, command: Command, link: Link) -> bool:
        """Note a command; False for one that a served engine does not take, which is answered here."""
        if not isinstance(link, RemoteLink):
            return True
        if isinstance(command, WorkQueue | EnterSweep):
            self._put(QueueState(False))
            if not isinstance(command, WorkQueue) or command.on:
                self._put(Problem(_NO_SWEEPS))
            return False
        if isinstance(command, MeasureSweep):
            self._put(SweepMeasured(command.token, (), _NO_SWEEPS))
            return False
        if self._keeping is not None:
            self._keeping.send(command)
        return True

    def note(self, event: Event | WeightsPart, link: Link) -> Event | None:
        """Store what a served engine tells; the event as the window gets it, None where it is for the store alone."""
        if isinstance(link, RemoteLink):
            if self._keeping is not None:
                self._tell(self._keeping.take(event))
            if isinstance(event, Ready):
                return replace(event, device=f"{event.device} at {link.address}")
        return None if isinstance(event, WeightsPart) else event

    def _tell(self, problem: str) -> None:
        if problem:
            self._put(Problem(problem))
