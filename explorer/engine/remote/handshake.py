"""How a window and a served engine meet: each says its version and proves that it has the key, without sending it.

The engine greets with a random number, the window answers with its own and an HMAC over both, and so does the engine:
what is overheard is of no use. Nothing is encrypted here: the link is for loopback and a tunnel such as `ssh -L`.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import socket
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from explorer import __version__
from explorer.engine.remote.frames import TooLongError, read_frame, send_frame
from explorer.engine.remote.wire import PROTOCOL, schema

SECONDS = 10.0
"""How long the other side may take for each line of it."""
MAGIC = "residual-explorer"

_MOST = 64 << 10
_PARTING_SECONDS = 0.5
_NONCE = 32
T = TypeVar("T")


class RefusedError(Exception):
    """The other side cannot be used, or does not want this one; the message is for people."""


class Versions(msgspec.Struct, frozen=True):
    """What one side speaks. `schema` changes with every message."""

    protocol: int
    program: str
    schema: str


class Hello(msgspec.Struct, frozen=True):
    """The engine's first words."""

    magic: str
    versions: Versions
    nonce: bytes


class Proof(msgspec.Struct, frozen=True):
    """The window's answer. `session` is the one that it goes on with, empty for a new one, of which it has `received`
    messages."""

    versions: Versions
    nonce: bytes
    mac: bytes
    window: str
    session: str
    received: int


class Welcome(msgspec.Struct, frozen=True, tag=True):
    """The engine takes the window, and has `received` of its messages. `folder` is where its runs are, as host and
    path, `device` a phrase for people, empty while the engine starts."""

    mac: bytes
    session: str
    received: int
    folder: str
    device: str


class Refused(msgspec.Struct, frozen=True, tag=True):
    """The engine does not take the window, and why."""

    message: str


@dataclass(frozen=True)
class Meeting:
    """A window that has proved the key and waits for an answer."""

    link: socket.socket
    proof: Proof
    answer_to: bytes
    key: bytes

    def welcome(self, session: str, received: int, folder: str, device: str) -> None:
        """Take it."""
        mac = _mac(self.key, b"engine", self.answer_to)
        _say(self.link, Welcome(mac, session, received, folder, device))

    def refuse(self, message: str) -> None:
        """Send it away."""
        _say(self.link, Refused(message))


def own_versions() -> Versions:
    """What this program speaks."""
    return Versions(PROTOCOL, __version__, schema())


def meet(link: socket.socket, key: bytes) -> Meeting:
    """The engine's side, up to its answer. RefusedError where the other side was sent away, and why."""
    own, nonce = own_versions(), secrets.token_bytes(_NONCE)
    try:
        _say(link, Hello(MAGIC, own, nonce))
        proof = _hear(link, Proof)
    except (TooLongError, msgspec.MsgspecError) as error:
        _turn_away(link, "This is not a Residual Explorer window.")
        raise RefusedError("A connection was refused: it is not from a Residual Explorer window.") from error
    if proof.versions != own:
        words = _differ("engine", own, "window", proof.versions)
        _turn_away(link, words)
        raise RefusedError(f"A window was refused. {words}")
    both = nonce + proof.nonce
    if not hmac.compare_digest(proof.mac, _mac(key, b"window", both)):
        _turn_away(link, "The key does not match the engine's. Copy the key file from the engine's machine again.")
        raise RefusedError("A window was refused: its key does not match.")
    return Meeting(link, proof, both, key)


def introduce(link: socket.socket, key: bytes, window: str, session: str, received: int) -> Welcome:
    """The window's side. RefusedError where one side does not take the other; LinkLostError where nobody answers."""
    own = own_versions()
    try:
        hello = _hear(link, Hello)
    except (TooLongError, msgspec.MsgspecError) as error:
        raise RefusedError("The program at this address is not a Residual Explorer engine.") from error
    if hello.magic != MAGIC:
        raise RefusedError("The program at this address is not a Residual Explorer engine.")
    nonce = secrets.token_bytes(_NONCE)
    both = hello.nonce + nonce
    _say(link, Proof(own, nonce, _mac(key, b"window", both), window, session, received))
    if hello.versions != own:
        raise RefusedError(_differ("engine", hello.versions, "window", own))
    try:
        answer = msgspec.msgpack.decode(read_frame(link, _MOST, SECONDS), type=Welcome | Refused)
    except (TooLongError, msgspec.MsgspecError) as error:
        raise RefusedError("The engine's answer cannot be read.") from error
    if isinstance(answer, Refused):
        raise RefusedError(answer.message)
    if not hmac.compare_digest(answer.mac, _mac(key, b"engine", both)):
        raise RefusedError("The engine's key does not match. Copy the key file from the engine's machine again.")
    return answer


def _differ(one: str, a: Versions, other: str, b: Versions) -> str:
    words = f"The {one} is Residual Explorer {a.program}, the {other} {b.program}"
    if a.program == b.program:
        words += ", but from different sources: their messages differ"
    return f"{words}. Install the same version on both machines."


def _mac(key: bytes, role: bytes, nonces: bytes) -> bytes:
    return hmac.new(key, role + nonces, hashlib.sha256).digest()


def _say(link: socket.socket, words: msgspec.Struct) -> None:
    send_frame(link, msgspec.msgpack.encode(words))


def _turn_away(link: socket.socket, message: str) -> None:
    try:
        _say(link, Refused(message))
        link.shutdown(socket.SHUT_WR)
        link.settimeout(_PARTING_SECONDS)
        link.recv(_MOST)  # closed with something unread, the connection would be reset and the answer lost
    except OSError:
        return  # it does not want to know


def _hear(link: socket.socket, kind: type[T]) -> T:
    return msgspec.msgpack.decode(read_frame(link, _MOST, SECONDS), type=kind)
