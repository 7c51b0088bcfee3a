"""Readings and runs as two tables of comma-separated values."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from itertools import repeat
from pathlib import Path
from typing import Any

from explorer.exports.format_registry import FORMATS, Format, Told, Wanted
from explorer.exports.long_form import READINGS, blocks, run_row

RUNS = "-runs.csv"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _write(wanted: Wanted, path: Path, told: Told) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(READINGS)
        for place, row in enumerate(wanted.rows):
            for block in blocks(wanted.store.record(row.id), wanted.layers):
                values = (_number(value) for value in block.values.tolist())
                marks = repeat(block.run), block.steps.tolist(), block.epochs.tolist()
                out.writerows(zip(*marks, repeat(block.quantity), repeat(_text(block.place)), values, strict=False))
            told((place + 1) / len(wanted.rows))
    rows = [{name: _text(value) for name, value in run_row(row).items()} for row in wanted.rows]
    with path.with_name(path.stem + RUNS).open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, _names(rows))
        table.writeheader()
        table.writerows(rows)


def _names(rows: Iterable[dict[str, object]]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))


def _text(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: a run's name may come from somebody else's archive."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _number(value: float) -> str:
    """Enough digits for a float32; NaN is an empty cell's meaning elsewhere, so it is written out."""
    return f"{value:.9g}"


CSV = FORMATS.register(
    Format(
        name="csv",
        title="CSV tables",
        about="Readings in long form, one value in a row, and a second table with each run's settings and results.",
        suffix=".csv",
        beside=(RUNS,),
        write=_write,
    )
)
