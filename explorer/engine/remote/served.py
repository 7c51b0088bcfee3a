"""An engine that serves a window on another machine: `residual-explorer serve`."""

from __future__ import annotations

import secrets
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from explorer.engine.commands import Command, Shutdown
from explorer.engine.events import Event, Problem, Silent
from explorer.engine.remote.address import place_of
from explorer.engine.remote.frames import LinkLostError
from explorer.engine.remote.handshake import SECONDS, Meeting, RefusedError, meet
from explorer.engine.remote.line import END_ENGINE, Line, Outgoing
from explorer.engine.remote.under_way import UnderWay
from explorer.engine.remote.weights import with_weights
from explorer.engine.worker import TrainingWorker

HOST = "127.0.0.1"
"""Loopback alone: other machines come through a tunnel."""

_WAITING = 8  # connections that have not yet proved who they are
_LOOK_SECONDS = 0.2
_GRACE_SECONDS = 3.0  # for a window that has just been closed: its end may be on its way


class _Session:
    """One window, over as many connections as it takes."""

    def __init__(self, window: str) -> None:
        self.window, self.id = window, secrets.token_hex(8)
        self.outgoing = Outgoing()
        self.received = 0
        self.line: Line | None = None
        self.over = threading.Event()  # the connection is cut, and its thread has ended
        self.over.set()


class EngineServer:
    """Listens on loopback and hands the engine of a worker to one window at a time. While no window is there, the
    engine goes on, and what it says waits. `said` gets a line for each thing that happens, from several threads."""

    def __init__(
        self, worker: TrainingWorker, runs_dir: Path, key: bytes, port: int, said: Callable[[str], None]
    ) -> None:
        self._worker, self._key, self._said = worker, key, said
        self._runs_dir, self._folder = runs_dir, place_of(runs_dir)
        self._lock = threading.RLock()
        self._session: _Session | None = None
        self._under_way = UnderWay()
        self._closing = threading.Event()
        self._seats = threading.BoundedSemaphore(_WAITING)
        self._listener = socket.create_server((HOST, port))
        self._listener.settimeout(_LOOK_SECONDS)
        self.port: int = self._listener.getsockname()[1]
        direct = Qt.ConnectionType.DirectConnection
        worker.arrived.connect(self._pull, direct)
        worker.silent.connect(lambda silent: self._post(Silent(silent)), direct)
        worker.gave_up.connect(lambda why: self._post(Problem(why)), direct)

    def run(self) -> None:
        """Serve until `close`."""
        while not self._closing.is_set():
            try:
                link, _ = self._listener.accept()
            except TimeoutError:
                continue
            except OSError as error:  # no descriptor left
                self._said(f"A connection could not be accepted: {error}")
                self._closing.wait(_LOOK_SECONDS)
                continue
            if self._seats.acquire(blocking=False):
                threading.Thread(target=self._welcome, args=(link,), name="link", daemon=True).start()
            else:
                link.close()
        self._listener.close()
        if self._session is not None and self._session.line is not None:
            self._session.line.cut()

    def close(self) -> None:
        """End `run`, from any thread or a signal."""
        self._closing.set()

    # ── a window ────────────────────────────────────────────────────────────────────────────────

    def _welcome(self, link: socket.socket) -> None:
        """Meet who has connected and, where it is a window that may have the engine, talk to it until it is gone."""
        link.settimeout(SECONDS)
        try:
            try:
                meeting = meet(link, self._key)
                session = self._seated(meeting)
            finally:
                self._seats.release()
            if session is not None:
                self._talk(session, meeting)
        except RefusedError as error:
            self._said(str(error))
        except LinkLostError as error:
            self._said(f"A connection closed before it identified itself: {error}")
        finally:
            link.close()

    def _seated(self, meeting: Meeting) -> _Session | None:
        """The session of a window: its old one, or a new one where no other is there; None for a client that only asks.
        RefusedError where another window is there."""
        proof = meeting.proof
        if not proof.window:
            meeting.welcome("", 0, self._folder, self._under_way.device)
            self._said("A client with the key checked that the engine answers.")
            return None
        before = self._session
        if before is not None and before.window != proof.window:
            before.over.wait(_GRACE_SECONDS)
        with self._lock:
            now = self._session
            if now is not None and now.window == proof.window:
                if now.line is not None:
                    now.line.cut()  # the window knows that it is
                if now.id == proof.session:
                    return now
            elif now is not None and not now.over.is_set():
                meeting.refuse("Another window uses this engine. Disconnect or close it first.")
                raise RefusedError("A second window was refused.")
            if now is not None and now.outgoing.idle:
                self._under_way.forget_ended()
            self._session = now = _Session(proof.window)
            for event in self._under_way.again():
                self._send(event, now)
            return now

    def _talk(self, session: _Session, meeting: Meeting) -> None:
        session.over.wait(SECONDS)
        session.over.clear()
        try:
            meeting.welcome(session.id, session.received, self._folder, self._under_way.device)
            line = session.line = Line(meeting.link, session.outgoing, session.received, self._hear)
            self._said("A window is connected.")
            why = line.run(meeting.proof.received)
            session.received = line.received
            self._said(f"The window disconnected ({why}). The engine keeps training and waits for it.")
        finally:
            session.line = None
            session.over.set()

    def _hear(self, command: Command | Event | bytes) -> None:
        if command == END_ENGINE:
            self._worker.end_engine()
        elif isinstance(command, Problem):  # it could not be read
            self._post(command)
        elif not isinstance(command, Shutdown):
            self._worker.send(command)  # type: ignore[arg-type]

    # ── the engine ──────────────────────────────────────────────────────────────────────────────

    def _pull(self) -> None:
        with self._lock:
            for event in self._worker.take():
                self._post(event)

    def _post(self, event: Any) -> None:
        with self._lock:
            idle = self._session is None or self._session.outgoing.idle
            event = self._under_way.hear(event, forget=self._session is not None and idle)
            if self._session is not None:
                self._send(event, self._session)

    def _send(self, event: Event | Silent, session: _Session) -> None:
        for each in with_weights(event, self._runs_dir):
            session.outgoing.put(each)
