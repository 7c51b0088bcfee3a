"""One row of an instrument along the main path of a network."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.graph.model import NetworkGraph
from explorer.runs.history import RunHistory


@dataclass(frozen=True)
class Profile:
    """Readings of layers 1 … L from input to output at one step; `values` has shape (L,)."""

    step: int
    values: NDArray[np.floating]

    @property
    def logs(self) -> NDArray[np.float64]:
        """log₁₀ of each reading; NaN (a gap in the line) where it is zero, infinite or NaN."""
        drawable = np.isfinite(self.values) & (self.values > 0)
        return np.log10(self.values, out=np.full(len(self.values), np.nan), where=drawable)

    @property
    def layers(self) -> NDArray[np.intp]:
        """1 … L."""
        return np.arange(1, len(self.values) + 1)


def columns(graph: NetworkGraph) -> NDArray[np.intp]:
    """Where each layer of the main path stands among `graph.layers`."""
    order = {call: column for column, call in enumerate(graph.layers)}
    return np.array([order[call] for call in graph.main_path], np.intp)


def profile(history: RunHistory, instrument: str, step: int | None, at: NDArray[np.intp]) -> Profile | None:
    """The readings at `step` (None: the newest; a later step than measured: the newest), None before any."""
    rows = history.readings(instrument)
    if not len(rows):
        return None
    row = len(rows) - 1 if step is None else min(max(step, 0), len(rows) - 1)
    return Profile(row, rows[row, at])
