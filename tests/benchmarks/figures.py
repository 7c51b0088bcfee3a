"""How big the benches are, and what they measured.

To add a bench, write `tests/benchmarks/test_….py`:

    def test_sorting_a_long_run() -> None:
        rows = make_rows(sized(64_000, 20))  # first its full size, then its toy size
        judge("sorting 64,000 rows", cost_ms(lambda: sort(rows)), most=5, unit="ms")

`make test` runs it at toy size: it must work, its figures are not judged. `make bench` runs it at full size, fails
where a figure misses its limit, and ends with one table of all figures. The module `clocks` measures: processor time at
the pace of a reference machine, or ratios of two things measured in turn. A limit on wall time would judge what else
the machine does; `record` puts such a figure into the table without judging it."""

from __future__ import annotations

import os
import statistics
from collections.abc import Iterable
from dataclasses import dataclass

from rich import box
from rich.table import Table

SIZE = float(os.environ.get("BENCH_SIZE", "0"))  # 0: toy, as in `make test`; 1: full, as in `make bench`


@dataclass(frozen=True)
class Figure:
    """One measured figure: what it is, its value and limit in words, whether it kept the limit (None: not judged),
    and how busy the machine was (processes waiting for one of its cores, mean of the last minute)."""

    what: str
    value: str
    limit: str = ""
    kept: bool | None = None
    load: float = 0.0


FIGURES: list[Figure] = []
WORDS = {True: "yes", False: "NO", None: ""}


def sized(full: int, toy: int) -> int:
    """A number of steps, runs, layers or rounds at the size of this run, from `toy` to `full`."""
    return round(toy + SIZE * (full - toy))


def deep(full: int, toy: int) -> int:
    """A depth of the CIFAR networks, 6n + 2, at the size of this run."""
    return 6 * sized((full - 2) // 6, (toy - 2) // 6) + 2


def record(what: str, value: str) -> None:
    """Put a figure that has no limit into the table."""
    _enter(Figure(what, value, load=os.getloadavg()[0]))


def judge(
    what: str, value: float, *, most: float | None = None, least: float | None = None, unit: str = "", note: str = ""
) -> None:
    """Put a figure and its limit into the table; at full size the bench fails, once it is through, if it misses it."""
    assert (most is None) != (least is None), "a figure has one limit"
    sign, limit, kept = ("≤", most, value <= most) if most is not None else ("≥", least, value >= (least or 0.0))
    words = f"{value:.3g} {unit}".strip() + (f" ({note})" if note else "")
    judged = kept if SIZE >= 1 else None
    _enter(Figure(what, words, f"{sign} {limit:g} {unit}".strip(), judged, os.getloadavg()[0]))


def _enter(figure: Figure) -> None:
    """Put a figure into the table and, at once, into the file that BENCH_LOG names: benches take long."""
    FIGURES.append(figure)
    if log := os.environ.get("BENCH_LOG"):
        with open(log, "a", encoding="utf-8") as file:
            print(figure.what, figure.value, figure.limit, WORDS[figure.kept], sep=" | ", file=file)


def missed(figures: Iterable[Figure]) -> list[str]:
    """What each figure that missed its limit is, with its value and its limit."""
    return [f"{figure.what}: {figure.value}, limit {figure.limit}" for figure in figures if figure.kept is False]


def table(figures: Iterable[Figure]) -> Table:
    """All figures, in the order in which they were measured."""
    made = Table("measured", "value", "limit", "kept", "load", box=box.SIMPLE_HEAD, title="Benchmarks")
    for figure in figures:
        made.add_row(figure.what, figure.value, figure.limit, WORDS[figure.kept], f"{figure.load:.1f}")
    return made


def spread(values: Iterable[float], digits: int = 2) -> str:
    """The median, and all values it is the median of."""
    found = sorted(values)
    return f"{statistics.median(found):.{digits}f} ({', '.join(f'{value:.{digits}f}' for value in found)})"
