"""Drawing a prediction into a plot, with the mouse or with the arrow keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent

from explorer.desk.sides import Side
from explorer.gui.plots.predicted import Planned
from explorer.runs.predictions import Prediction
from explorer.wording import tr

if TYPE_CHECKING:
    from explorer.gui.plots.curve_plot import CurvePlot

POINTS = 25
"""Points of a drawn curve, evenly over the run."""
_PAGE = 5  # small moves in a large one
_MOVES = {
    Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: _PAGE, Qt.Key.Key_PageDown: -_PAGE,
}  # fmt: skip
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_MOVE = 0.02  # of the y axis
HELP = (
    "Draw from left to right with the mouse, or use the keys: left and right choose a point, up and down move it, "
    "Page Up and Page Down move it further, Enter ends."
)


class Sketch(QObject):
    """While it is on, the mouse draws in its plot and the arrow keys move points; else it leaves both alone. `drawn`
    carries the Prediction after each stroke, `ended` says that Enter was pressed."""

    drawn = Signal(object)
    ended = Signal()

    def __init__(self, plot: CurvePlot, curve: str) -> None:
        super().__init__(plot)
        self._plot, self._curve = plot, curve
        self._side: Side | None = None
        self._planned: Planned | None = None
        self._values = np.full(POINTS, np.nan)
        self._point = 0
        self._from: QPointF | None = None
        self._about = plot.canvas.accessibleDescription()
        self.ring = pg.ScatterPlotItem(size=11, pxMode=True, brush=None)
        self.ring.setZValue(6)
        plot.canvas.add(self.ring)
        plot.canvas.installEventFilter(self)
        plot.canvas.viewport().installEventFilter(self)

    @property
    def side(self) -> Side | None:
        """The side that is drawn, None while it is off."""
        return self._side

    def start(self, side: Side, planned: Planned, before: Prediction | None) -> None:
        """Draw the side's curve, from what was drawn before."""
        self._side, self._planned, self._point = side, planned, 0
        self._values[:] = np.nan
        if before is not None:
            self._values[:] = np.interp(np.linspace(0, 1, POINTS), before.x, before.values)
        self._plot.canvas.viewport().setCursor(Qt.CursorShape.CrossCursor)
        self._plot.canvas.setAccessibleDescription(tr("Prediction of {side}. {help}", side=side, help=tr(HELP)))
        self._plot.fit()
        self._show()

    def stop(self) -> None:
        """Draw no more."""
        if self._side is not None:
            self._side = self._from = None
            self._plot.canvas.viewport().unsetCursor()
            self._plot.canvas.setAccessibleDescription(self._about)
            self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what draws."""
        if self._side is None:
            return False
        if isinstance(event, QKeyEvent) and watched is self._plot.canvas:
            return event.type() == QEvent.Type.KeyPress and self._key(event)
        if isinstance(event, QMouseEvent) and watched is not self._plot.canvas:
            return self._mouse(event)
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._show()
        return False

    # ── the mouse ───────────────────────────────────────────────────────────────────────────────

    def _mouse(self, event: QMouseEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            self._plot.canvas.setFocus(Qt.FocusReason.MouseFocusReason)
            self._from = self._place(event)
            self._stroke(self._from)
        elif event.type() == QEvent.Type.MouseMove and self._from is not None:
            self._stroke(self._place(event))
        elif event.type() == QEvent.Type.MouseButtonRelease and self._from is not None:
            self._from = None
        else:
            return False
        return True

    def _place(self, event: QMouseEvent) -> QPointF:
        """Where the pointer is: x in points of the curve, y on the axis."""
        at = self._plot.canvas.view.mapSceneToView(self._plot.canvas.mapToScene(event.position().toPoint()))
        end = max(self._plot.predicted.end(self._side or "A"), 1e-9)
        low, high = self._plot.canvas.view.viewRange()[1]
        return QPointF(at.x() / end * (POINTS - 1), min(max(at.y(), low), high))

    def _stroke(self, to: QPointF) -> None:
        """Put every point between the last place and this one on the line between them."""
        origin = self._from or to
        left, right = sorted((origin, to), key=lambda p: p.x())
        low, high = max(round(left.x()), 0), min(round(right.x()), POINTS - 1)
        at = np.arange(low, high + 1)
        if len(at):
            y = np.interp(at, (left.x(), right.x()), (left.y(), right.y())) if right.x() > left.x() else to.y()
            self._values[at] = self._plot.values_at(np.broadcast_to(np.asarray(y, np.float64), at.shape))
            self._point = high if to.x() >= origin.x() else low
        self._from = to
        self._tell()

    # ── the keyboard ────────────────────────────────────────────────────────────────────────────

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.ended.emit()
        elif key in _STEPS:
            self._point = min(max(self._point + _STEPS[key], 0), POINTS - 1)
            self._show()
        elif key in _MOVES:
            self._move(_MOVES[key])
        else:
            return False
        return True

    def _move(self, by: int) -> None:
        """Move the chosen point."""
        low, high = self._plot.canvas.view.viewRange()[1]
        y = min(max(self._at(self._point) + by * _MOVE * (high - low), low), high)
        self._values[self._point] = self._plot.values_at(np.array([y]))[0]
        self._tell()

    def _at(self, point: int) -> float:
        """A point on the y axis; the middle of the plot where nothing is drawn."""
        whole = self._plot.scaling(self._whole())
        low, high = self._plot.canvas.view.viewRange()[1]
        return float(whole[point]) if np.isfinite(whole[point]) else (low + high) / 2

    # ── what is drawn ───────────────────────────────────────────────────────────────────────────

    def _whole(self) -> NDArray[np.float64]:
        """All points: those between drawn ones on a line, those beside them level."""
        known = np.flatnonzero(np.isfinite(self._values))
        if not len(known):
            return self._values.copy()
        return np.interp(np.arange(POINTS), known, self._values[known])

    def _tell(self) -> None:
        whole = self._whole()
        if np.isfinite(whole).all():
            x = tuple(float(part) for part in np.linspace(0, 1, POINTS))
            self.drawn.emit(
                Prediction(kind="curve", about=self._curve, x=x, values=tuple(float(value) for value in whole))
            )
        self._show()

    def _show(self) -> None:
        """Ring the chosen point while the keyboard is here."""
        if self._side is None or not self._plot.canvas.hasFocus():
            self.ring.setData([], [])
            return
        self.ring.setPen(pg.mkPen(QColor(self._plot.theme.text), width=2))
        end = self._plot.predicted.end(self._side)
        self.ring.setData([end * self._point / (POINTS - 1)], [self._at(self._point)])
