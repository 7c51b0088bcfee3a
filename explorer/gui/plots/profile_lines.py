"""The lines of one run in a plot through depth, and why there are none."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from explorer.desk.columns import places
from explorer.desk.titles import title
from explorer.gui.plots.curves import BoldCurve, ThinCurve
from explorer.gui.plots.profile_data import Profile, profile
from explorer.infos import InstrumentInfo
from explorer.runs.history import RunHistory
from explorer.wording import tr


class Lines:
    """A run's two lines and the column of each layer of its main path."""

    def __init__(self) -> None:
        self.history: RunHistory | None = None
        self.columns: NDArray[np.intp] = np.empty(0, np.intp)
        self.now, self.start = BoldCurve(), ThinCurve(antialias=True)

    def set_columns(self, info: InstrumentInfo) -> None:
        """Take the columns of an instrument."""
        graph = None if self.history is None else self.history.graph
        self.columns = np.empty(0, np.intp) if graph is None else places(graph, graph.main_path, info.per)

    def profile(self, info: InstrumentInfo, step: int | None) -> Profile | None:
        """Its readings at a step, None: the newest; None before any."""
        if self.history is None:
            return None
        return profile(self.history, info.name, step, self.columns, info.scale == "linear")

    def lack(self, info: InstrumentInfo, step: int | None) -> str:
        """Why nothing of this run can be drawn, in a sentence; empty where something can, or there is no run."""
        if self.history is None or not len(self.history):
            return ""
        found = self.profile(info, step)
        if found is None:
            probed = len(self.history.probe_steps)
            return tr("Not measured in this run.") if probed else tr("No step of this run was probed yet.")
        if not len(found.values) or bool((found.values < 0).all()):
            name = title(self.history.spec, self.history.graph)
            return (
                tr("{name} has no {needs}.", name=name, needs=info.needs)
                if info.needs
                else tr("Nothing of {name} is measured by it.", name=name)
            )
        return ""
