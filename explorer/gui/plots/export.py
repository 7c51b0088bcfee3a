"""A plot's values as comma-separated text."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from explorer.desk.sides import Side
from explorer.gui.plots.side_curves import SideCurves


def csv_table(columns: Mapping[str, ArrayLike]) -> str:
    """A header line and one line per row; columns of unequal length end in empty cells, as do gaps (NaN)."""
    arrays = {name: np.asarray(values) for name, values in columns.items()}
    rows = max((len(values) for values in arrays.values()), default=0)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(arrays)
    for row in range(rows):
        writer.writerow([_cell(values[row]) if row < len(values) else "" for values in arrays.values()])
    return text.getvalue()


def curve_table(curves: Mapping[Side, SideCurves]) -> str:
    """Steps, and for each run: values, their average, test values at the ends of epochs."""
    runs = {side: (own, own.history) for side, own in curves.items()}
    columns: dict[str, ArrayLike] = {}
    columns["step"] = np.arange(max((len(h) for _, h in runs.values() if h is not None), default=0))
    for side, (own, history) in runs.items():
        if history is None:
            continue
        at, values = own.test_values()
        test = np.full(len(history), np.nan)
        test[at[at < len(history)]] = values[at < len(history)]
        columns |= {side: own.trace.values, f"{side} smoothed": own.trace.smoothed, f"{side} test": test}
    return csv_table(columns)


def _cell(value: np.generic) -> str:
    if value.dtype.kind == "U":
        return str(value)
    number = float(value)
    if np.isnan(number):
        return ""
    return str(int(number)) if np.issubdtype(value.dtype, np.integer) else f"{number:.7g}"
