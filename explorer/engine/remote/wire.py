"""Commands and events as bytes and back. Nothing here can run code: MessagePack, typed fields, arrays as numbers."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_type_hints

import msgspec
import numpy as np
from numpy.typing import NDArray

from explorer.engine.commands import Command
from explorer.engine.events import Event, Silent
from explorer.engine.weights_part import WeightsPart
from explorer.graph.model import NetworkGraph
from explorer.runs.analysis import AnalysisResult, from_plain
from explorer.runs.history import RunHistory
from explorer.typed import made

PROTOCOL = 1
"""The version of what is said around the messages: raised by hand with each change of frames or handshake."""
LARGEST = 64 << 20
"""Bytes of one message; the largest there are, images and graphs, have a tenth of that."""

_ARRAY = 1  # the code of the extension type
_DTYPES = ("bool", "uint8", "int8", "int16", "int32", "int64", "float32", "float64")
_MOST_AXES = 8


class WireError(ValueError):
    """Bytes that are no message of this program, or a message that cannot be sent; for people."""


_UNREADABLE = (msgspec.MsgspecError, ValueError, TypeError, KeyError, AttributeError, RecursionError, MemoryError,
               OverflowError)  # fmt: skip

Message = Command | Event | Silent | WeightsPart

KINDS: Mapping[str, type] = {kind.__name__: kind for kind in get_args(Message)}
"""Every message by its name."""

_SPECIAL: Mapping[type, Callable[[Any], object]] = {NetworkGraph: NetworkGraph.from_dict, AnalysisResult: from_plain}
"""Fields that check their own data: values of several classes, or more than a dataclass's fields."""


def encode(message: Message) -> bytes:
    """A message as bytes; WireError where it is too large, or holds what must not leave the process."""
    plain = [type(message).__name__, {f.name: _plain(getattr(message, f.name)) for f in fields(message)}]
    try:
        data = msgspec.msgpack.encode(plain, enc_hook=_extended)
    except (TypeError, OverflowError, RecursionError, UnicodeError) as error:
        raise WireError(f"{type(message).__name__} cannot be sent: {error}") from error
    if len(data) > LARGEST:
        raise WireError(f"{type(message).__name__} has {len(data):,} bytes; allowed: {LARGEST:,}")
    return data


def decode(data: bytes) -> Message:
    """The inverse of `encode`; WireError where the bytes are no such message."""
    if len(data) > LARGEST:
        raise WireError(f"a message of {len(data):,} bytes; allowed: {LARGEST:,}")
    try:
        tree = msgspec.msgpack.decode(data, ext_hook=_array)
        name, values = tree
        kind = KINDS[name]
        hints = _hints(kind)
        values = {field: _special(value, hints.get(field)) for field, value in values.items()}
        message: Message = made(kind, values)
        return message
    except _UNREADABLE as error:
        raise WireError(f"a message cannot be read: {str(error)[:300] or type(error).__name__}") from error


def schema() -> str:
    """A digest of every message's fields and their types: two programs with the same one understand each other."""
    told = [f"{PROTOCOL}"]
    todo, seen = list(KINDS.values()), set()
    while todo:
        kind = todo.pop(0)
        if kind not in seen:
            seen.add(kind)
            hints = _hints(kind)
            told += [kind.__name__, *(f"{f.name}:{f.type}" for f in fields(kind))]
            todo += sorted(set(_classes(tuple(hints.values()))), key=lambda found: found.__name__)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def _classes(hints: tuple[Any, ...]) -> list[type]:
    found = [hint for hint in hints if isinstance(hint, type) and is_dataclass(hint) and hint is not NetworkGraph]
    return found + [kind for hint in hints for kind in _classes(get_args(hint))]


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _plain(value: object) -> object:
    """Dataclasses as mappings; what msgspec knows stays as it is."""
    if isinstance(value, NetworkGraph):
        return value.to_dict()
    if isinstance(value, RunHistory):
        raise WireError("a run's record is not sent: the window has its own")
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | frozenset):
        return [_plain(item) for item in value]
    return value


def _special(value: object, hint: Any) -> object:
    make = _SPECIAL.get(hint)
    return value if make is None else make(value)


def _extended(value: object) -> object:
    if isinstance(value, np.ndarray):
        kind = value.dtype.name
        if kind not in _DTYPES:
            raise TypeError(f"an array of {kind}")
        plain = np.ascontiguousarray(value, value.dtype.newbyteorder("<"))
        head = msgspec.msgpack.encode([kind, value.shape])
        return msgspec.msgpack.Ext(_ARRAY, len(head).to_bytes(2, "little") + head + plain.tobytes())
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"a {type(value).__name__}")


def _array(code: int, data: memoryview) -> NDArray[Any]:
    """An array of its own; ValueError where its numbers do not fill its shape."""
    size = int.from_bytes(data[:2], "little")
    kind, shape = msgspec.msgpack.decode(data[2 : 2 + size], type=tuple[str, tuple[int, ...]])
    if code != _ARRAY or kind not in _DTYPES or len(shape) > _MOST_AXES or any(side < 0 for side in shape):
        raise WireError(f"an array of {kind[:20]} with {len(shape)} axes")
    dtype = np.dtype(kind).newbyteorder("<")
    if math.prod(shape) * dtype.itemsize != len(data) - 2 - size:
        raise WireError(f"{len(data) - 2 - size} bytes for an array of shape {shape}")
    return np.frombuffer(data, dtype, offset=2 + size).reshape(shape).astype(np.dtype(kind), copy=True)
