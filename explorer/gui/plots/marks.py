"""A run's events on a step plot: gates moved while training, and the end by divergence."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from explorer.desk.plot_options import XMode
from explorer.gui.plots.axis import positions
from explorer.gui.plots.overlay import Line
from explorer.runs.gate_script import moments
from explorer.runs.history import RunHistory
from explorer.runs.snapshot import Intervention
from explorer.wording import tr


def interventions(history: RunHistory, mode: XMode, color: QColor) -> list[Line]:
    """One line for each step at which gates moved, and for each planned ramp."""
    return [
        Line(float(positions(history, moment.step, mode)), moved(moment.moved) + moment.until, color)
        for moment in moments(history.interventions)
    ]


def beginning(history: RunHistory, mode: XMode, color: QColor) -> list[Line]:
    """Where a fork begins: the steps before are its parent's."""
    if not history.parent:
        return []
    return [Line(float(positions(history, history.parent_step, mode)), "fork", color)]


def moved(group: Iterable[Intervention]) -> str:
    """What moved at one step, in words: "skip4 off", "27 skips off", "2 skips on, skip7 at 0.5"."""
    words = [(_state(i.gate), i.skip) for i in {i.skip: i for i in group}.values()]
    states = dict.fromkeys(state for state, _ in words)
    return ", ".join(_phrase([skip for s, skip in words if s == state], state) for state in states)


def _state(gate: float) -> str:
    return {0.0: tr("off"), 1.0: tr("on")}.get(gate, tr("at {gate:g}", gate=gate))


def _phrase(skips: list[str], state: str) -> str:
    return f"{skips[0]} {state}" if len(skips) == 1 else tr("{count} skips {state}", count=len(skips), state=state)


def divergence(history: RunHistory, values: NDArray[np.floating], mode: XMode) -> tuple[float, float] | None:
    """x and value of the last finite of `values` (steps,) in a run that ended by divergence; None in any other."""
    if history.outcome is None or history.outcome.status != "diverged":
        return None
    finite = np.flatnonzero(np.isfinite(values))
    if not len(finite):
        return None
    last = int(finite[-1])
    return float(positions(history, last, mode)), float(values[last])
