"""The depth slider: a logarithmic walk through the depths a family allows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSlider, QWidget

from explorer.desk.pending import Delay

_SETTLE_MS = 120  # a drag through 40 depths asks the engine for a few of them, not for all


def slider_stops(depths: Sequence[int]) -> tuple[int, ...]:
    """The depths at which the slider stops: all of them while neighbors lie 5 % or more apart, fewer beyond.

    8–116 of the CIFAR family fill the first third, and 1202 is the last stop."""
    stops: list[int] = []
    for depth in depths:
        if not stops or depth >= 1.05 * stops[-1]:
            stops.append(depth)
    if depths and stops[-1] != depths[-1]:
        stops[-1] = depths[-1]
    return tuple(stops)


class DepthSlider(QSlider):
    """Emits `moved` with every depth passed over and `settled` with the one where it came to rest."""

    moved = Signal(int)
    settled = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._stops: tuple[int, ...] = ()
        self.rest = Delay(_SETTLE_MS, self)
        self.rest.due.connect(self._settle)
        self.valueChanged.connect(self._move)
        self.setPageStep(3)

    def set_depths(self, depths: Sequence[int]) -> None:
        """Offer these depths (ascending); not echoed. A move through the depths before them ends here."""
        self.rest.cancel()
        self._stops = slider_stops(depths)
        self.blockSignals(True)
        self.setRange(0, max(0, len(self._stops) - 1))
        self.blockSignals(False)

    def show_depth(self, depth: int) -> None:
        """Stand at the stop nearest to the depth; not echoed."""
        self.rest.cancel()
        if self._stops:
            self.blockSignals(True)
            self.setValue(min(range(len(self._stops)), key=lambda i: abs(self._stops[i] - depth)))
            self.blockSignals(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Only the slider that has the focus follows the wheel: scrolling past must not edit."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _move(self, index: int) -> None:
        self.moved.emit(self._stops[index])
        self.rest.start()

    def _settle(self) -> None:
        self.settled.emit(self._stops[self.value()])
