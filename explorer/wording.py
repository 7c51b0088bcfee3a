"""The texts that people read, in their language. English is the source: it stands in the code and is the key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Self, TypeVar

K = TypeVar("K")
T = TypeVar("T")
Translate = Callable[[str, int], str]
"""An English text and a count (−1: none) → the text in the language of the window."""

_languages: list[tuple[str, Translate]] = []


def speak(translate: Translate | None, name: str = "") -> None:
    """Have texts translated by this from now on, into the language of this name; None: English. Only a window calls
    it: the command line, logs and what is stored stay English."""
    _languages[:] = [] if translate is None else [(name, translate)]


def language() -> str:
    """The language that texts are translated into, such as "de"; "en" is that of the source."""
    return _languages[0][0] if _languages else "en"


class Said(str):
    """An English text that knows what it was made of: `tr` says it again in the window's language. Wherever it is
    stored, exported or printed it is the English text."""

    again: Callable[[], str] | None

    def __new__(cls, english: str, again: Callable[[], str] | None = None) -> Self:
        """`again` says it in the language of the window."""
        made = super().__new__(cls, english)
        made.again = again
        return made


def said(text: str, /, **values: object) -> str:
    """`text` in English, its {places} filled with the values, for `tr` to say in another language later on: with such
    of the values that are said so themselves."""
    return Said(_filled(text, values), partial(tr, text, **values))


def said_count(one: str, many: str, /, count: int, **values: object) -> str:
    """As `said`, for a text whose form a number decides."""
    again = partial(tr_count, one, many, count, **values)
    return Said(_filled(one if count == 1 else many, {"count": count, **values}), again)


def joined(parts: Iterable[str], between: str = "") -> str:
    """Texts in a row, of which `tr` says each again; empty ones are left out."""
    kept = tuple(filter(None, parts))
    return Said(between.join(kept), partial(_joined, kept, between))


def _joined(parts: tuple[str, ...], between: str) -> str:
    return _shown(between).join(map(_shown, parts))


def tr(text: str, /, **values: object) -> str:
    """`text` in the window's language, its {places} filled with the values. A text is found where it is
    a literal, a module's constant, or in a `marked` table. It is never called while a module is read."""
    if isinstance(text, Said):
        return text.again() if _languages and text.again is not None else str(text)
    values = _in_words(values)
    return _filled(_languages[0][1](text, -1) if _languages else text, values)


def tr_count(one: str, many: str, /, count: int, **values: object) -> str:
    """`many` in the plural form that the language has for a count; `one` is the English text for 1. Both may have a
    {count}."""
    text = _languages[0][1](many, count) if _languages else many
    values = _in_words(values)
    return _filled(one if text == many and count == 1 else text, {"count": count, **values})


def _in_words(values: dict[str, object]) -> dict[str, object]:
    return {name: _shown(value) for name, value in values.items()}


def _shown(value: T) -> T | str:
    return tr(value) if isinstance(value, Said) else value


def _filled(text: str, values: dict[str, object]) -> str:
    return text.format(**values) if values else text


def marked(table: T) -> T:
    """A table of texts as it is, marked so that they are found: `tr` translates them where they are shown."""
    return table


def tr_values(table: Mapping[K, str]) -> dict[K, str]:
    """A marked table with its texts in the window's language."""
    return {key: tr(text) for key, text in table.items()}


def tr_lines(text: str) -> str:
    """A text of several lines, each of which is a text of its own."""
    return "\n".join(map(tr, text.split("\n")))
