"""A table of only what differs between runs: settings, results, verdicts, and differences from a reference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from explorer.comparison.grouping import differing
from explorer.runs.rows import RunRow
from explorer.runs.values import RESULTS, Value, is_share, title, value, value_text

_SHOWN = ("train_error", "test_error", "train_loss", "test_loss", "steps", "seconds")
_TEXTS = ("verdict", "status", "skips_moved", "sweep", "tags", "notes")


@dataclass(frozen=True)
class Cell:
    """A value, and for people its text and its difference from the reference: empty where there is none."""

    value: Value
    text: str
    difference: str = ""


@dataclass(frozen=True)
class Table:
    """A row for each run, the reference's first where there is one; a column for each thing that differs."""

    rows: tuple[RunRow, ...]
    names: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    reference: str = ""

    @property
    def titles(self) -> tuple[str, ...]:
        """The columns for people."""
        return tuple(title(name) for name in self.names)


def make_table(rows: Sequence[RunRow], reference: str = "") -> Table:
    """Only what differs; `reference` is a run's id, or empty: the starred run among them, if any."""
    base = next((row for row in rows if (row.id == reference if reference else row.reference)), None)
    ordered = ([base] if base else []) + [row for row in rows if row is not base]
    names = (*differing(rows), *(n for n in (*_SHOWN, *_TEXTS) if len({value(row, n) for row in rows}) > 1))
    cells = tuple(tuple(_cell(row, name, base) for name in names) for row in ordered)
    return Table(tuple(ordered), names, cells, base.id if base else "")


def _cell(row: RunRow, name: str, base: RunRow | None) -> Cell:
    found = value(row, name)
    text = value_text(name, found)
    if base is None or base is row or name not in RESULTS:
        return Cell(found, text)
    against = value(base, name)
    if not isinstance(found, int | float) or not isinstance(against, int | float):
        return Cell(found, text)
    return Cell(found, text, _difference(name, found - against))


def _difference(name: str, gap: float) -> str:
    if gap == 0:
        return "±0"
    sign = "+" if gap > 0 else "−"
    return f"{sign}{100 * abs(gap):.1f} points" if is_share(name) else f"{sign}{value_text(name, abs(gap))}"
