"""Showing a finding's evidence: frames around its layers and its steps, in every view."""

from __future__ import annotations

from collections.abc import Mapping

from explorer.desk.navigation import Shown
from explorer.desk.sides import Side
from explorer.gui.picture.markers import Frame
from explorer.gui.plots.column import PlotColumn
from explorer.gui.window.side_pane import SidePane
from explorer.runs.history import RunHistory
from explorer.verdicts.finding import Evidence


def show_evidence(
    shown: Shown | None, run: RunHistory | None, panes: Mapping[Side, SidePane], plots: PlotColumn
) -> None:
    """Frame the evidence's layers and steps in its side's picture, the layers in the profile, the steps in the curves;
    nothing where none is on show."""
    for side, pane in panes.items():
        pane.set_frame(None)
        plots.set_span(side, None)
        plots.profile.set_frame(side, ())
    if shown is None or run is None:
        return
    side, evidence = shown
    frame = _frame(evidence, run)
    first, last = evidence.steps
    panes[side].set_frame(frame, strip=bool(evidence.layers))
    plots.set_span(side, (first, min(last, len(run) - 1)))
    plots.profile.set_frame(side, frame.groups() if evidence.layers else ())
    panes[side].view.fit()


def _frame(evidence: Evidence, run: RunHistory) -> Frame:
    everything = tuple(range(len(run.graph.main_path)))
    return Frame(tuple(sorted(evidence.layers)) or everything, (evidence.steps[0], evidence.steps[1] + 1))
