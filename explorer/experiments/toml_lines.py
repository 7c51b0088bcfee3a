"""At which line of a TOML file a key stands: tomllib does not say."""

from __future__ import annotations

import re

_TABLE = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_.-]+)\s*\]")
_KEY = re.compile(r"\s*\"?([A-Za-z0-9_-]+)\"?\s*[=.]")

Place = tuple[str | int, ...]
"""Where a value is: ("vary", "depth"), ("when", 0, "if")."""


def key_lines(text: str) -> dict[Place, int]:
    """The line, from 1, of every table and every key right below one; the entries of an array of tables by number."""
    lines: dict[Place, int] = {}
    table: Place = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if opened := _TABLE.match(line):
            table = tuple(opened[2].split("."))
            if opened[1] == "[[":
                table = (*table, sum(place[:-1] == table and isinstance(place[-1], int) for place in lines))
            lines.setdefault(table, number)
        elif key := _KEY.match(line):
            lines.setdefault((*table, key[1]), number)
    return lines


def line_of(lines: dict[Place, int], place: Place) -> int | None:
    """The line of a place, or of the nearest table around it."""
    while place:
        if place in lines:
            return lines[place]
        place = place[:-1]
    return None
