"""Forking a run at a place of a plot: before the mark there, or before the step there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from PySide6.QtCore import QObject, QPoint, QPointF
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from explorer.desk.plot_options import XMode
from explorer.desk.sides import SIDES, Side
from explorer.gui.plots.axis import positions, step_at
from explorer.gui.plots.canvas import Canvas
from explorer.runs.history import RunHistory
from explorer.wording import tr

GRIP = 8.0
"""Pixels around a mark that mean the mark."""


def fork_step(history: RunHistory, x: float | None, mode: XMode, grip: float) -> int | None:
    """The step before the mark or the step at `x`, where a run can be forked to see it closely; None beside the run."""
    if x is None or not len(history):
        return None
    marked = [moved.step for moved in history.interventions]
    near = [step for step in marked if abs(float(positions(history, step, mode)) - x) <= grip]
    step = near[0] if near else round(step_at(history, x, mode))
    return None if not 0 <= step < len(history) else max(0, step - 1)


class ForkActions(QObject):
    """An entry for each side, at the top of a plot's menu."""

    def __init__(self, parent: QObject, menu: QMenu, wish: Callable[[Side, int], None]) -> None:
        super().__init__(parent)
        self._wish = wish
        self.actions: dict[Side, QAction] = {}
        before = menu.actions()[0]
        menu.setToolTipsVisible(True)
        for side in SIDES:
            action = QAction(self)
            action.setObjectName(f"fork_before_{side.lower()}")
            menu.insertAction(before, action)
            self.actions[side] = action
        self._separator = menu.insertSeparator(before)
        self._steps: Mapping[Side, int | None] = {}
        for side, action in self.actions.items():
            action.triggered.connect(partial(self._fork, side))
        self.offer({})

    def offer_at(self, canvas: Canvas, position: QPoint, runs: Iterable[tuple[Side, RunHistory]], mode: XMode) -> None:
        """Offer these runs to be forked at a place of the screen over the plot."""
        x, (low, high) = canvas.x_at(QPointF(canvas.mapFromGlobal(position))), canvas.view.viewRange()[0]
        grip = GRIP * (high - low) / max(canvas.view.width(), 1.0)
        self.offer({side: fork_step(history, x, mode, grip) for side, history in runs})

    def offer(self, steps: Mapping[Side, int | None]) -> None:
        """Offer these sides to be forked at these steps."""
        self._steps = steps
        for side, action in self.actions.items():
            step = steps.get(side)
            action.setVisible(side in steps)
            action.setEnabled(step is not None)
            action.setText(
                tr("Fork {side} from the step before this…", side=side)
                + ("" if step is None else tr(" (step {step:,})", step=step))
            )
            action.setToolTip(
                tr("A child of this run that starts here, with a probe at every step")
                if step is not None
                else tr("Run {side} has no step here.", side=side)
            )
        self._separator.setVisible(bool(steps))

    def _fork(self, side: Side, _checked: bool = False) -> None:
        step = self._steps.get(side)
        if step is not None:
            self._wish(side, step)
