"""From a reading to its colour: one log scale for every run on screen, and colours of their own for 0, ∞ and NaN."""

from __future__ import annotations

from functools import cache

import numpy as np
import pyqtgraph as pg
from numpy.typing import ArrayLike, NDArray
from PySide6.QtGui import QColor

from explorer.gui.theme import Theme

# Colour indices are ordered so that the larger one is the more alarming: merging pixels is then a plain maximum.
ZERO, FIRST, LAST, INFINITE, NAN = 0, 1, 252, 253, 254
SPECIAL = (("NaN", NAN), ("∞", INFINITE), ("0", ZERO))
MAP = "inferno"  # perceptually uniform and safe in every common colour-vision deficiency


def indices(values: ArrayLike, low: float, high: float) -> NDArray[np.uint8]:
    """Colour indices of non-negative readings, same shape: `low` and `high` are log10 of the map's two ends.

    Finite readings beyond an end take that end's colour; exact zero, infinity and NaN take their own.
    Raises ValueError where `high` is not above `low`.
    """
    if not high > low:
        raise ValueError(f"the colour scale ends at {high:g}; allowed: above its start, {low:g}")
    readings = np.asarray(values, np.float32)
    with np.errstate(divide="ignore", invalid="ignore"):
        scaled = (np.log10(readings) - low) * ((LAST - FIRST) / (high - low)) + (FIRST + 0.5)
        found = np.asarray(np.clip(scaled, FIRST, LAST)).astype(np.uint8)
    found[readings == 0] = ZERO
    found[np.isposinf(readings)] = INFINITE
    found[np.isnan(readings)] = NAN
    return found


@cache
def lookup(theme: Theme) -> NDArray[np.uint32]:
    """0xffrrggbb for each colour index, shape (256,); read-only."""
    steps = pg.colormap.get(MAP).getLookupTable(nPts=LAST - FIRST + 1).astype(np.uint32)
    table = np.full(256, 0xFF000000, np.uint32)
    table[FIRST : LAST + 1] |= steps[:, 0] << 16 | steps[:, 1] << 8 | steps[:, 2]
    for index, name in ((ZERO, theme.zero), (INFINITE, theme.infinite), (NAN, theme.nan)):
        table[index] = QColor(name).rgb()
    table.setflags(write=False)
    return table


def colour(index: int, theme: Theme) -> QColor:
    """One index as a colour."""
    return QColor.fromRgb(int(lookup(theme)[index]))
