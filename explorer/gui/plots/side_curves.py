"""The lines and dots of one run in a step plot."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from explorer.desk.plot_options import XMode
from explorer.gui.plots.axis import positions, window
from explorer.gui.plots.canvas import Canvas
from explorer.gui.plots.curves import BoldCurve, ThinCurve
from explorer.gui.plots.trace import Trace
from explorer.runs.downsampling import extremes, stride_for
from explorer.runs.history import RunHistory
from explorer.runs.snapshot import EpochResult

Scaling = Callable[[NDArray[np.float64]], NDArray[np.float64]]


class SideCurves:
    """Raw values faint, their average bold, the test values as dots joined thinly; all in one run's color. Of a fork,
    the steps that are its parent's are one faint line."""

    def __init__(self, canvas: Canvas, trace: Trace, test: Callable[[EpochResult], float]) -> None:
        self.trace = trace
        self._test = test
        self._test_steps: NDArray[np.intp] = np.empty(0, np.intp)
        self._test_values: NDArray[np.float64] = np.empty(0)
        self.raw, self.test_line = ThinCurve(), ThinCurve(antialias=True)
        self.before = ThinCurve(antialias=True)
        self.bold = BoldCurve()
        self.dots = pg.ScatterPlotItem(size=6, pxMode=True)
        for depth, item in enumerate((self.raw, self.before, self.test_line, self.bold, self.dots)):
            item.setZValue(depth)
            canvas.add(item)

    @property
    def history(self) -> RunHistory | None:
        """The run on show."""
        return self.trace.history

    def set_history(self, history: RunHistory | None) -> None:
        """Show another run, or none."""
        self.trace.set_history(history)
        self._test_steps, self._test_values = np.empty(0, np.intp), np.empty(0)

    def update(self) -> None:
        """Take in the steps and epochs that came since."""
        self.trace.update()
        new = [] if self.history is None else self.history.epochs[len(self._test_steps) :]
        if new:
            self._test_steps = np.append(self._test_steps, [e.step for e in new])
            self._test_values = np.append(self._test_values, [self._test(e) for e in new])

    def set_color(self, color: QColor, ground: QColor) -> None:
        """The run's color, over a panel of color `ground`."""
        faint, thin = QColor(color), QColor(color)
        faint.setAlphaF(0.32)
        thin.setAlphaF(0.45)
        self.raw.set_color(faint)
        self.test_line.set_color(thin)
        self.before.set_color(thin)
        self.bold.set_color(color)
        self.dots.setPen(pg.mkPen(color))
        self.dots.setBrush(pg.mkBrush(ground))

    def test_values(self) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """The last step of each finished epoch and its test value."""
        return self._test_steps, self._test_values

    def draw(self, shown: tuple[float, float], pixels: float, mode: XMode, smooth: bool, scaling: Scaling) -> None:
        """Draw what lies between x = shown[0] and shown[1]; `scaling` maps values to the y axis."""
        if self.history is None:
            for item in (self.raw, self.before, self.bold, self.test_line, self.dots):
                item.setData([], [])
            return
        steps = window(self.history, *shown, mode)
        begin = float(positions(self.history, self.history.parent_step, mode)) if self.history.parent else -np.inf
        x, y = self.trace.points(True, steps, pixels / 2, mode)
        own, y = x >= begin, scaling(y)
        self.bold.setData(x[own], y[own])
        until = np.concatenate((np.flatnonzero(~own), np.flatnonzero(own)[:1]))  # joined to the child's first step
        self.before.setData(x[until] if not own.all() else [], y[until] if not own.all() else [])
        self.raw.setVisible(smooth)
        if smooth:
            x, y = self.trace.points(False, steps, pixels, mode)
            own = x >= begin
            self.raw.setData(x[own], scaling(y)[own])
        at, test = self.test_values()
        chosen = extremes(test, 0, len(test), stride_for(len(test), pixels))
        x, y = positions(self.history, at[chosen], mode), scaling(test[chosen])
        few = len(x) <= pixels / 4
        self.test_line.setData(x, y)
        self.dots.setData(x if few else [], y if few else [])
