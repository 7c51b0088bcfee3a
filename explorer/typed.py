"""Data from a file as typed dataclasses: every value is checked, so that a damaged or foreign file cannot get further
in than here."""

from __future__ import annotations

import json
import types
import zlib
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")
Numbers = NDArray[np.float64]

LARGEST = 256 << 20
"""Bytes that compressed data may unpack to: about ten times the largest graph or analysis there is."""


class WrongTypeError(ValueError):
    """A value that is not of the type it must have; the message says which, and what is allowed."""


def parsed(text: str | bytes) -> Any:
    """JSON as Python data; ValueError where it is none, however deep it is nested."""
    try:
        return json.loads(text)
    except (TypeError, RecursionError) as error:
        raise ValueError(f"not readable as JSON: {error}") from error


def unpacked(data: bytes) -> bytes:
    """What zlib packed; ValueError where it did not, or where it is more than LARGEST."""
    try:
        stream = zlib.decompressobj()
        found = stream.decompress(data, LARGEST)
    except (zlib.error, TypeError) as error:
        raise ValueError(f"not readable as packed data: {error}") from error
    if not stream.eof:
        raise ValueError("not readable as packed data: cut off, or too large")
    return found


def made(kind: type[T], data: object, name: str = "") -> T:
    """An instance of a dataclass from a mapping of its fields, nested ones included; lists become tuples.

    WrongTypeError for a field that is unknown, missing or of another type. What the class itself refuses passes.
    """
    if not isinstance(data, Mapping):
        raise WrongTypeError(f"{name or kind.__name__} is {_short(data)}; allowed: named values.")
    dataclass: Any = kind  # mypy holds a type variable's class to be unhashable
    known, needed, allowed = _fields(dataclass)
    unknown, missing = sorted(map(str, set(data) - set(known))), needed - set(data)
    if unknown:
        raise WrongTypeError(f"unknown setting {', '.join(unknown)[:200]}; allowed: {', '.join(known)}.")
    if missing:
        raise WrongTypeError(f"{', '.join(sorted(missing))} missing in {name or kind.__name__}.")
    values = {}
    for field, value in data.items():
        try:
            values[field] = checked(value, known[field], field)
        except WrongTypeError as error:
            if field not in allowed:
                raise
            raise WrongTypeError(f"{field} is {_short(value)}; allowed: {allowed[field]}.") from error
    return kind(**values)


def checked(value: Any, hint: Any, name: str) -> Any:
    """`value` as the type `hint`: a plain type, a dataclass, or a union, tuple, mapping, array or Literal of such."""
    if type(value) is hint or type(value) in _exact(hint):  # most values: 10,000 rows of the list of runs come by here
        return value
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _first_fit(value, parts, name)
    if isinstance(hint, type) and is_dataclass(hint):
        return made(hint, value, name)
    if isinstance(value, list | tuple | np.ndarray):
        return _sequence(value, hint, name)
    if isinstance(origin, type) and issubclass(origin, Mapping) and isinstance(value, Mapping):
        return {checked(key, parts[0], name): checked(item, parts[1], name) for key, item in value.items()}
    if not _is_plain(value, hint):
        raise _wrong(value, hint, name)
    return value


@cache
def _exact(hint: Any) -> frozenset[type]:
    """The types whose values are right as they are: a plain type, or each plain type of a union."""
    parts = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    return frozenset(part for part in parts if part in (int, float, str, bool, bytes, type(None)))


def _sequence(value: list[Any] | tuple[Any, ...] | NDArray[Any], hint: Any, name: str) -> Any:
    """A tuple, a named tuple (whose last fields may be missing), a set or an array."""
    origin, parts = get_origin(hint), get_args(hint)
    if isinstance(value, np.ndarray):
        return _held(value, hint, name)
    if origin is np.ndarray:
        return _array(value, name)
    kind: Any = hint if isinstance(hint, type) and issubclass(hint, tuple) else None
    if kind is not None and hasattr(kind, "_fields"):
        parts = tuple(get_type_hints(kind).values())
        fits = len(parts) - len(kind._field_defaults) <= len(value) <= len(parts)
        if fits:
            return kind(*(checked(item, part, name) for item, part in zip(value, parts, strict=False)))
    if origin is frozenset:
        return frozenset(checked(item, parts[0], name) for item in value)
    if origin is tuple:
        each = parts[:1] * len(value) if parts[1:] == (...,) else parts
        if len(each) == len(value):
            return tuple(checked(item, part, name) for item, part in zip(value, each, strict=True))
    raise _wrong(value, hint, name)


def _array(value: object, name: str) -> Numbers:
    try:
        return np.array(value, np.float64)
    except (TypeError, ValueError, OverflowError) as error:
        raise WrongTypeError(f"{name} does not hold numbers: {error}.") from error


def _held(value: NDArray[Any], hint: Any, name: str) -> NDArray[Any]:
    """An array as it is; WrongTypeError where the hint is none, or one of other numbers."""
    if get_origin(hint) is np.ndarray:
        (kind,) = get_args(get_args(hint)[1])
        if np.issubdtype(value.dtype, kind):
            return value
    raise _wrong(value, hint, name)


def _wrong(value: object, hint: Any, name: str) -> WrongTypeError:
    return WrongTypeError(f"{name} is {_short(value)}; allowed: {_said(hint)}.")


def _is_plain(value: Any, hint: Any) -> bool:
    """Whether a value is of a type without parts; a whole number is a number too, but true and false are none."""
    if get_origin(hint) is Literal:
        return isinstance(value, str) and value in get_args(hint)
    if hint is float and type(value) is int:
        return abs(value) < 2**1023
    return hint is Any or (hint in (int, float, str, bool, bytes, type(None)) and type(value) is hint)


def _first_fit(value: Any, hints: tuple[Any, ...], name: str) -> Any:
    for hint in hints:
        try:
            return checked(value, hint, name)
        except WrongTypeError:
            continue
    raise WrongTypeError(f"{name} is {_short(value)}; allowed: {' or '.join(map(_said, hints))}.")


def _short(value: object) -> str:
    if isinstance(value, str | int | float | type(None)):
        return repr(value)[:60]
    return type(value).__name__


def _said(hint: Any) -> str:
    names = {int: "a whole number", float: "a number", str: "text", bool: "true or false", type(None): "nothing"}
    if get_origin(hint) is Literal:
        return ", ".join(str(value) for value in get_args(hint) if value != "")
    if get_origin(hint) is tuple:
        return "a list"
    return names.get(hint) or str(getattr(hint, "__name__", hint))


@cache
def _fields(kind: type) -> tuple[dict[str, Any], frozenset[str], dict[str, str]]:
    """The types of a dataclass's fields, which have no default, and what is allowed where its metadata say it."""
    hints = get_type_hints(kind)
    own = fields(kind)
    needed = frozenset(f.name for f in own if f.default is MISSING and f.default_factory is MISSING)
    allowed = {f.name: f.metadata["allowed"] for f in own if "allowed" in f.metadata}
    return {f.name: hints[f.name] for f in own}, needed, allowed
