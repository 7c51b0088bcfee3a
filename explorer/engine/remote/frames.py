"""Pieces of bytes over a socket: each with its length before it, none larger than allowed."""

from __future__ import annotations

import socket
import struct
import time
from contextlib import suppress

_LENGTH = struct.Struct(">I")
_PIECE = 1 << 18


class LinkLostError(OSError):
    """The other side is gone, or silent for too long."""


class TooLongError(ValueError):
    """What comes is longer than allowed: no program of this kind says that."""


def send_frame(link: socket.socket, *parts: bytes) -> None:
    """Send one piece, made of parts; LinkLostError where the other side takes nothing for the socket's timeout."""
    _send(link, _LENGTH.pack(sum(map(len, parts))))
    for part in parts:
        _send(link, part)


def read_frame(link: socket.socket, most: int, seconds: float | None = None) -> bytes:
    """The next piece; LinkLostError where nothing comes within the socket's timeout, or not all of it within `seconds`,
    TooLongError above `most` bytes."""
    end = None if seconds is None else time.monotonic() + seconds
    (length,) = _LENGTH.unpack(_read(link, _LENGTH.size, end))
    if length > most:
        raise TooLongError(f"{length:,} bytes announced; allowed: {most:,}")
    return _read(link, length, end)


def hang_up(link: socket.socket) -> None:
    """End a connection, from any thread: whoever reads or writes it is told."""
    with suppress(OSError):  # it has ended already
        link.shutdown(socket.SHUT_RDWR)


def _send(link: socket.socket, data: bytes) -> None:
    rest = memoryview(data)
    try:
        while rest:
            rest = rest[link.send(rest[:_PIECE]) :]
    except OSError as error:
        raise LinkLostError(str(error)) from error


def _read(link: socket.socket, count: int, end: float | None) -> bytes:
    found = bytearray()
    try:
        while len(found) < count:
            if end is not None and time.monotonic() > end:
                raise LinkLostError("timed out")
            piece = link.recv(min(_PIECE, count - len(found)))
            if not piece:
                raise LinkLostError("the other side has closed the connection")
            found += piece
    except OSError as error:
        raise LinkLostError(str(error)) from error
    return bytes(found)
