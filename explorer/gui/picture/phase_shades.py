"""The colors of a network's layers in one phase of a step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.desk.columns import columns, gathered, places
from explorer.graph.layout import Layout
from explorer.graph.model import NetworkGraph
from explorer.gui.widgets.colors import indices
from explorer.infos import InstrumentInfo
from explorer.runs.snapshot import Floats

Shades = tuple[NDArray[np.uint8] | None, dict[int, NDArray[np.uint8]]]


@dataclass(frozen=True, eq=False)
class PhaseShown:
    """What the strip shows instead of a run's readings: a value for each of the graph's `layers`, ABSENT where the
    phase has not come yet, colored between `levels` (log10)."""

    values: Floats
    levels: tuple[float, float]
    info: InstrumentInfo

    def value_of(self, graph: NetworkGraph, call: str) -> float | None:
        """The exact value of a weighted call; None where it does not run."""
        return float(self.values[graph.layers.index(call)]) if call in graph.layers else None

    def shades(self, graph: NetworkGraph, drawn: Layout) -> Shades:
        """Color indices of the cells and, by arc, of the layers on its shortcut."""
        if len(self.values) != len(graph.layers):
            return None, {}  # another network is on its way
        known = columns(graph, "layer")
        arcs = {i: [cell.call for cell in arc.cells if cell.call in known] for i, arc in enumerate(drawn.arcs)}
        branches = {i: self._shaded(graph, calls) for i, calls in arcs.items() if calls}
        return self._shaded(graph, [cell.call for cell in drawn.cells]), branches

    def _shaded(self, graph: NetworkGraph, calls: list[str]) -> NDArray[np.uint8]:
        return indices(gathered(self.values, places(graph, calls, "layer")), *self.levels)
