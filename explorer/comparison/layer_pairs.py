"""Which layers of two networks belong together, and the map of how their gradients differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from explorer.graph.model import NetworkGraph
from explorer.runs.snapshot import Floats

Place = tuple[int, int, float]  # two columns, and how far from the first to the second


@dataclass(frozen=True)
class LayerPairs:
    """For each column of one network the place in the other's columns, None where there is none. `words` say how they
    were found."""

    places: tuple[Place | None, ...]
    words: str

    def taken(self, logs: NDArray[np.float64]) -> NDArray[np.float64]:
        """The other network's columns of shape (…, columns) under this one's; between two layers linearly, NaN where
        there is none."""
        low, high, part = (np.array([(place or (0, 0, 0.0))[n] for place in self.places]) for n in range(3))
        with np.errstate(invalid="ignore"):
            mixed = logs[..., low] * (1 - part) + logs[..., high] * part
        found = np.where(part == 0, logs[..., low], mixed)
        found[..., [place is None for place in self.places]] = np.nan
        return found


def layer_pairs(
    own: NetworkGraph, other: NetworkGraph, columns: tuple[Sequence[str], Sequence[str]] | None = None
) -> LayerPairs:
    """Layers of `other` for the columns of `own`: column by column where both are equally deep, else by relative depth
    within each stage, or within the whole network where the stages differ too. A layer on a shortcut is paired with
    the shortcut's layer of the same name alone. `columns` are the layers that each network's readings have columns
    for, all of them by default."""
    ids, others = columns or (own.layers, other.layers)
    mine, theirs = _main(own, ids), _main(other, others)
    index = {id: place for place, id in enumerate(others)}
    found: dict[str, Place] = {id: (index[id], index[id], 0.0) for id in ids if id in index}
    found = {id: place for id, place in found.items() if id not in mine and id not in theirs}
    if len(mine) == len(theirs):
        found.update((id, (index[to], index[to], 0.0)) for id, to in zip(mine, theirs, strict=True))
        return LayerPairs(_of(ids, found), f"Layer by layer: both networks have {len(mine)} layers.")
    stages = _stages(own, mine), _stages(other, theirs)
    same = [key for key, _ in stages[0]] == [key for key, _ in stages[1]]
    for (_, left), (_, right) in zip(*stages, strict=True) if same else [((0, mine), (0, theirs))]:
        found.update(_by_depth(left, right, index))
    where = f"each of {sum(key is not None for key, _ in stages[0])} stages" if same else "the whole network"
    return LayerPairs(_of(ids, found), f"By relative depth within {where}: {len(mine)} layers against {len(theirs)}.")


def difference_map(a: Floats, b: Floats, onto_a: LayerPairs | None, onto_b: LayerPairs | None) -> NDArray[np.float64]:
    """log10 of B − log10 of A in decades, one row for each row that both have; the pairs bring a network's columns
    under those that are drawn, None where they are these. Equal readings differ by 0, also where both are zero."""
    rows = min(len(a), len(b))
    logs = []
    for values, pairs in ((a, onto_a), (b, onto_b)):
        with np.errstate(divide="ignore", invalid="ignore"):
            log = np.log10(np.asarray(values[:rows], np.float64))
        logs.append(log if pairs is None else pairs.taken(log))
    with np.errstate(invalid="ignore"):
        return np.where(logs[0] == logs[1], 0.0, logs[1] - logs[0])


def _main(graph: NetworkGraph, ids: Sequence[str]) -> list[str]:
    """Those of the layers that are on no shortcut, in order."""
    on = set(graph.main_path)
    return [id for id in ids if id in on]


def _stages(graph: NetworkGraph, ids: Sequence[str]) -> list[tuple[int | None, list[str]]]:
    """Layers by stage, in order; layers without a map, such as the classifier, have None."""
    return [(stage, list(group)) for stage, group in groupby(ids, key=lambda id: graph.calls[id].stage)]


def _by_depth(left: Sequence[str], right: Sequence[str], index: dict[str, int]) -> dict[str, Place]:
    """Places in `right` at the relative depth of each layer of `left`: first under first, last under last."""
    ends = np.linspace(0, len(right) - 1, len(left)) if len(left) > 1 else np.array([(len(right) - 1) / 2])
    places = [(int(end), min(int(end) + 1, len(right) - 1), float(end % 1)) for end in ends]
    return {
        id: (index[right[low]], index[right[high]], part) for id, (low, high, part) in zip(left, places, strict=True)
    }


def _of(ids: Sequence[str], found: dict[str, Place]) -> tuple[Place | None, ...]:
    return tuple(found.get(id) for id in ids)
