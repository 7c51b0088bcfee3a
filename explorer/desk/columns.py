"""Which column of an instrument's readings belongs to which call of a network."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from explorer.graph.model import NetworkGraph
from explorer.infos import InstrumentInfo
from explorer.runs.short_names import spoken
from explorer.runs.snapshot import ABSENT, Floats, Per

NOWHERE = -1
"""The place of a call that an instrument has no column for."""


def stand_in(name: str) -> InstrumentInfo:
    """An instrument of which only the name is known: before the engine is ready."""
    return InstrumentInfo(name, spoken(name), "", "", "", "", "")


def columns(graph: NetworkGraph, per: Per) -> dict[str, int]:
    """Column by call. A reading of a skip belongs to the weighted layers of its residual branch; a layer in several
    branches to the shortest of them."""
    if per == "skip":
        longest_first = sorted(enumerate(graph.skips), key=lambda pair: -len(pair[1].residual))
        return {
            call: column
            for column, skip in longest_first
            for call in skip.residual
            if graph.calls[call].weight is not None
        }
    return {call: column for column, call in enumerate(graph.layers)}


def places(graph: NetworkGraph, calls: Iterable[str], per: Per) -> NDArray[np.intp]:
    """The column of each call, NOWHERE for those without one, shape (calls,)."""
    found = columns(graph, per)
    return np.array([found.get(call, NOWHERE) for call in calls], np.intp)


def gathered(rows: Floats, at: NDArray[np.intp]) -> Floats:
    """The columns `at` of readings (…, columns), ABSENT where there is none: shape (…, len(at))."""
    if not rows.shape[-1]:
        return np.full((*rows.shape[:-1], len(at)), ABSENT, np.float32)
    found = rows[..., at]
    nowhere = at == NOWHERE
    if nowhere.any():
        found[..., nowhere] = ABSENT
    return found
