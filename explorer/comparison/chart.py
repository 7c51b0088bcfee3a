"""A result against any setting: one mark for each run, lines through the means over seeds, and bands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from explorer.comparison.grouping import SEED, Choice, along, called, is_numeric, splitting, table_of
from explorer.runs.rows import RunRow
from explorer.runs.values import Value, order, ordered, title, value, value_text
from explorer.wording import marked

Band = Literal["sd", "se", "range"]
BANDS: tuple[Band, ...] = get_args(Band)
BAND_TITLES: dict[Band, str] = marked({"sd": "standard deviation", "se": "standard error", "range": "range"})
_NOTHING: Mapping[str, Mapping[str, float]] = {}


@dataclass(frozen=True)
class Mark:
    """One run in a chart. Only completed runs count for means; the others show how far they are."""

    run_id: str
    seed: Value
    value: float
    status: str

    @property
    def counts(self) -> bool:
        """Whether it is part of the mean."""
        return self.status == "completed"


@dataclass(frozen=True)
class Point:
    """The runs at one x of a line; `mean`, `low` and `high` are None where none of them is completed."""

    x: Value
    marks: tuple[Mark, ...]
    mean: float | None
    low: float | None
    high: float | None

    @property
    def count(self) -> int:
        """Runs in the mean."""
        return sum(mark.counts for mark in self.marks)


@dataclass(frozen=True)
class Line:
    """Runs that differ in x and in what is averaged alone. `rest` are settings that have no place in the chart."""

    panel: Value
    color: Value
    rest: tuple[Value, ...]
    metric: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Chart:
    """Lines for each metric. `split` names the settings of each line's `rest`, `together` those that change with x.

    `left_out` says in words which runs have no mark or do not count."""

    choice: Choice
    band: Band
    lines: tuple[Line, ...]
    split: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    left_out: str = ""

    @property
    def numeric(self) -> bool:
        """Whether x is an axis of numbers."""
        return is_numeric(point.x for line in self.lines for point in line.points)

    @property
    def xs(self) -> list[Value]:
        """Every x, in order."""
        return ordered(point.x for line in self.lines for point in line.points)

    @property
    def panels(self) -> list[Value]:
        """Every panel, in order."""
        return ordered(line.panel for line in self.lines)

    @property
    def colors(self) -> list[tuple[Value, ...]]:
        """What a color stands for: every color with the rest, in order."""
        return sorted({(line.color, *line.rest) for line in self.lines}, key=lambda key: [order(v) for v in key])

    def color_text(self, key: tuple[Value, ...], among: Sequence[tuple[Value, ...]] = ()) -> str:
        """What a color stands for, for people; `among` others no more than what tells it apart from them."""
        names = (self.choice.color, *self.split)
        alike = [len({other[n] for other in (key, *among)}) == 1 for n in range(len(names))]
        leave_out = alike if among and not all(alike) else [False] * len(names)
        told = [(n, v) for n, v, left in zip(names, key, leave_out, strict=True) if n and not left]
        return called([name for name, _ in told], [found for _, found in told])

    @property
    def words(self) -> str:
        """What the band is, and over how many seeds."""
        return band_words(self.band, [point.count for line in self.lines for point in line.points], self.choice.over)


def band_words(band: Band, counts: Sequence[int], over: Sequence[str] = (SEED,)) -> str:
    """ "band: standard deviation of 3 seeds", or "one seed" where there is nothing to take it of."""
    unit = "seed" if tuple(over) == (SEED,) else "run"
    low, high = min((n for n in counts if n), default=0), max(counts, default=0)
    if high == 0:
        return "no completed run yet"
    if high == 1:
        return f"one {unit}"
    return f"band: {BAND_TITLES[band]} of {high if low == high else f'{low}–{high}'} {unit}s"


def spread(values: Sequence[float], band: Band) -> tuple[float, float, float]:
    """Mean and both ends of the band; of one value all three are that value."""
    array = np.asarray(values, np.float64)
    mean = float(array.mean())
    if band == "range" or len(array) == 1:
        return mean, float(array.min()), float(array.max())
    half = float(array.std(ddof=1)) / (np.sqrt(len(array)) if band == "se" else 1.0)
    return mean, mean - half, mean + half


def make_chart(
    rows: Sequence[RunRow],
    choice: Choice,
    metrics: Sequence[str],
    band: Band = "sd",
    measured: Mapping[str, Mapping[str, float]] = _NOTHING,
) -> Chart:
    """The chart of these runs; several runs with one seed at one place are marks of their own. `metrics` are results,
    or names in `measured`: values by run of what the rows do not say."""
    rows = table_of(rows)
    split = splitting(rows, choice)
    lines: list[Line] = []
    for metric in metrics:
        sorted_rows: dict[tuple[Value, Value, tuple[Value, ...]], dict[Value, list[Mark]]] = {}
        for row in rows:
            found = measured[metric].get(row.id) if metric in measured else value(row, metric)
            if isinstance(found, int | float) and np.isfinite(found):
                rest = tuple(value(row, name) for name in split)
                key = (_value(row, choice.panel), _value(row, choice.color), rest)
                mark = Mark(row.id, value(row, SEED), float(found), row.status)
                sorted_rows.setdefault(key, defaultdict(list))[value(row, choice.x)].append(mark)
        lines += [Line(*key, metric, _points(at, band)) for key, at in sorted_rows.items()]
    lines.sort(key=lambda line: (order(line.panel), order(line.color), [order(v) for v in line.rest], line.metric))
    return Chart(choice, band, tuple(lines), split, along(rows, choice), _left_out(rows, lines, metrics[0]))


def _value(row: RunRow, name: str) -> Value:
    return value(row, name) if name else None


def _points(at: dict[Value, list[Mark]], band: Band) -> tuple[Point, ...]:
    points = []
    for x in sorted(at, key=order):
        marks = tuple(sorted(at[x], key=lambda mark: (order(mark.seed), mark.run_id)))
        counted = [mark.value for mark in marks if mark.counts]
        points.append(Point(x, marks, *(spread(counted, band) if counted else (None, None, None))))
    return tuple(points)


def _left_out(rows: Sequence[RunRow], lines: Sequence[Line], metric: str) -> str:
    """Which runs have no mark, and which count for no mean, by how they ended."""
    shown = {mark.run_id for line in lines for point in line.points for mark in point.marks}
    others = Counter(row.status for row in rows if row.status != "completed" and row.id in shown)
    said = [f"{count} {status}" for status, count in sorted(others.items())]
    parts = [f"Not in the means: {', '.join(said)} (hollow marks)."] if said else []
    missing = len(rows) - len(shown)
    if missing:
        parts.append(f"Without {title(metric)}: {missing} run{'s' * (missing != 1)}.")
    return " ".join(parts)


def together_words(rows: Sequence[RunRow], chart: Chart) -> str:
    """Which settings change along with x, so that x alone does not explain the line."""
    said = []
    for name in chart.together:
        values = ", ".join(value_text(name, found) for found in ordered(value(row, name) for row in rows))
        said.append(f"{title(name)} ({values})")
    return f"Along a line these change too: {', '.join(said)}." if said else ""
