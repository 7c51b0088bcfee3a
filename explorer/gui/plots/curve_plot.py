"""A quantity against steps for A and B: what the loss and accuracy plots share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from explorer.desk.plot_options import MODES, XMode
from explorer.desk.sides import SIDES, Side
from explorer.gui.plots.axis import TITLES, positions, step_at, total_steps
from explorer.gui.plots.crosshair import Crosshair
from explorer.gui.plots.export import curve_table
from explorer.gui.plots.fork_actions import ForkActions
from explorer.gui.plots.marks import beginning, divergence, interventions
from explorer.gui.plots.overlay import Band, Cross, Mark
from explorer.gui.plots.panel import PlotPanel
from explorer.gui.plots.predicted import PredictedCurves
from explorer.gui.plots.readout import Reading
from explorer.gui.plots.scale import Range, grown
from explorer.gui.plots.side_curves import SideCurves
from explorer.gui.plots.trace import Trace
from explorer.gui.widgets.theme import Theme
from explorer.number_text import figure, time_elapsed
from explorer.runs.history import RunHistory
from explorer.runs.snapshot import EpochResult
from explorer.wording import tr

_DEFAULT_BETA = 0.9
_MARGIN = 0.012  # of the x axis, left and right, so that the last dot is whole
_LABEL_ROOM = 0.1  # of the y axis, above the curves, where there are labels of interventions
_LEGEND_RAW = "dots: test, dotted: chance"
_LEGEND = "bold and ~: smoothed, dots: test, dotted: chance"


@dataclass(frozen=True)
class Quantity:
    """What a plot shows: `read` gives its values at each step, shape (steps,); `test` its value after an epoch."""

    title: str
    about: str
    unit: str
    read: Callable[[RunHistory], NDArray[np.floating]]
    test: Callable[[EpochResult], float]


class CurvePlot(PlotPanel):
    """Training values of each step (faint), their average (bold) and test values of each epoch (dots).

    Emits `cursor_moved` with the step under the mouse (float; None on leaving), and `fork_wanted` with a side and a
    step. It never moves its own crosshair: whoever listens answers with `set_cursor`, so that all plots move together.
    Where A and B are at different epochs or times at one step, the step is the longer run's (A's, if equal)."""

    cursor_moved = Signal(object)
    fork_wanted = Signal(str, int)

    def __init__(self, name: str, quantity: Quantity, parent: QWidget | None = None) -> None:
        super().__init__(name, tr(quantity.title), tr(quantity.about), parent)
        self.mode: XMode = "step"
        self.beta = _DEFAULT_BETA
        self._cursor: float | None = None
        self._drawn: tuple[object, ...] = ()
        self._titled = True
        self._spans: dict[Side, tuple[int, int]] = {}
        self.curves = {side: SideCurves(self.canvas, Trace(quantity.read, self.beta), quantity.test) for side in SIDES}
        self.guide = pg.InfiniteLine(angle=0)
        self.guide.setZValue(-1)
        self.crosshair = Crosshair()
        for item in (self.guide, self.crosshair):
            self.canvas.add(item)
        self.predicted = PredictedCurves(self)
        self.canvas.left.set_title(tr(quantity.unit))
        self.canvas.hovered.connect(self._hovered)
        self.canvas.nudged.connect(self._nudged)
        self.forks = ForkActions(self, self.menu, self.fork_wanted.emit)
        self.canvas.view.sigResized.connect(lambda _: self.redraw())
        self.set_theme(self.theme)

    # ── what a subclass says about its quantity ──────────────────────────────────────────────────

    def scaling(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Values as the y axis shows them, same shape."""
        raise NotImplementedError

    def values_at(self, y: NDArray[np.float64]) -> NDArray[np.float64]:
        """The values at places of the y axis that `scaling` puts there, same shape."""
        raise NotImplementedError

    def y_range(self) -> Range:
        """The y axis that shows all of the runs."""
        raise NotImplementedError

    def chance(self) -> float | None:
        """Chance level on the y axis; None where there is no run."""
        raise NotImplementedError

    def write(self, value: float) -> str:
        """A value as the read-out writes it."""
        return figure(value)

    def notes(self) -> list[Mark]:
        """Further marks."""
        return []

    # ── wishes from outside ─────────────────────────────────────────────────────────────────────

    def set_history(self, side: Side, history: RunHistory | None) -> None:
        """Show another run on a side, or none."""
        if history is self.curves[side].history:
            return
        self.curves[side].set_history(history)
        self.fit()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        super().set_theme(theme)
        for side, curves in self.curves.items():
            curves.set_color(theme.side(side), QColor(theme.panel))
            self.predicted.set_color(side, theme.side(side))
        self.guide.setPen(pg.mkPen(theme.muted, width=1, style=Qt.PenStyle.DotLine))
        self.crosshair.set_theme(theme)
        self.redraw()

    def set_x(self, mode: XMode) -> None:
        """Steps, epochs or training time along x; ValueError for anything else."""
        if mode not in MODES:
            raise ValueError(f"x axis is {mode!r}; allowed: {', '.join(MODES)}.")
        self.mode = mode
        self.canvas.bottom.set_formatter(time_elapsed if mode == "time" else None)
        self.fit()
        self.set_cursor(self._cursor)

    def set_titled(self, on: bool) -> None:
        """Whether the x axis has its title; a plot right below this one may have the same."""
        self._titled = on
        self.canvas.set_bottom_lines(2 if on else 1)
        self.redraw()

    def set_smoothing(self, beta: float) -> None:
        """Weight of the past in the average, 0 (none) to below 1; ValueError outside."""
        for curves in self.curves.values():
            curves.trace.set_beta(beta)
        self.beta = beta
        self.redraw()

    def set_cursor(self, step: float | None) -> None:
        """Stand the crosshair at a step and read there; None reads the newest values."""
        self._cursor = step
        x = self._x_of(step)
        self.crosshair.place(x)
        self._read(x)

    def follow_x(self, x: Range) -> None:
        """Show these x, as another plot over the same steps does."""
        if tuple(self.canvas.view.viewRange()[0]) != x:
            self.canvas.show_range(x, tuple(self.canvas.view.viewRange()[1]))

    def leave_following(self) -> None:
        """Hold the view still, as a person moved it here or in a plot over the same steps."""
        if self._following:
            self._leave_following()

    def set_span(self, side: Side, steps: tuple[int, int] | None) -> None:
        """Shade a side's steps, first … last, or none."""
        self._spans.pop(side, None)
        if steps is not None:
            self._spans[side] = steps
        self.overlay.set_marks(self._marks())

    def refresh(self) -> None:
        """Draw what is new; one comparison where nothing is."""
        if self._versions() != self._drawn:
            self.redraw()

    def redraw(self) -> None:
        """Draw again, from what is stored."""
        self._drawn = self._versions()
        for curves in self.curves.values():
            curves.update()
        if self._following:
            self._show_all()
        self.canvas.bottom.set_title(self._legend() if self._titled else "")
        shown, pixels = self.canvas.view.viewRange()[0], self.canvas.view.width()
        for curves in self.curves.values():
            curves.draw((shown[0], shown[1]), pixels, self.mode, self.beta > 0, self.scaling)
        self.predicted.draw()
        self.overlay.set_marks(self._marks())
        self._read(self._x_of(self._cursor))

    def table(self) -> str:
        """Steps, and for each run: values, their average, test values at the ends of epochs."""
        return curve_table(self.curves)

    def _legend(self) -> str:
        return f"{tr(TITLES[self.mode])}  ·  {tr(_LEGEND) if self.beta > 0 else tr(_LEGEND_RAW)}"

    # ── drawing ─────────────────────────────────────────────────────────────────────────────────

    def _runs(self) -> list[tuple[Side, RunHistory]]:
        return [(side, c.history) for side, c in self.curves.items() if c.history is not None]

    def _versions(self) -> tuple[object, ...]:
        return tuple((side, id(history), history.version) for side, history in self._runs())

    def _show_all(self) -> None:
        runs = [history for _, history in self._runs()]
        end = max((float(positions(h, max(len(h) - 1, 0), self.mode)) for h in runs), default=0.0)
        over = all(h.outcome is not None for h in runs)
        final = max((float(positions(h, total_steps(h) - 1, self.mode)) for h in runs), default=0.0)
        if self.mode == "time":  # the end is not known before it is reached
            final = end if over else max(1.25 * end, 1.0)
        shown = self.canvas.view.viewRange()[0][1] / (1 + _MARGIN)
        predicted = max(self.predicted.end(side) for side in SIDES)
        right = max(grown(end, shown, max(final, 1e-9)) if runs else predicted or 100.0, predicted)
        low, high = self.predicted.room(self.y_range())
        if any(h.interventions or h.parent for h in runs):
            high += _LABEL_ROOM * (high - low)
        self.canvas.show_range((-_MARGIN * right, right * (1 + _MARGIN)), (low, high))
        chance = self.chance()
        self.guide.setVisible(chance is not None)
        self.guide.setValue(chance or 0.0)

    def _marks(self) -> list[Mark]:
        marks: list[Mark] = []
        for side, history in self._runs():
            color = self.theme.side(side)
            if side in self._spans:
                first, last = (float(positions(history, step, self.mode)) for step in self._spans[side])
                marks.append(Band(first, last, color))
            marks += beginning(history, self.mode, color)
            marks += interventions(history, self.mode, color)
            end = divergence(history, self.curves[side].trace.values, self.mode)
            if end is not None:
                marks.append(Cross(end[0], float(self.scaling(np.array(end[1:]))[0]), "diverged", color))
        marks += self.predicted.marks(self.theme)
        return marks + self.notes() if self._runs() else marks or self.emptiness()

    # ── reading ─────────────────────────────────────────────────────────────────────────────────

    def _reference(self) -> RunHistory | None:
        return max((history for _, history in self._runs()), key=len, default=None)

    def _x_of(self, step: float | None) -> float | None:
        reference = self._reference()
        return None if step is None or reference is None else float(positions(reference, step, self.mode))

    def _read(self, x: float | None) -> None:
        self.readout.read(self._place(x), [self._reading(side, history, x) for side, history in self._runs()])

    def _place(self, x: float | None) -> str:
        if x is None:
            return ""
        return {"step": tr("step {x:.0f}", x=x), "epoch": tr("epoch {x:.2f}", x=x), "time": time_elapsed(x)}[self.mode]

    def _reading(self, side: Side, history: RunHistory, x: float | None) -> Reading:
        trace = self.curves[side].trace
        step = trace.count - 1 if x is None else round(step_at(history, x, self.mode))
        if not 0 <= step < trace.count:
            return Reading(side, ("–",) if x is not None else ())
        values = [self.write(float(trace.values[step]))]
        told = [tr("{values} in step {step}", values=values[0], step=step)]
        if self.beta > 0 and np.isfinite(trace.smoothed[step]):
            values.append(f"~{self.write(float(trace.smoothed[step]))}")
            told.append(tr("{values} smoothed over the steps before", values=values[-1]))
        at, test = self.curves[side].test_values()
        done = int(np.searchsorted(at, step, side="right"))
        if done:
            values.append(tr("test {write}", write=self.write(float(test[done - 1]))))
            told.append(tr("{values} after epoch {done}", values=values[-1], done=done))
        return Reading(side, tuple(values), tuple(told))

    def _open_menu(self, position: QPoint) -> None:
        """Offer a fork before the mark, or before the step, at this place of the screen."""
        self.forks.offer_at(self.canvas, position, self._runs(), self.mode)
        super()._open_menu(position)

    def _hovered(self, x: float | None) -> None:
        reference = self._reference()
        if x is None or reference is None or not len(reference):
            self.cursor_moved.emit(None)
            return
        step = round(step_at(reference, x, self.mode))
        self.cursor_moved.emit(float(min(max(step, 0), len(reference) - 1)))

    def _nudged(self, by: int) -> None:
        reference = self._reference()
        if reference is None or not len(reference):
            return
        last = len(reference) - 1
        now = last if self._cursor is None else self._cursor
        self.cursor_moved.emit(float(min(max(now + by, 0), last)))
