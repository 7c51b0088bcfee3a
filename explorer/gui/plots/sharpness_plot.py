"""Sharpness of A and B while they train, with the line above which a step overshoots."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QToolButton, QWidget

from explorer.choices.optimizer import stability_line
from explorer.choices.schedule import learning_rate
from explorer.desk.sides import SIDES, Side
from explorer.gui.plots.crosshair import Crosshair
from explorer.gui.plots.curves import ThinCurve
from explorer.gui.plots.export import csv_table
from explorer.gui.plots.overlay import Mark, Note
from explorer.gui.plots.panel import PlotPanel
from explorer.gui.plots.readout import Reading
from explorer.gui.plots.scale import log_range
from explorer.gui.widgets.offers import offer
from explorer.gui.widgets.theme import Theme
from explorer.number_text import figure
from explorer.runs.history import RunHistory
from explorer.runs.snapshot import SHARPNESS
from explorer.wording import tr

_ABOUT = (
    "Largest eigenvalue of the loss's Hessian in size, for the images of the probes. Filled dots are positive, hollow "
    "ones negative: the loss is most curved downward there. Dashed: 2/lr, or (2 + 2β)/lr with momentum β, above which "
    "a step overshoots on a parabola of the whole data (the edge of stability). With mini-batches it is a guide only: "
    "networks train above it, too."
)
EMPTY = "Set “Sharpness every” in a card, then train; or press “Measure now” while a run trains."
MEASURE = (
    "Measure the sharpness of the runs that train in their next step, with the images of every probe. The runs' "
    "numbers stay the same. Costs as much as some 30 to 60 steps"
)
IDLE = "No run is training."
UNDER_WAY = "A measurement is under way."


@dataclass(frozen=True)
class Measured:
    """What was measured in a run: steps, eigenvalues and the line at these steps (0: none), shape (times,)."""

    steps: NDArray[np.float64]
    values: NDArray[np.float64]
    line: NDArray[np.float64]


def measured(history: RunHistory) -> Measured:
    """The readings of a run, those that are not numbers left out."""
    rows = history.readings(SHARPNESS)
    values = rows[:, 0].astype(np.float64) if len(rows) else np.empty(0)
    steps = history.probe_steps[: len(values)].astype(np.float64)
    there = ~np.isnan(values)
    training = history.spec.training
    last = training.total_steps(history.steps_per_epoch)
    rates = [learning_rate(training, int(step), last) for step in steps[there]]
    line = np.array([stability_line(training, rate)[0] for rate in rates], np.float64)
    return Measured(steps[there], values[there], line)


class _Drawn:
    """The dots, what joins them, and the line of one side."""

    def __init__(self) -> None:
        self.history: RunHistory | None = None
        self.line, self.limit = ThinCurve(antialias=True), ThinCurve()
        self.dots = pg.ScatterPlotItem(size=7, pxMode=True)


class SharpnessPlot(PlotPanel):
    """log₁₀ of the eigenvalue's size against steps. Emits `cursor_moved` like the other plots over steps, and
    `measure_wanted`."""

    cursor_moved = Signal(object)
    measure_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("sharpness_plot", tr("Sharpness"), tr(_ABOUT), parent)
        self._step: float | None = None
        self._versions: tuple[object, ...] = ()
        self.sides: dict[Side, _Drawn] = {side: _Drawn() for side in SIDES}
        self.crosshair = Crosshair()
        self._asked: tuple[int, int] | None = None  # what there was when a measurement was asked for
        self._training = self._paused = False
        self.measure = self._measure_button()
        self.header.addWidget(self.measure)
        self.set_training(False)
        for drawn in self.sides.values():
            for item in (drawn.limit, drawn.line, drawn.dots):
                self.canvas.add(item)
        self.canvas.add(self.crosshair)
        self.canvas.left.set_logarithmic(True)
        self.canvas.set_titles("|λ|", tr("step  ·  dashed: 2/lr or (2 + 2β)/lr  ·  hollow: negative"))
        self.canvas.hovered.connect(self._hovered)
        self.set_theme(self.theme)

    def _measure_button(self) -> QToolButton:
        made = QToolButton()
        made.setObjectName("measureSharpness")
        made.setAccessibleName(tr("Measure sharpness now"))
        made.clicked.connect(self._measure)
        return made

    def _measure(self) -> None:
        self._asked = self._counts()
        self._show_asked()
        self.measure_wanted.emit()

    def _counts(self) -> tuple[int, int]:
        """How many probes there are of the runs on show, and how many measurements."""
        runs = [drawn.history for drawn in self.sides.values() if drawn.history is not None]
        return sum(len(run.probe_steps) for run in runs), sum(len(found.steps) for found in self._found().values())

    def _show_asked(self) -> None:
        """Say on the button that a measurement is under way, until it has come, or another probe than the next one has:
        it failed then."""
        if self._asked is not None:
            probes, found = self._counts()
            over = found > self._asked[1] or probes > self._asked[0] + len(self.sides) or not self._training
            self._asked = None if over else self._asked
        waits = tr("Waiting for the next step…") if self._paused else tr("Measuring…")
        self.measure.setText(tr("Measure now") if self._asked is None else waits)
        tip = tr(MEASURE) + (tr(". Paused: press Step, or resume, to do it") if self._paused else "")
        busy = "" if self._asked is None else tr(UNDER_WAY)
        offer(self.measure, tip, busy if self._training else tr(IDLE))

    def set_training(self, on: bool, paused: bool = False) -> None:
        """Whether there is a run to measure; one that is paused is measured when it does its next step."""
        self._training, self._paused = on, paused
        self._show_asked()

    def set_history(self, side: Side, history: RunHistory | None) -> None:
        """Show another run on a side, or none."""
        if history is not self.sides[side].history:
            self.sides[side].history = history
            self.fit()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        super().set_theme(theme)
        for side, drawn in self.sides.items():
            drawn.line.set_color(theme.side(side))
            drawn.limit.set_color(theme.side(side), Qt.PenStyle.DashLine)
        self.crosshair.set_theme(theme)
        self.redraw()

    def show_step(self, step: float | None) -> None:
        """Stand the crosshair at a step and read there; None reads the newest."""
        self._step = step
        self.crosshair.place(step)
        self._read()

    def refresh(self) -> None:
        """Draw what is new; one comparison where nothing is."""
        if self._now() != self._versions:
            self.redraw()

    def redraw(self) -> None:
        """Draw again, from what is stored."""
        self._versions = self._now()
        if self._asked is not None:
            self._show_asked()
        found = self._found()
        for side, drawn in self.sides.items():
            self._draw(drawn, found.get(side), self.theme.side(side))
        if self._following:
            self._show_all(found)
        self.overlay.set_marks([] if found else self.emptiness())
        self._read()

    def table(self) -> str:
        """A row for each measurement of each run."""
        columns: dict[str, NDArray[np.generic]] = {}
        for side, made in self._found().items():
            columns |= {
                f"{side} step": made.steps.astype(np.intp),
                f"{side} sharpness": made.values,
            }
            columns[f"{side} line"] = made.line
        return csv_table(columns)

    def emptiness(self) -> list[Mark]:
        """What stands in the plot where no run was measured."""
        return [Note(tr(EMPTY), QColor(self.theme.muted), middle=True)]

    # ── drawing ─────────────────────────────────────────────────────────────────────────────────

    def _found(self) -> dict[Side, Measured]:
        runs = {side: measured(drawn.history) for side, drawn in self.sides.items() if drawn.history is not None}
        return {side: made for side, made in runs.items() if len(made.steps)}

    def _now(self) -> tuple[object, ...]:
        runs = (drawn.history for drawn in self.sides.values() if drawn.history is not None)
        return tuple((id(history), len(history.probe_steps)) for history in runs)

    def _draw(self, drawn: _Drawn, made: Measured | None, color: QColor) -> None:
        if made is None:
            for item in (drawn.line, drawn.limit, drawn.dots):
                item.setData([], [])
            return
        heights = _heights(made.values)
        drawn.line.setData(made.steps, heights)
        drawn.limit.setData(made.steps, _heights(made.line))
        there = np.isfinite(heights)  # dots alone that can be placed: of others pyqtgraph finds no bounds
        filled = [pg.mkBrush(color if value > 0 else QColor(self.theme.panel)) for value in made.values[there]]
        drawn.dots.setData(made.steps[there], heights[there], brush=filled, pen=pg.mkPen(color))

    def _show_all(self, found: dict[Side, Measured]) -> None:
        heights = [_heights(np.concatenate((made.values, made.line))) for made in found.values()]
        all_heights = np.concatenate(heights) if heights else np.array([0.0, 2.0])
        all_heights = all_heights[np.isfinite(all_heights)]
        low, high = (float(all_heights.min()), float(all_heights.max())) if len(all_heights) else (0.0, 2.0)
        last = max((float(made.steps[-1]) for made in found.values()), default=100.0)
        self.canvas.show_range((-0.03 * max(last, 1.0), 1.03 * max(last, 1.0)), log_range(low, high))

    # ── reading ─────────────────────────────────────────────────────────────────────────────────

    def _read(self) -> None:
        readings = []
        for side, made in self._found().items():
            after = len(made.steps) if self._step is None else int(np.searchsorted(made.steps, self._step, "right"))
            at = max(after - 1, 0)
            told = [figure(float(made.values[at])), tr("step {steps}", steps=int(made.steps[at]))]
            if made.line[at]:
                told.append(tr("line {line}", line=figure(float(made.line[at]))))
            readings.append(Reading(side, tuple(told)))
        self.readout.read("", readings)

    def _hovered(self, x: float | None) -> None:
        ends = [len(drawn.history) - 1 for drawn in self.sides.values() if drawn.history is not None]
        inside = x is not None and bool(ends)
        self.cursor_moved.emit(float(min(max(round(x), 0), max(ends))) if inside and x is not None else None)


def _heights(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """log₁₀ of sizes; a gap where there is none."""
    sizes = np.abs(values)
    return np.log10(sizes, out=np.full_like(sizes, np.nan), where=np.isfinite(sizes) & (sizes > 0))
