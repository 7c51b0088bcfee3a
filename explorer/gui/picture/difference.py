"""The heatmap of how B's readings differ from A's: decades, in the colors of A and B around zero."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from explorer.comparison.layer_pairs import LayerPairs, difference_map
from explorer.gui.picture.waterfall import Waterfall
from explorer.gui.widgets.theme import Theme
from explorer.runs.snapshot import Floats

# Codes grow with the size of the difference, so that merging pixels is a plain maximum: blank, then negative and
# positive in turn, then NaN.
BLANK, FIRST, LEVELS, NAN = 0, 1, 126, 254
WIDEST = 6.0  # decades on either side; beyond that small differences would all look like none


class DifferenceMap:
    """log10 of B − log10 of A, a row for each row that both waterfalls have, coarsened to the coarser of them.

    `decades` is what either end of the color scale stands for."""

    def __init__(self, a: Waterfall, b: Waterfall, a_onto_b: LayerPairs) -> None:
        self.steps_per_row = max(a.steps_per_row, b.steps_per_row)
        self.steps = min(a.steps, b.steps)
        rows = -(-self.steps // self.steps_per_row)
        left, right = (_coarser(w, self.steps_per_row)[:rows] for w in (a, b))
        self.values = difference_map(left, right, a_onto_b, None)
        self.decades = _widest(self.values)
        self.indices = codes(self.values, self.decades)

    @property
    def rows(self) -> int:
        """Rows."""
        return len(self.indices)


def codes(values: NDArray[np.float64], decades: float) -> NDArray[np.uint8]:
    """Color codes of differences: NaN and differences beyond the scale have codes too."""
    with np.errstate(invalid="ignore"):
        size = np.clip(np.abs(values) / decades * (LEVELS - 1), 0, LEVELS - 1)
    found = np.where(np.isnan(values), NAN, FIRST + 2 * np.nan_to_num(np.rint(size)) + (values > 0))
    return found.astype(np.uint8)


@cache
def diverging(theme: Theme) -> NDArray[np.uint32]:
    """0xffrrggbb for each code: A's color where A's reading is larger, B's where B's is, the panel's at zero."""
    table = np.full(256, QColor(theme.panel).rgb(), np.uint32)
    for level in range(LEVELS):
        for positive, name in ((0, theme.a), (1, theme.b)):
            color = _between(QColor(theme.raised), QColor(name), level / (LEVELS - 1))
            table[FIRST + 2 * level + positive] = color.rgb()
    table[NAN] = QColor(theme.nan).rgb()
    table.setflags(write=False)
    return table


def _between(start: QColor, end: QColor, part: float) -> QColor:
    return QColor.fromRgbF(
        start.redF() + (end.redF() - start.redF()) * part,
        start.greenF() + (end.greenF() - start.greenF()) * part,
        start.blueF() + (end.blueF() - start.blueF()) * part,
    )


def _widest(values: NDArray[np.float64]) -> float:
    """Whole decades around the middle 98 % of the differences, from one to WIDEST."""
    finite = np.abs(values[np.isfinite(values)])
    if not finite.size:
        return 1.0
    return float(min(WIDEST, max(1.0, np.ceil(np.quantile(finite, 0.98)))))


def _coarser(waterfall: Waterfall, steps_per_row: int) -> Floats:
    """The rows with so many steps each: the most alarming reading of those merged."""
    values, by = waterfall.values, steps_per_row // waterfall.steps_per_row
    return values if by == 1 or not len(values) else np.maximum.reduceat(values, np.arange(0, len(values), by), axis=0)
