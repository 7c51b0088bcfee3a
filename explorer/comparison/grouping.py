"""Which settings differ among runs, and how a chart sorts runs by them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from explorer.runs.rows import RunRow
from explorer.runs.values import SETTINGS, Value, title, value, value_text

SEED = "seed"
_LEFT_OUT = {"name", "network", "family", "files", "weights", "probe_every", "sharpness_every", "capture"}
COMPARED = ("kind", "depth", "skips", *(n for n in SETTINGS if n not in {*_LEFT_OUT, "depth", "skips"}))
"""Settings that make runs different; "kind" is the family with the skips as they are on."""


@dataclass(frozen=True)
class Choice:
    """What a chart shows by which setting; `over` are averaged, empty names are none."""

    x: str = "depth"
    color: str = ""
    panel: str = ""
    over: tuple[str, ...] = (SEED,)

    @property
    def named(self) -> tuple[str, ...]:
        """The settings that have a place in the chart."""
        return tuple(name for name in (self.panel, self.color, self.x) if name)


class RowTable(tuple[RunRow, ...]):
    """Rows that keep what was asked of them: a chart asks 10,000 of them for every setting, several times."""

    def column(self, name: str) -> list[Value]:
        """A setting or result of every row."""
        kept: dict[str, list[Value]] = self.__dict__.setdefault("columns", {})
        if name not in kept:
            kept[name] = [value(row, name) for row in self]
        return kept[name]

    @cached_property
    def differing(self) -> tuple[str, ...]:
        """As the function of this name."""
        return _differing(self)


def table_of(rows: Sequence[RunRow]) -> RowTable:
    """The rows as a table; one that is a table already is itself."""
    return rows if isinstance(rows, RowTable) else RowTable(rows)


def differing(rows: Sequence[RunRow]) -> tuple[str, ...]:
    """Settings in which the runs differ, the network's first; one that follows from an earlier one is left out."""
    return table_of(rows).differing


def _differing(rows: RowTable) -> tuple[str, ...]:
    found: list[str] = []
    for name in COMPARED:
        values = rows.column(name)
        if len(set(values)) > 1 and not (name == "skips" and _follows(values, rows.column("kind"))):
            found.append(name)
    return tuple(found)


def default_choice(rows: Sequence[RunRow]) -> Choice:
    """Depth on the x axis where it varies, else a number, else any setting; then plain against residual by color."""
    rows = table_of(rows)
    free = [name for name in rows.differing if name != SEED]
    numeric = [name for name in free if is_numeric(rows.column(name))]
    x = next(iter([*(n for n in numeric if n == "depth"), *numeric, *free]), "depth")
    color = next(iter(splitting(rows, Choice(x))), "")
    panel = next(iter(splitting(rows, Choice(x, color))), "") if color else ""
    return Choice(x, color, panel)


def splitting(rows: Sequence[RunRow], choice: Choice) -> tuple[str, ...]:
    """Settings that still differ between runs at one place of the chart and are not averaged over."""
    rows = table_of(rows)
    wanted = [name for name in rows.differing if name not in (*choice.named, *choice.over)]
    return _varying(rows, choice.named, wanted)


def along(rows: Sequence[RunRow], choice: Choice) -> tuple[str, ...]:
    """Settings that differ along the chart's lines besides x: they change together with it."""
    rows, split = table_of(rows), splitting(rows, choice)
    line = [name for name in (choice.panel, choice.color, *split) if name]
    wanted = [name for name in rows.differing if name not in (*choice.named, *choice.over, *split)]
    return _varying(rows, line, wanted)


def _varying(rows: RowTable, place: Sequence[str], wanted: Sequence[str]) -> tuple[str, ...]:
    """Those of the wanted settings of which some runs at one place have different values."""
    columns = [rows.column(name) for name in place]
    at = list(zip(*columns, strict=True)) if columns else [()] * len(rows)
    places = len(set(at))
    return tuple(name for name in wanted if len(set(zip(at, rows.column(name), strict=True))) > places)


def is_numeric(values: Iterable[Value]) -> bool:
    """Whether a setting is an axis of numbers: all are, and none is a switch."""
    return all(isinstance(found, int | float) and not isinstance(found, bool) for found in values)


def called(names: Sequence[str], values: Sequence[Value]) -> str:
    """Settings for people: "resnet, learning rate 0.1"."""
    pairs = zip(names, values, strict=True)
    return ", ".join(setting_text(name, found) for name, found in pairs)


def setting_text(name: str, found: Value) -> str:
    """One setting for people: a kind alone, others with their title."""
    return value_text(name, found) if name == "kind" else f"{title(name)} {value_text(name, found)}"


def _follows(values: Sequence[Value], other: Sequence[Value]) -> bool:
    """Whether the values are decided by those of another setting."""
    return len(set(zip(values, other, strict=True))) == len(set(other))
