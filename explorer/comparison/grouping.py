"""Which settings differ among runs, and how a chart sorts runs by them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from explorer.runs.rows import RunRow
from explorer.runs.values import SETTINGS, Value, title, value, value_text

SEED = "seed"
_LEFT_OUT = {"name", "network", "family", "files", "weights", "probe_every"}
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


def differing(rows: Sequence[RunRow]) -> tuple[str, ...]:
    """Settings in which the runs differ, the network's first; one that follows from an earlier one is left out."""
    found: list[str] = []
    for name in COMPARED:
        values = [value(row, name) for row in rows]
        if len(set(values)) > 1 and not (name == "skips" and _follows(values, rows, "kind")):
            found.append(name)
    return tuple(found)


def default_choice(rows: Sequence[RunRow]) -> Choice:
    """Depth on the x axis where it varies, else a number, else any setting; then plain against residual by color."""
    free = [name for name in differing(rows) if name != SEED]
    numeric = [name for name in free if is_numeric(value(row, name) for row in rows)]
    x = next(iter([*(n for n in numeric if n == "depth"), *numeric, *free]), "depth")
    choice = Choice(x)
    color = next(iter(splitting(rows, choice, free)), "")
    panel = next(iter(splitting(rows, Choice(x, color), free)), "") if color else ""
    return Choice(x, color, panel)


def splitting(rows: Sequence[RunRow], choice: Choice, among: Iterable[str] | None = None) -> tuple[str, ...]:
    """Settings that still differ between runs at one place of the chart and are not averaged over."""
    places: dict[tuple[Value, ...], list[RunRow]] = defaultdict(list)
    for row in rows:
        places[tuple(value(row, name) for name in choice.named)].append(row)
    names = differing(rows) if among is None else among
    wanted = [name for name in names if name not in (*choice.named, *choice.over)]
    return tuple(n for n in wanted if any(len({value(row, n) for row in at}) > 1 for at in places.values()))


def along(rows: Sequence[RunRow], choice: Choice) -> tuple[str, ...]:
    """Settings that differ along the chart's lines besides x: they change together with it."""
    split = splitting(rows, choice)
    lines: dict[tuple[Value, ...], list[RunRow]] = defaultdict(list)
    for row in rows:
        lines[tuple(value(row, name) for name in (choice.panel, choice.color, *split) if name)].append(row)
    wanted = [name for name in differing(rows) if name not in (*choice.named, *choice.over, *split)]
    return tuple(n for n in wanted if any(len({value(row, n) for row in line}) > 1 for line in lines.values()))


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


def _follows(values: Sequence[Value], rows: Sequence[RunRow], name: str) -> bool:
    """Whether the values are decided by another setting."""
    return len(set(zip(values, (value(row, name) for row in rows), strict=True))) == len({value(r, name) for r in rows})
