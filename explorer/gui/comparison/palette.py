"""One color for each line of a comparison: a scale for numbers, distinct colors for everything else."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TypeVar

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QColor

from explorer.gui.widgets.theme import Theme

K = TypeVar("K", bound=Hashable)
_MAP = "viridis"
_ENDS = {"dark": (0.3, 1.0), "light": (0.0, 0.85)}  # of the map: what stands out from the background
# after the two colors of A and B; no two are alike in a common color-vision deficiency
_MORE = {
    "dark": ("#ffee00", "#66ffbb", "#dd0066", "#cceeff", "#7766dd", "#9911ff"),
    "light": ("#aa00ff", "#bb8877", "#000066", "#662211", "#665566", "#220011"),
}


def line_colors(keys: Sequence[K], theme: Theme, numeric: bool) -> dict[K, QColor]:
    """A color for each key, in their order: dark to light where they are numbers and three or more."""
    if numeric and len(keys) > 2:
        places = np.linspace(*_ENDS[theme.name], len(keys))
        return {key: pg.colormap.get(_MAP).map(place, mode="qcolor") for key, place in zip(keys, places, strict=True)}
    known = (theme.a, theme.b, *_MORE[theme.name])
    return {key: _turned(QColor(known[n % len(known)]), n // len(known)) for n, key in enumerate(keys)}


def _turned(color: QColor, times: int) -> QColor:
    """The color again, lighter or darker: beyond eight lines colors repeat."""
    return color if not times else color.lighter(100 + 35 * times) if times % 2 else color.darker(100 + 35 * times)
