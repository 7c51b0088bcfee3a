"""The picture's two axes: layers across, steps down."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QFont

from explorer.gui.widgets.theme import Theme

FONT_PX = 10
DIGIT = 3  # pixels: half a digit
NICE = tuple(m * 10**e for e in range(9) for m in (1, 2, 5))


def spacing(span: float, pixels: float, room: float) -> int:
    """The smallest nice whole number (1, 2, 5 × 10ⁿ) whose ticks stand at least `room` pixels apart."""
    wanted = span / max(pixels, 1.0) * room
    return next((n for n in NICE if n >= wanted), NICE[-1])


class CountAxis(pg.AxisItem):
    """An axis that counts: whole numbers only, each tick at its number plus `shift`, no line, short ticks."""

    def __init__(self, orientation: str, room: float, shift: float = 0.0, first: int = 0) -> None:
        super().__init__(orientation, maxTickLength=3)
        self._room, self._shift, self._first = room, shift, first
        font = QFont()
        font.setPixelSize(FONT_PX)
        self.setStyle(
            tickFont=font,
            tickTextOffset=2,
            autoExpandTextSpace=False,
            autoReduceTextSpace=False,
            hideOverlappingLabels=False,
        )
        self.enableAutoSIPrefix(False)
        self._last: int | None = None

    @property
    def last(self) -> int | None:
        """The last number there is; None: no end."""
        return self._last

    @last.setter
    def last(self, last: int | None) -> None:
        if last != self._last:  # the range may stay: pyqtgraph would keep the ticks that it has drawn
            self._last, self.picture = last, None
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self.setPen(pg.mkPen(None))
        self.setTickPen(pg.mkPen(theme.border))
        self.setTextPen(pg.mkPen(theme.muted))

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[int, list[float]]]:
        """Tick positions: multiples of a nice number, and the very first."""
        low, high = min(low, high), max(low, high)
        step = spacing(high - low, size, self._room)
        inside = np.arange(np.floor(low / step) * step, high + step, step)
        numbers = {int(n) for n in inside if n > self._first and (self.last is None or n <= self.last)}
        if (self.last is None or self.last >= self._first) and self._first + step / 2 < min(
            numbers, default=self._first + step
        ):
            numbers.add(self._first)
        if self.orientation == "bottom":  # the axis's name stands at its left end
            numbers = {n for n in numbers if (n + self._shift - low) / (high - low) * size >= DIGIT * (len(str(n)) - 1)}
        return [(step, sorted(n + self._shift for n in numbers if low <= n + self._shift <= high))]

    def tickStrings(self, values: list[float], *_: Any) -> list[str]:
        """Whole numbers."""
        return [f"{round(value - self._shift)}" for value in values]
