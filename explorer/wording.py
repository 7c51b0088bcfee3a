"""The texts that people read, in their language. English is the source: it stands in the code and is the key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

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


def tr(text: str, /, **values: object) -> str:
    """`text` in the window's language, its {places} filled with the values. A text is found where it is
    a literal, a module's constant, or in a `marked` table. It is never called while a module is read."""
    return _filled(_languages[0][1](text, -1) if _languages else text, values)


def tr_count(one: str, many: str, /, count: int, **values: object) -> str:
    """`many` in the plural form that the language has for a count; `one` is the English text for 1. Both may have a
    {count}."""
    text = _languages[0][1](many, count) if _languages else many
    return _filled(one if text == many and count == 1 else text, {"count": count, **values})


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
