"""One quantity of one run: its values, their smoothed twin and their bounds, kept up to date in small pieces."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from explorer.desk.plot_options import XMode
from explorer.gui.plots.axis import positions
from explorer.gui.plots.smoothing import Smoother
from explorer.runs.downsampling import extremes, stride_for
from explorer.runs.history import RunHistory

Points = tuple[NDArray[np.float64], NDArray[np.float64]]


class Trace:
    """Follows a run's growth: `update` smooths and bounds only the steps that are new.

    `low`, `high` and `positive` are the lowest, highest and lowest positive finite value so far (inf, −inf, inf
    where there is none)."""

    def __init__(self, read: Callable[[RunHistory], NDArray[np.floating]], beta: float) -> None:
        self.history: RunHistory | None = None
        self._read = read
        self._beta = beta
        self._smoother = Smoother(beta)
        self._smoothed: NDArray[np.float64] = np.empty(0)
        self.count = 0
        self.low, self.high, self.positive = math.inf, -math.inf, math.inf

    def set_history(self, history: RunHistory | None) -> None:
        """Follow another run, or none."""
        self.history = history
        self._restart()

    def set_beta(self, beta: float) -> None:
        """Smooth with another weight; ValueError outside 0 ≤ β < 1."""
        self._beta = beta
        self._restart()

    @property
    def values(self) -> NDArray[np.floating]:
        """The values as measured, shape (steps,)."""
        return np.empty(0) if self.history is None else self._read(self.history)[: self.count]

    @property
    def smoothed(self) -> NDArray[np.float64]:
        """Their debiased average, shape (steps,)."""
        return self._smoothed[: self.count]

    def update(self) -> None:
        """Take in the steps that came since."""
        if self.history is None:
            return
        new = self._read(self.history)[self.count :]
        if not len(new):
            return
        end = self.count + len(new)
        if end > len(self._smoothed):
            self._smoothed = np.concatenate([self._smoothed[: self.count], np.empty(max(256, end))])
        self._smoothed[self.count : end] = self._smoother.extend(new)
        self.count = end
        finite = new[np.isfinite(new)]
        self.low = min(self.low, float(finite.min(initial=math.inf)))
        self.high = max(self.high, float(finite.max(initial=-math.inf)))
        self.positive = min(self.positive, float(finite[finite > 0].min(initial=math.inf)))

    def points(self, smoothed: bool, window: tuple[int, int], pixels: float, mode: XMode) -> Points:
        """x and y to draw for steps `window` on `pixels` of width: about two points a pixel, spikes kept."""
        if self.history is None or not self.count:
            return np.empty(0), np.empty(0)
        values = self.smoothed if smoothed else self.values
        first, last = window
        chosen = extremes(values, first, last, stride_for(last - first, pixels))
        return positions(self.history, chosen, mode), values[chosen].astype(np.float64)

    def _restart(self) -> None:
        self._smoother = Smoother(self._beta)
        self.count = 0
        self.low, self.high, self.positive = math.inf, -math.inf, math.inf
