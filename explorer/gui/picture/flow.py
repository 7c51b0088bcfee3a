"""How the gradient that comes back to a block's beginning is shared: the arc's width, and a bar below the block."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from explorer.gui.picture.scaled_item import ScaledItem, in_pixels, mixed
from explorer.gui.picture.shown import ShownArc
from explorer.gui.widgets.theme import DARK, Theme
from explorer.number_text import percent
from explorer.runs.history import RunHistory
from explorer.runs.snapshot import Floats
from explorer.wording import tr

INSTRUMENT = "gradient-share"
THINNEST, THICKEST = 1.0, 5.0  # pixels: nothing, and all of the gradient
QUIET = 0.5  # pixels; smaller changes are not drawn, so that a live picture does not tremble
ABOVE, SPARE = 2.0, 2.0  # pixels between the cells and the bars, and beside a bar
NARROW = 8.0  # pixels; narrower blocks have no bar


def shares(history: RunHistory, step: int | None) -> Floats | None:
    """The shortcut's share of the gradient at each skip's fork (0–1, negative where there is none), shape (skips,).

    None where the run has no such readings."""
    found = history.reading(INSTRUMENT, step)
    return found if found is not None and len(found) == len(history.graph.skips) else None


def share_of(found: Floats | None, members: Sequence[int]) -> float | None:
    """The mean share of these skips; None where none of them has one."""
    if found is None:
        return None
    known = found[list(members)]
    known = known[np.isfinite(known) & (known >= 0)]
    return float(known.mean()) if len(known) else None


def share_text(share: float, on: bool = True) -> str:
    """Both shares in words; `on` tells whether any of the shortcuts is."""
    if not on:
        return tr("gradient: all through the residual branch (bar below); the shortcut is off")
    shortcut, branch = percent(share), percent(1 - share)
    return tr(
        "gradient: {shortcut} through the shortcut (arc width), {branch} through the residual branch (bar below)",
        shortcut=shortcut,
        branch=branch,
    )


def width(share: float | None) -> float:
    """A share as pixels; 0 where there is none."""
    if share is None:
        return 0.0
    return round((THINNEST + (THICKEST - THINNEST) * share) / QUIET) * QUIET


class FlowItem(ScaledItem):
    """A bar below each block, as thick as its residual branch's share of the gradient; none while nothing is known."""

    def __init__(self) -> None:
        super().__init__()
        self.arcs: Sequence[ShownArc] = ()
        self.widths: tuple[float, ...] = ()
        self._theme = DARK

    def set_flow(self, arcs: Sequence[ShownArc], widths: Sequence[float]) -> None:
        """Set the thickness (pixels; 0: no bar) below each arc."""
        if (arcs, tuple(widths)) != (self.arcs, self.widths):
            self.arcs, self.widths = arcs, tuple(widths)
            self.update()

    def arc_at(self, x: float) -> ShownArc | None:
        """The arc whose bar stands at x (layers)."""
        if not any(self.widths):
            return None
        return next((a for a, w in zip(self.arcs, self.widths, strict=True) if w and a.x0 <= x < a.x1), None)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        self.update()

    def paint(self, painter: QPainter, *_: Any) -> None:
        """Paint the bars on screen."""
        if not any(self.widths):
            return
        seen, extent = self.seen(), self.boundingRect()
        scale = in_pixels(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mixed(self._theme.panel, self._theme.muted, 0.6))
        middle = scale.y(extent.top()) + ABOVE + THICKEST / 2
        for arc, thick in zip(self.arcs, self.widths, strict=True):
            if not thick or arc.x1 < seen.left() or arc.x0 > seen.right():
                continue
            left, right = scale.x(arc.x0) + SPARE, scale.x(arc.x1) - SPARE
            if right - left >= NARROW:
                painter.drawRoundedRect(QRectF(left, middle - thick / 2, right - left, thick), thick / 2, thick / 2)
