"""Colors of several lines of one run: warm ones for A, cool ones for B, the first the run's own."""

from __future__ import annotations

from PySide6.QtGui import QColor

from explorer.desk.sides import Side
from explorer.gui.widgets.theme import Theme

_HUES = {"A": (0, 28, -32, 14, -18), "B": (0, -38, 50, 24, -18)}  # degrees: never into the other side's half
TINTS = 5
_LIGHTNESS = (0.0, 0.02, 0.02, -0.12, 0.14)


def tint(theme: Theme, side: Side, number: int) -> QColor:
    """The color of a run's line number 0, 1, …; they repeat after five."""
    own = theme.side(side)
    turn = number % TINTS
    shade = min(0.85, max(0.2, own.lightnessF() + _LIGHTNESS[turn]))
    hue = (own.hslHueF() + _HUES[side][turn] / 360) % 1.0
    return own if not turn else QColor.fromHslF(hue, own.hslSaturationF(), shade)
