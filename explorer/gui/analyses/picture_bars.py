"""The bars of an analysis in both pictures, on one scale."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from explorer.choices.figures.bars import Bars
from explorer.desk.sides import Side
from explorer.gui.analyses.bars_item import BarsItem
from explorer.gui.picture.network_view import NetworkView
from explorer.gui.widgets.theme import DARK, Theme


class PictureBars:
    """Draws what `set_bars` says under the arcs of A and B; the highest bar of both fills the room."""

    def __init__(self, views: Mapping[Side, NetworkView]) -> None:
        self.items = {side: BarsItem(view.canvas.drawing, view.canvas.strip) for side, view in views.items()}
        self._bars: Mapping[Side, Bars] = {}
        self._theme = DARK

    def set_bars(self, bars: Mapping[Side, Bars]) -> None:
        """Show these bars by side; a side without any shows none."""
        self._bars = dict(bars)
        values = [np.asarray(b.values, float) for b in bars.values()]
        found = np.concatenate(values or [np.empty(0)])
        top = float(np.max(found[np.isfinite(found)], initial=0.0))
        for side, item in self.items.items():
            item.set_bars(bars.get(side), top, self._theme.side(side))

    def point_at(self, skips: Mapping[Side, str]) -> None:
        """Bring out these bars and no others."""
        for side, item in self.items.items():
            item.point_at(skips.get(side, ""))

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self.set_bars(self._bars)
