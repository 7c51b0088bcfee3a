"""The texts of a lesson or of the quiz in another language: a file of the same name in a folder called by the language,
with the same tables in the same order and nothing but texts. What is run, expected and right stays that of the lesson.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, TypeVar

from explorer import wording
from explorer.experiments.toml_lines import Place
from explorer.lessons.lesson import LARGEST
from explorer.lessons.tables import Source, entries_at, key_of, read_source, value_of

T = TypeVar("T")
NAMES = {"name": "name", "id": "id", "kind": "KIND"}
"""What a translation can repeat of the lesson to say where it is. It is compared, not taken over."""


def translation_of(path: Path) -> Path:
    """Where the translation of a file into the window's language is: "de/05-degradation.toml" beside it."""
    return path.parent / wording.language() / path.name


def in_language(original: T, path: Path) -> T:
    """The lesson or quiz of a file with its texts in the window's language; as it is where nobody translated it.
    LessonError where the translation cannot be used."""
    there = translation_of(path)
    if not there.is_file():
        return original
    return translated(original, Source(read_source(there, LARGEST).text, f"{there.parent.name}/{there.name}"))


def translated(original: T, source: Source) -> T:
    """A lesson or quiz with the texts of a translation; those that are missing in it stay. LessonError."""
    return _with_texts(original, source, source.table(), ())


def _with_texts(original: T, source: Source, table: Mapping[str, Any], place: Place) -> T:
    known = {key_of(field): field for field in fields(original)}  # type: ignore[arg-type]
    said: dict[str, Any] = {}
    for key, value in table.items():
        field = known.get(key)
        here = (*place, key)
        if field is not None and field.metadata.get("said"):
            said[field.name] = value_of(source, field, str, value, here)
        elif field is not None and "fewest" in field.metadata:
            said[field.name] = _entries(getattr(original, field.name), source, value, here)
        elif key in NAMES:
            _require_same(getattr(original, NAMES[key], ""), source, value, here)
        else:
            texts = [k for k, one in known.items() if one.metadata.get("said") or "fewest" in one.metadata]
            source.refuse(f"a translation has texts alone; allowed: {', '.join(texts)}.", *here)
    return replace(original, **said)  # type: ignore[type-var]


def _entries(originals: tuple[Any, ...], source: Source, value: object, place: Place) -> tuple[Any, ...]:
    found = entries_at(source, value, place, 0, max(len(originals), 1))
    if len(found) != len(originals):
        source.refuse(f"{len(found)} tables {place[-1]}; allowed: {len(originals)}, as in the original.", *place)
    return tuple(
        _with_texts(original, source, entry, where) for original, (where, entry) in zip(originals, found, strict=True)
    )


def _require_same(original: str, source: Source, value: object, place: Place) -> None:
    if value != original:
        source.refuse(f"is {str(value)[:40]!r}; allowed: {original!r}, as at this place of the original.", *place)
