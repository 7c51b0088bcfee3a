"""From the tables of a TOML file to dataclasses, every error with file, line, key and what is allowed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, fields
from pathlib import Path
from typing import Any, NoReturn, TypeVar, get_type_hints

from explorer.experiments.toml_lines import Place, located, near, toml_data
from explorer.lessons.fields import FieldError
from explorer.registry import SpecError
from explorer.typed import WrongTypeError, checked

T = TypeVar("T")
_LARGEST = 1e15
"""No figure of a run is larger, and an axis of such numbers can be drawn."""


class LessonError(SpecError):
    """A file of a lesson or of the quiz that cannot be used; the message names file, line, key and what is allowed."""


@dataclass(frozen=True)
class Source:
    """The text of a file and how messages call it."""

    text: str
    file: str

    def refuse(self, problem: str, *place: str | int) -> NoReturn:
        """Raise LessonError for what stands at a place."""
        raise LessonError(f"{located(self.file, self.text, place)}: {problem}")

    def table(self) -> dict[str, Any]:
        """The whole file as data; LessonError where it is no TOML."""
        try:
            return toml_data(self.text)
        except ValueError as error:
            raise LessonError(f"{self.file}: not valid TOML: {error}.") from error


def read_source(path: Path, largest: int) -> Source:
    """The text of a file of at most `largest` bytes; LessonError where it cannot be read."""
    try:
        with path.open("rb") as file:
            data = file.read(largest + 1)
        text = data.decode("utf-8-sig")  # some editors begin a file with a byte order mark
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not text in UTF-8"
        raise LessonError(f"{path} cannot be read: {reason}.") from error
    if len(data) > largest:
        raise LessonError(f"{path.name} is too large; allowed: at most {largest:,} bytes.")
    return Source(text.replace("\r\n", "\n"), path.name)


def made_from(source: Source, kind: type[T], table: object, place: Place, /, **given: Any) -> T:
    """The dataclass `kind` from a table; `given` are fields that do not come from it. A field's metadata say its key in
    the file and what is allowed: `check` (raises ValueError), `each` (of a table of settings), `low`, `high`, and of an
    array of tables `fewest` and `most`. LessonError."""
    if not isinstance(table, Mapping):
        source.refuse("allowed: a table.", *place)
    known = {key_of(field): field for field in fields(kind) if field.metadata.get("own", True)}  # type: ignore[arg-type]
    for key in table:
        if key not in known:
            source.refuse(f"unknown key; allowed: {', '.join(known)}.{near(key, known)}", *place, key)
    hints = get_type_hints(kind)
    values = dict(given)
    for key, field in known.items():
        if field.name in given:
            continue
        if key in table:
            values[field.name] = value_of(source, field, hints[field.name], table[key], (*place, key))
        elif field.default is MISSING and field.default_factory is MISSING:
            source.refuse(f"{key} is missing.", *place, key)
    try:
        return kind(**values)
    except FieldError as error:
        source.refuse(str(error), *place, error.key)


def entries(source: Source, table: Mapping[str, Any], key: str, fewest: int, most: int) -> list[tuple[Place, Any]]:
    """The tables of an array of tables, each with its place; `key` is its name at the top of the file."""
    return entries_at(source, table.get(key, []), (key,), fewest, most)


def key_of(field: Field[Any]) -> str:
    """What a field is called in the file."""
    return str(field.metadata.get("key", field.name))


def value_of(source: Source, field: Field[Any], hint: Any, value: object, place: Place) -> Any:
    """What a file gives for a field of a type; LessonError where the field does not allow it."""
    meta = field.metadata
    if "fewest" in meta:
        kind = hint.__args__[0]
        found = entries_at(source, value, place, meta["fewest"], meta["most"])
        return tuple(made_from(source, kind, entry, where) for where, entry in found)
    if "each" in meta:
        return _settings(source, value, meta["each"], place)
    try:
        found = checked(value, hint, field.name)
        if "check" in meta:
            meta["check"](found)
        if isinstance(found, float) and abs(found) > _LARGEST:
            raise ValueError(f"is {found:g}; allowed: a number of at most {_LARGEST:g} in size.")
        if "low" in meta and not meta["low"] <= found <= meta["high"]:
            raise ValueError(f"is {found}; allowed: {meta['low']} to {meta['high']:,}.")
    except ValueError as error:  # WrongTypeError and SpecError are such
        source.refuse(_told(error, field.name), *place)
    return found


def _settings(source: Source, value: object, check: Any, place: Place) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        source.refuse('allowed: a table of settings, such as { network = "plain-20" }.', *place)
    found = {}
    for key, one in value.items():
        try:
            found[key] = check(key, one)
        except (ValueError, WrongTypeError) as error:
            source.refuse(str(error), *place, key)
    return found


def entries_at(source: Source, value: object, place: Place, fewest: int, most: int) -> list[tuple[Place, Any]]:
    """The tables of an array of tables that stands at `place`, each with its own; LessonError."""
    key = place[-1]
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        source.refuse(f"allowed: tables, each headed [[{'.'.join(p for p in place if isinstance(p, str))}]].", *place)
    if not fewest <= len(value) <= most:
        source.refuse(f"{len(value)} of them; allowed: {fewest} to {most} tables {key}.", *place)
    return [((*place, k), entry) for k, entry in enumerate(value)]


def _told(error: ValueError, name: str) -> str:
    return str(error) if not isinstance(error, WrongTypeError) or name in str(error) else f"{name}: {error}"
