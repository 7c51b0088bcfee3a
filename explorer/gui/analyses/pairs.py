"""Which figures of A and B belong on one plot, in which order their labels stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from explorer.gui.theme import SIDES, Side
from explorer.runs.analysis import AnalysisResult, Figure


def paired(results: Mapping[Side, AnalysisResult]) -> list[dict[Side, Figure]]:
    """Figures of one kind and equal id together, A's before B's; in A's order, then what only B has."""
    found: dict[tuple[str, str], dict[Side, Figure]] = {}
    for side in SIDES:
        for figure in results[side].figures if side in results else ():
            found.setdefault((figure.kind, figure.id), {})[side] = figure
    return list(found.values())


def merged(orders: Iterable[Sequence[str]]) -> list[str]:
    """All labels once, each after the one it follows in its own order."""
    found: list[str] = []
    for labels in orders:
        place = 0
        for label in labels:
            if label in found:
                place = found.index(label) + 1
            else:
                found.insert(place, label)
                place += 1
    return found
