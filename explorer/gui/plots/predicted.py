"""Predicted curves over the measured ones: dashed, and labeled as predictions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from explorer.desk.sides import SIDES, Side
from explorer.gui.plots.axis import positions
from explorer.gui.plots.curves import BoldCurve, ThinCurve
from explorer.gui.plots.overlay import Mark, Note, Tag
from explorer.gui.plots.scale import Range
from explorer.gui.widgets.theme import Theme
from explorer.runs.history import RunHistory
from explorer.runs.predictions import Prediction
from explorer.wording import tr

if TYPE_CHECKING:
    from explorer.gui.plots.curve_plot import CurvePlot

LABEL = "your prediction"
_UNKNOWN_END = 100.0  # of the x axis without a run
_LABEL_AT = 0.75  # of the run: where curves have flattened


@dataclass(frozen=True)
class Planned:
    """How long a run that has not begun is going to be."""

    steps: int
    epochs: float


class PredictedCurves:
    """The curves that were predicted in one plot, at most one for each side. `Planned` tells where the run ends that a
    prediction without a run is about."""

    def __init__(self, plot: CurvePlot) -> None:
        self._plot = plot
        self._made: dict[Side, Prediction] = {}
        self._planned: dict[Side, Planned] = {}
        self.lines = {side: BoldCurve() for side in SIDES}
        for line in self.lines.values():
            line.setZValue(3)
            plot.canvas.add(line)
        self._class: dict[Side, tuple[Prediction, ...]] = {}
        self.clouds = {side: ThinCurve(antialias=True) for side in SIDES}
        for cloud in self.clouds.values():
            cloud.setZValue(-0.5)
            plot.canvas.add(cloud)

    @property
    def made(self) -> Mapping[Side, Prediction]:
        """What is drawn."""
        return self._made

    @property
    def has_class(self) -> bool:
        """Whether predictions of a class are shown."""
        return any(self._class.values())

    def set_class(self, side: Side, predictions: Iterable[Prediction]) -> None:
        """Show the predictions that many made of a side, as thin lines behind everything."""
        self._class[side] = tuple(predictions)
        self._plot.redraw()

    @property
    def planned(self) -> bool:
        """Whether there is a prediction, or one is being drawn, of a run that has not begun."""
        return any(self._plot.curves[side].history is None for side in self._planned)

    def set(self, side: Side, prediction: Prediction | None, planned: Planned | None = None) -> None:
        """Show this prediction of a side, or none. `planned` alone keeps room for one that is being drawn."""
        before = self._made.get(side), self._planned.get(side)
        for known, value in ((self._made, prediction), (self._planned, planned)):
            known.pop(side, None)
            if value is not None:
                known[side] = value  # type: ignore[assignment]
        if before != (prediction, planned):
            self._plot.redraw()

    def end(self, side: Side) -> float:
        """Where the side's planned run ends on the x axis; 0 where nothing is predicted."""
        history, planned, mode = self._plot.curves[side].history, self._planned.get(side), self._plot.mode
        if history is not None:
            if side not in self._made and planned is None and not self._class.get(side):
                return 0.0
            return float(positions(history, _last(history), mode))
        if planned is None:
            return 0.0
        return {"step": float(planned.steps - 1), "epoch": planned.epochs, "time": 100.0}[mode]

    def room(self, shown: Range) -> Range:
        """The y axis with room for what is predicted."""
        shared = (made for predictions in self._class.values() for made in predictions)
        values = [self._plot.scaling(np.array(made.values)) for made in (*self._made.values(), *shared)]
        found = np.concatenate([v[np.isfinite(v)] for v in values]) if values else np.empty(0)
        if not len(found):
            return shown
        return min(shown[0], float(found.min())), max(shown[1], float(found.max()))

    def draw(self) -> None:
        """Draw them again."""
        for side, line in self.lines.items():
            line.setData(*self._points(side, self._made.get(side)))
        for side, cloud in self.clouds.items():
            gap = (np.array([np.nan]), np.array([np.nan]))
            parts = [part for made in self._class.get(side, ()) for part in (self._points(side, made), gap)]
            x, y = (np.concatenate([part[axis] for part in parts]) if parts else np.empty(0) for axis in (0, 1))
            cloud.setData(x, y)

    def marks(self, theme: Theme) -> list[Mark]:
        """A label beside each."""
        marks: list[Mark] = []
        for side in self._made:
            x, y = self._points(side, self._made[side])
            if len(x):
                place = round(_LABEL_AT * (len(x) - 1))
                marks.append(Tag(float(x[place]), float(y[place]), tr(LABEL), theme.side(side)))
        for side in self._planned:
            if side not in self._made:
                marks.append(
                    Note(tr("Draw your prediction of {side} here", side=side), QColor(theme.muted), middle=True)
                )
        return marks

    def set_color(self, side: Side, color: QColor) -> None:
        """The run's color, dashed."""
        self.lines[side].set_color(color, Qt.PenStyle.DashLine)
        faint = QColor(color)
        faint.setAlphaF(0.4)
        self.clouds[side].set_color(faint)

    def _points(self, side: Side, made: Prediction | None) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        history = self._plot.curves[side].history
        if made is None:
            return np.empty(0), np.empty(0)
        parts, y = np.array(made.x), self._plot.scaling(np.array(made.values))
        if history is not None:
            steps = parts * _last(history)
            if self._plot.mode == "time":  # when the others are done is not known yet
                steps, y = steps[steps < len(history)], y[steps < len(history)]
            return positions(history, steps, self._plot.mode), y
        return parts * (self.end(side) or _UNKNOWN_END), y


def _last(history: RunHistory) -> int:
    """The last step of a run as planned, also where it ended early."""
    return max(history.spec.training.total_steps(history.steps_per_epoch) - 1, 1)
