"""The window's end of a connection to a served engine: what EngineChild is for an engine of its own."""

from __future__ import annotations

import secrets
import socket
import threading
import time
from collections.abc import Callable
from multiprocessing import connection
from typing import Any

from explorer.engine.commands import Command, Shutdown
from explorer.engine.events import Event, Silent
from explorer.engine.mailbox import Mailbox
from explorer.engine.remote.address import Address
from explorer.engine.remote.frames import LinkLostError, hang_up
from explorer.engine.remote.handshake import SECONDS, RefusedError, Welcome, introduce
from explorer.engine.remote.keyfile import KeyFileError, read_key
from explorer.engine.remote.line import Line, Outgoing
from explorer.engine.wake_up import WakeUp
from explorer.engine.weights_part import WeightsPart

LOST = "Connection lost, trying again…"
_PAUSES = (0.1, 0.3, 1.0, 2.0, 5.0)
"""Seconds before each further attempt to connect; the last one for ever."""
_LEAVE_SECONDS = 1.0


class RemoteLink:
    """A served engine, as the worker sees one: `wait`, `send`, `receive`, `close`. A thread of its own connects, and
    connects again when the connection is cut: commands and events that were on their way then arrive once, in order.
    `changed` is called in that thread where `welcome` or `failure` have come.
    """

    def __init__(self, address: Address, changed: Callable[[], None] = lambda: None) -> None:
        self.address = address
        self.welcome: Welcome | None = None
        self.failure = ""  # why there is no connection, and there will be none
        self.lost = False  # the connection is cut for now
        self._changed = changed
        self._window = secrets.token_hex(8)
        self._outgoing, self._inbox = Outgoing(), Mailbox()
        self._received = 0
        self._line: Line | None = None
        self._meeting: socket.socket | None = None
        self._closing = threading.Event()
        self._wake = WakeUp()
        self._thread = threading.Thread(target=self._keep, name="link", daemon=True)
        self._thread.start()

    pid: int | None = None  # its process is not of this machine
    silent = False  # it hangs, as is seen there and told here

    # ── the worker's thread ─────────────────────────────────────────────────────────────────────

    def wait(self, *others: Any) -> list[Any]:
        """Block until there is something to receive or the connection comes or goes, or one of `others` is ready."""
        ready = connection.wait([self._wake.reader, *others])
        if self._wake.reader in ready:
            self._wake.hear()
        return [item for item in ready if item in others]

    def send(self, command: Command) -> None:
        """Send a command, with the next connection where this one is cut. The engine is not this window's to end:
        Shutdown leaves it, with what it trains."""
        if isinstance(command, Shutdown):
            self._leave()
        else:
            self._outgoing.put(command)

    def receive(self) -> list[Event | WeightsPart] | None:
        """The events that have come, without blocking; None once there is no connection any more."""
        events: list[Any] = self._inbox.take()
        if events and self.failure:
            self._wake.call()  # its end is still to be received: `wait` must not block until then
        for event in events:
            if isinstance(event, Silent):
                self.silent = event.silent
        return None if not events and self.failure else [event for event in events if not isinstance(event, Silent)]

    def kill(self) -> None:
        """Have the engine ended by force and started again there."""
        line = self._line
        if line is not None:
            line.end_engine()

    def close(self) -> str:
        """Leave the engine; returns why there is no connection any more, as what became of "the engine"."""
        self._leave()
        self._thread.join(_LEAVE_SECONDS)  # longer only while it waits for somebody who does not answer
        return f"at {self.address} {self.failure.rstrip('.')}"

    def _leave(self) -> None:
        """Give up the connection once what was sent has arrived, or after a second."""
        if not self._closing.is_set():
            self._closing.set()
            end = time.monotonic() + _LEAVE_SECONDS
            while not (self._outgoing.idle or self.lost or self.failure) and time.monotonic() < end:
                time.sleep(0.01)
            line, meeting = self._line, self._meeting
            if line is not None:
                line.leave(max(0.0, end - time.monotonic()))
            elif meeting is not None:
                hang_up(meeting)
            self._end("was disconnected: its runs continue there")

    # ── the link's thread ───────────────────────────────────────────────────────────────────────

    def _keep(self) -> None:
        attempt = 0
        while not self._closing.is_set() and not self.failure:
            try:
                line, arrived = self._connect()
                attempt = 0
            except (RefusedError, KeyFileError) as error:
                self._end(str(error) if self.welcome is None else f"cannot be used any more: {error}")
                return
            except OSError as error:
                if self.welcome is None:
                    self._end(nobody(self.address, error))
                    return
                self._closing.wait(_PAUSES[min(attempt, len(_PAUSES) - 1)])
                attempt += 1
                continue
            line.run(arrived)
            self._received, self._line = line.received, None
            self.lost = True
            self._wake.call()

    def _connect(self) -> tuple[Line, int]:
        key = read_key(self.address.key_file)
        self._meeting = link = socket.create_connection((self.address.host, self.address.port), SECONDS)
        try:
            before = self.welcome
            session = "" if before is None else before.session
            welcome = introduce(link, key, self._window, session, self._received)
            if before is not None and welcome.session != session:
                raise RefusedError("it was restarted, or another window used it meanwhile")
        except BaseException:
            link.close()
            raise
        self._line = line = Line(link, self._outgoing, self._received, self._hear)
        if self._closing.is_set():  # `_leave` may have come before there was a line to be cut
            line.cut()
        self.welcome, self.lost = welcome, False
        self._wake.call()
        self._changed()
        return line, welcome.received

    def _hear(self, event: Event) -> None:
        self._inbox.put(event)
        self._wake.call()

    def _end(self, why: str) -> None:
        if not self.failure:
            self.failure = why
            self._wake.call()
            self._changed()


def nobody(address: Address, error: OSError) -> str:
    """Why the first connection could not be made, and what to do."""
    if isinstance(error, LinkLostError):
        return (
            f"The program at {address} accepted the connection and closed it. Is `residual-explorer serve` running at "
            "the other end of the tunnel?"
        )
    return (
        f"Nothing answers at {address} ({error.strerror or error}). Open the tunnel: "
        f"ssh -L {address.port}:localhost:{address.port} USER@MACHINE"
    )
