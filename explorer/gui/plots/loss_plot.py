"""Training and test loss of A and B."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from explorer.gui.plots.curve_plot import CurvePlot, Quantity
from explorer.gui.plots.overlay import Mark, Note
from explorer.gui.plots.scale import Range, linear_range, log_range, robust_limit
from explorer.number_text import figure
from explorer.wording import marked, tr

_ABOUT = (
    "Cross-entropy in nats. Faint: batch of each step; bold: smoothed; dots: test images after each epoch; dotted "
    "line: chance level, ln(classes) for balanced classes. Lower is better."
)
_LOSS = marked(Quantity("Training loss", _ABOUT, "cross-entropy", lambda h: h.loss, lambda e: e.test_loss))

_SKETCH_ROOM = 1.7  # times the loss at chance level: a prediction may say that the loss grows


class LossPlot(CurvePlot):
    """Cross-entropy, linear or logarithmic. The linear axis leaves out what `robust_limit` calls off scale and says
    so in its corner; the logarithmic one shows every positive value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.log_y = False
        super().__init__("loss_plot", _LOSS, parent)

    def set_log_y(self, on: bool) -> None:
        """A logarithmic (on) or a linear y axis."""
        self.log_y = on
        self.canvas.left.set_logarithmic(on)
        self.fit()

    def scaling(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """log₁₀ on the logarithmic axis, where what is not positive becomes a gap."""
        if not self.log_y:
            return values
        return np.log10(values, out=np.full_like(values, np.nan), where=values > 0)

    def values_at(self, y: NDArray[np.float64]) -> NDArray[np.float64]:
        """The losses at places of either axis, none below 0."""
        return 10.0**y if self.log_y else np.maximum(y, 0.0)

    def y_range(self) -> Range:
        """All finite values, training and test, and the loss at chance level."""
        chance = self._chance_loss()
        low, high = self._bounds()
        if self.log_y:
            low, high = min(low, chance), max(high, chance)
            return log_range(math.log10(low), math.log10(high))
        if self.predicted.planned:
            high = max(high, _SKETCH_ROOM * chance)
        return linear_range(0.0, min(max(high, chance), self._limit()))

    def chance(self) -> float | None:
        """The loss at chance level, or its log₁₀ on the logarithmic axis."""
        if not self._runs():
            return None
        return math.log10(self._chance_loss()) if self.log_y else self._chance_loss()

    def notes(self) -> list[Mark]:
        """How high the values go that the linear axis leaves out."""
        high = self._bounds()[1]
        if self.log_y or high <= self.y_range()[1]:  # whose top is rounded up: what lies below it is seen
            return []
        return [Note(tr("off scale ↑ max {high}", high=figure(high)), QColor(self.theme.warning))]

    def _chance_loss(self) -> float:
        return max((history.prior_loss for _, history in self._runs()), default=math.log(10))

    def _limit(self) -> float:
        """Top of the linear axis. A test loss may be off by any factor while BN's running statistics lag behind
        the weights (1e8 was seen after an epoch), so it never stretches the axis beyond twice the training loss."""
        highest = max(self._chance_loss(), *(c.trace.high for c in self.curves.values()))
        if highest <= 10 * self._chance_loss():
            return 2 * highest  # the usual case, without a look at every value
        return robust_limit([c.trace.values for c in self.curves.values()], self._chance_loss())

    def _bounds(self) -> tuple[float, float]:
        """Lowest positive and highest finite value of all runs, (chance, chance) where there is none."""
        lows, highs = [self._chance_loss()], [0.0]
        for curves in self.curves.values():
            test = curves.test_values()[1]
            test = test[np.isfinite(test) & (test > 0)]
            lows += [curves.trace.positive, float(test.min(initial=math.inf))]
            highs += [curves.trace.high, float(test.max(initial=0.0))]
        return min(lows), max(highs)
