"""A sweep as the text of a TOML file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from explorer.experiments.sweep_file import SweepFile


def sweep_text(sweep: SweepFile) -> str:
    """The file of a sweep: `parse_sweep` reads the same from it."""
    return "\n".join(_lines(sweep)) + "\n"


def _lines(sweep: SweepFile) -> Iterator[str]:
    yield f"name = {_value(sweep.name)}"
    if sweep.about:
        yield f"about = {_value(sweep.about)}"
    for key in ("pairs", "together"):
        if getattr(sweep, key):
            yield f"{key} = true"
    yield from _table("[fixed]", sweep.fixed)
    yield from _table("[vary]", sweep.vary)
    for condition in sweep.exclude:
        yield from _table("[[exclude]]", condition)
    for rule in sweep.when:
        yield from ("", "[[when]]", f"if = {_inline(rule.holds)}", f"set = {_inline(rule.sets)}")


def _table(heading: str, values: Mapping[str, Any]) -> Iterator[str]:
    if values:
        yield from ("", heading, *(f"{key} = {_value(value)}" for key, value in values.items()))


def _inline(values: Mapping[str, Any]) -> str:
    return "{ " + ", ".join(f"{key} = {_value(value)}" for key, value in values.items()) + " }"


def _value(value: Any) -> str:
    """A value in TOML, whose texts are written as those of JSON, and its numbers as those of Python."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    return repr(value)
