"""Training and test accuracy of A and B."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from explorer.gui.plots.curve_plot import CurvePlot, Quantity
from explorer.gui.plots.overlay import Mark, Note
from explorer.gui.plots.scale import Range
from explorer.gui.widgets.shortcuts import keys_text, shortcut
from explorer.number_text import percent
from explorer.wording import marked, tr

_ABOUT = (
    "Accuracy (fraction correct). Faint: batch of each step; bold: smoothed; dots: test images after each epoch; "
    "dotted line: chance level (always predicting the most frequent class). Low training accuracy in a "
    "deep plain network is degradation, not overfitting."
)
_ACCURACY = marked(Quantity("Accuracy", _ABOUT, "%", lambda h: h.accuracy, lambda e: e.test_accuracy))


class AccuracyPlot(CurvePlot):
    """Percent, always 0 to 100."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._in_lesson = False
        super().__init__("accuracy_plot", _ACCURACY, parent)
        self.canvas.left.set_steps((20, 50, 100))

    def scaling(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Shares as percent."""
        return 100 * values

    def values_at(self, y: NDArray[np.float64]) -> NDArray[np.float64]:
        """Percent as shares, none below 0 or above 1."""
        return np.clip(y / 100, 0.0, 1.0)

    def y_range(self) -> Range:
        """0 to 100 and a little room for the line's width."""
        return (-3.0, 103.0)

    def chance(self) -> float | None:
        """Chance level in percent: the most frequent class, of the run where that is less."""
        return min((100 * history.majority for _, history in self._runs()), default=None)

    def set_in_lesson(self, on: bool) -> None:
        """Whether a lesson is open."""
        if on != self._in_lesson:
            self._in_lesson = on
            self.redraw()

    def emptiness(self) -> list[Mark]:
        """Where a first-time user can begin; nothing about it to somebody who has begun a lesson."""
        if self._in_lesson:
            return super().emptiness()
        keys = keys_text(shortcut("lessons"))
        return [Note(tr("New here? Start with lesson 0 ({keys})", keys=keys), QColor(self.theme.muted), middle=True)]

    def write(self, value: float) -> str:
        """As everywhere."""
        return percent(value)
