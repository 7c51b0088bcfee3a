"""Messages over a connection that may be cut at any time: each arrives once, in order, with the next connection."""

from __future__ import annotations

import socket
import struct
import threading
from collections import deque
from collections.abc import Callable
from typing import Any

from explorer.engine.events import Event, Problem, Progress
from explorer.engine.mailbox import Mailbox
from explorer.engine.remote.frames import LinkLostError, TooLongError, hang_up, read_frame, send_frame
from explorer.engine.remote.wire import LARGEST, Message, WireError, decode, encode
from explorer.runs.snapshot import split

PING_SECONDS = 2.0
"""How often a side that has nothing to say is heard."""
SILENCE_SECONDS = 12.0
"""A side that was not heard for so long is gone."""
END_ENGINE = b"end engine"
"""The one thing that is said outside of the order: the engine does not answer, end it by force."""

_HEAD = struct.Struct(">QQ")
_ON_THE_WAY = 32 << 20  # bytes that the other side has not yet confirmed, before more is sent
_PROGRESS = 4 << 20  # bytes of readings in one message


class Outgoing:
    """Messages for the other side. What waits is merged as in a mailbox; what was sent is numbered, and kept until the
    other side has it. Every method may be called from any thread."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._mailbox = Mailbox()
        self._sent: deque[tuple[int, bytes]] = deque()
        self._number = 0
        self._bytes = 0
        self._called = False

    @property
    def idle(self) -> bool:
        """Whether the other side has everything."""
        with self._changed:
            return not self._sent and not self._mailbox.waiting

    def put(self, message: Any) -> None:
        """Send a message as soon as the connection takes it."""
        with self._changed:
            self._mailbox.put(message)
            self._changed.notify_all()

    def again(self, received: int) -> list[tuple[int, bytes]]:
        """A new connection: what was sent and did not arrive. ValueError where the other side has what was not sent."""
        if received > self._number:
            raise ValueError(f"message {received} was never sent")
        self.confirm(received)
        with self._changed:
            return list(self._sent)

    def confirm(self, received: int) -> None:
        """The other side has everything up to this number."""
        with self._changed:
            while self._sent and self._sent[0][0] <= received:
                self._bytes -= len(self._sent.popleft()[1])
            self._changed.notify_all()

    def next(self, seconds: float) -> list[tuple[int, bytes]]:
        """What is to be sent now; waits for so long at most."""
        with self._changed:
            ready = lambda: self._called or (self._mailbox.waiting and self._bytes < _ON_THE_WAY)  # noqa: E731
            self._changed.wait_for(ready, seconds)
            self._called = False
            if self._bytes >= _ON_THE_WAY:
                return []
            new = [data for message in self._mailbox.take() for data in _written(message)]
            numbered = list(enumerate(new, self._number + 1))
            self._number += len(new)
            self._sent.extend(numbered)
            self._bytes += sum(map(len, new))
            return numbered

    def wake(self) -> None:
        """Have `next` return at once."""
        with self._changed:
            self._called = True
            self._changed.notify_all()


def _written(message: Message) -> list[bytes]:
    """A message as bytes, readings in parts of bearable size; where it cannot be sent, a message that says so."""
    try:
        return [encode(part) for part in _parts(message)]
    except WireError as error:
        return [encode(Problem(f"{error}."))]


def _parts(message: Message) -> list[Message]:
    if not isinstance(message, Progress) or not len(message.snapshot):
        return [message]
    steps = max(1, _PROGRESS * len(message.snapshot) // message.snapshot.nbytes)
    return [Progress(message.run_id, part) for part in split(message.snapshot, steps)]


class Line:
    """One connection, after both sides have met: `run` until it is cut, then make another with the same `outgoing` and
    `received`. `hear` gets each message, in the thread of `run`."""

    def __init__(self, link: socket.socket, outgoing: Outgoing, received: int, hear: Callable[[Any], None]) -> None:
        link.settimeout(SILENCE_SECONDS)
        self._link, self._outgoing, self.received, self._hear = link, outgoing, received, hear
        self.wants_end = False
        self._leaving = False
        self._cut = threading.Event()

    def run(self, arrived: int) -> str:
        """Send and hear until the connection is cut; returns why. The other side has `arrived` messages."""
        writer = threading.Thread(target=self._write, args=(arrived,), name="link out", daemon=True)
        writer.start()
        try:
            while True:
                self._take(read_frame(self._link, LARGEST + _HEAD.size))
        except (LinkLostError, TooLongError, WireError) as error:
            return str(error)
        finally:
            self.cut()
            writer.join()
            self._link.close()

    def cut(self) -> None:
        """End this connection, from any thread."""
        self._cut.set()
        self._outgoing.wake()
        hang_up(self._link)

    def leave(self, seconds: float) -> None:
        """Confirm what was received, then end this connection, after `seconds` at most."""
        self._leaving = True
        self._outgoing.wake()
        self._cut.wait(seconds)
        self.cut()

    def end_engine(self) -> None:
        """Say that the engine is to be ended by force, with the next thing that is sent."""
        self.wants_end = True
        self._outgoing.wake()

    def _take(self, frame: bytes) -> None:
        if len(frame) < _HEAD.size:
            raise WireError("a message without its number")
        number, confirmed = _HEAD.unpack_from(frame)
        self._outgoing.confirm(confirmed)
        body = frame[_HEAD.size :]
        if number == 0:
            if body == END_ENGINE:
                self._hear(END_ENGINE)
        elif number == self.received + 1:
            self.received = number
            self._hear(_read(body))
        elif number > self.received:
            raise WireError(f"message {number} came after message {self.received}")

    def _write(self, arrived: int) -> None:
        try:
            for number, data in self._outgoing.again(arrived):
                self._send(number, data)
            while not self._cut.is_set():
                messages = self._outgoing.next(PING_SECONDS)
                leaving = self._leaving
                if self.wants_end:
                    self.wants_end = False
                    self._send(0, END_ENGINE)
                for number, data in messages or ((0, b""),):
                    self._send(number, data)
                if leaving:
                    self.cut()
        except (LinkLostError, ValueError):
            self.cut()

    def _send(self, number: int, data: bytes) -> None:
        send_frame(self._link, _HEAD.pack(number, self.received), data)


def _read(body: bytes) -> Message | Event:
    try:
        return decode(body)
    except WireError as error:
        return Problem(f"{str(error)[:1].upper()}{str(error)[1:]}.")
