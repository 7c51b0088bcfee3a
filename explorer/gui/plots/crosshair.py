"""The vertical line that stands at the same step in every plot."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import Qt

from explorer.gui.widgets.theme import Theme


class Crosshair(pg.InfiniteLine):
    """Hidden until it is given a place."""

    def __init__(self) -> None:
        super().__init__(angle=90, movable=False)
        self.setZValue(30)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self.setPen(pg.mkPen(theme.text, width=1, style=Qt.PenStyle.DashLine))

    def place(self, x: float | None) -> None:
        """Stand at x, or vanish."""
        self.setVisible(x is not None)
        if x is not None:
            self.setValue(x)
