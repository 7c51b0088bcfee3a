"""From a reading to its color: one scale for every run on screen, and colors of their own for 0, ∞ and NaN."""

from __future__ import annotations

from functools import cache

import numpy as np
import pyqtgraph as pg
from numpy.typing import ArrayLike, NDArray
from PySide6.QtGui import QColor

from explorer.gui.widgets.theme import Theme

# Color indices are ordered so that the larger one is the more alarming: merging pixels is then a plain maximum.
# 255 stays free: the strip's cells need a code that is none.
BLANK, ZERO, FROZEN, FIRST, LAST, INFINITE, NAN = 0, 1, 2, 3, 251, 252, 253
SPECIAL = (("NaN", NAN), ("∞", INFINITE), ("0", ZERO))
DARKER = 0.45  # lightness of a fill above which what stands on it is black
MAP = "inferno"  # perceptually uniform and safe in every common color-vision deficiency
SHARES = (0.0, 1.0)
"""The ends of the scale of every instrument that measures shares."""


def indices(
    values: ArrayLike, low: float, high: float, linear: bool = False, frozen: NDArray[np.bool_] | None = None
) -> NDArray[np.uint8]:
    """Color indices of readings, same shape: `low` and `high` are log10 of the map's two ends, or with `linear`
    the ends themselves.

    Finite readings beyond an end take that end's color; exact zero (on a log scale), infinity and NaN take their own.
    Negative ones (runs.snapshot.ABSENT) are blank. Zeros of layers that are `frozen`, a mask of the last axis, have the
    color of frozen ones: they take no gradient. Raises ValueError where `high` is not above `low`.
    """
    if not high > low:
        raise ValueError(f"the color scale ends at {high:g}; allowed: above its start, {low:g}")
    readings = np.asarray(values, np.float32)
    with np.errstate(divide="ignore", invalid="ignore"):
        scaled = ((readings if linear else np.log10(readings)) - low) * ((LAST - FIRST) / (high - low)) + (FIRST + 0.5)
        found = np.asarray(np.clip(scaled, FIRST, LAST)).astype(np.uint8)
    if not linear:
        found[readings == 0] = ZERO
    if frozen is not None and frozen.any():
        found[(readings == 0) & frozen] = FROZEN
    found[readings < 0] = BLANK
    found[np.isposinf(readings)] = INFINITE
    found[np.isnan(readings)] = NAN
    return found


@cache
def lookup(theme: Theme) -> NDArray[np.uint32]:
    """0xffrrggbb for each color index, shape (256,); read-only. Blank is the panel's color."""
    steps = pg.colormap.get(MAP).getLookupTable(nPts=LAST - FIRST + 1).astype(np.uint32)
    table = np.full(256, 0xFF000000, np.uint32)
    table[FIRST : LAST + 1] |= steps[:, 0] << 16 | steps[:, 1] << 8 | steps[:, 2]
    for index, name in (
        (BLANK, theme.panel),
        (ZERO, theme.zero),
        (FROZEN, theme.border),
        (INFINITE, theme.infinite),
        (NAN, theme.nan),
    ):
        table[index] = QColor(name).rgb()
    table.setflags(write=False)
    return table


def color(index: int, theme: Theme) -> QColor:
    """One index as a color."""
    return QColor.fromRgb(int(lookup(theme)[index]))


def on_color(fill: QColor) -> QColor:
    """Black or white, whichever shows on a fill."""
    return QColor("black" if fill.lightnessF() > DARKER else "white")


_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def decade_text(exponent: int) -> str:
    """A power of ten as people write it: 10⁻³."""
    return f"10{str(exponent).translate(_SUPERSCRIPTS)}"
