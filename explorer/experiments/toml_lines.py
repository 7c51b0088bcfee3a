"""Reading TOML for people: what is wrong with a text, and at which line a key stands, which tomllib does not say."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator
from typing import Any

_TABLE = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_.-]+)\s*\]")
_KEY = re.compile(r"\s*\"?([A-Za-z0-9_-]+)\"?\s*[=.]")
_KEY_PATH = re.compile(r"\('[^)]*\)")  # tomllib names a key by a tuple
_QUOTES = re.compile("\"\"\"|'''")

Place = tuple[str | int, ...]
"""Where a value is: ("vary", "depth"), ("when", 0, "if"), ("step", 3, "answer", 1, "why")."""


def toml_data(text: str) -> dict[str, Any]:
    """The data of a TOML text; ValueError with what is wrong, also for what is nested too deep or too long a number."""
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    except tomllib.TOMLDecodeError as error:
        raise ValueError(_KEY_PATH.sub(lambda path: ".".join(re.findall(r"'([^']*)'", path[0])), str(error))) from error


def key_lines(text: str) -> dict[Place, int]:
    """The line, from 1, of every table and every key right below one; the entries of an array of tables by number."""
    lines: dict[Place, int] = {}
    counts: dict[Place, int] = {}
    table: Place = ()
    for number, line in _outside_texts(text):
        if opened := _TABLE.match(line):
            *outer, own = opened[2].split(".")
            table = ()
            for name in outer:
                table = _newest((*table, name), counts)
            table = (*table, own)
            if opened[1] == "[[":
                lines.setdefault(table, number)
                counts[table] = counts.get(table, 0) + 1
            table = _newest(table, counts)
            lines.setdefault(table, number)
        elif key := _KEY.match(line):
            lines.setdefault((*table, key[1]), number)
    return lines


def located(file: str, text: str, place: Place) -> str:
    """Where a place of a file is, for messages: "depth.toml, line 9, vary.depth", "a.toml, line 7, step 2, title"."""
    line = line_of(key_lines(text), place)
    keys: list[str] = []
    after_key = False  # a dot stands between two keys
    for part in place:
        if isinstance(part, int):
            keys[-1] += f" {part + 1}"  # people count from 1
        elif after_key:
            keys[-1] += f".{part}"
        else:
            keys.append(part)
        after_key = not isinstance(part, int)
    return ", ".join((file, *([f"line {line}"] if line else ()), *keys))


def line_of(lines: dict[Place, int], place: Place) -> int | None:
    """The line of a place, or of the nearest table around it."""
    while place:
        if place in lines:
            return lines[place]
        place = place[:-1]
    return None


def near(key: str, allowed: Iterable[str]) -> str:
    """ " Did you mean width?", empty where no allowed key is like this one."""
    found = difflib.get_close_matches(key, list(allowed), n=1)
    return f" Did you mean {found[0]}?" if found else ""


def _newest(table: Place, counts: dict[Place, int]) -> Place:
    """A table, or the last entry so far of an array of tables."""
    return (*table, counts[table] - 1) if table in counts else table


def _outside_texts(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a file with their numbers, those within a text of several lines left out."""
    quotes = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if not quotes:
            yield number, line
        for found in _QUOTES.findall(line):
            if not quotes:
                quotes = found
            elif found == quotes:
                quotes = ""
