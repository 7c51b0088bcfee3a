"""Which figures of A and B belong on one plot, in which order their labels stand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from explorer.choices.figure import Figure
from explorer.choices.figures.bars import Bars
from explorer.desk.sides import SIDES, Side
from explorer.runs.analysis import AnalysisResult

_NUMBERS = re.compile(r"\d+")


def paired(results: Mapping[Side, AnalysisResult]) -> dict[tuple[str, ...], dict[Side, Figure]]:
    """Figures of one kind and id together, A's before B's; in A's order, then what only B has. Axes in other units (a
    result of an earlier version) stay apart."""
    found: dict[tuple[str, ...], dict[Side, Figure]] = {}
    for side in SIDES:
        for figure in results[side].figures if side in results else ():
            key: tuple[str, ...] = (figure.kind, figure.id)
            if any(other.units != figure.units for other in found.get(key, {}).values()):
                key += (side,)
            found.setdefault(key, {})[side] = figure
    return found


def merged(orders: Sequence[Sequence[str]]) -> list[str] | None:
    """All labels once, in an order that agrees with every given one; None where there is no such order. What is free
    is ordered by the numbers in the labels: 1.3 before 2.1."""
    import networkx as nx  # 0.2 s, which the window has no time for before its first paint

    follows: nx.DiGraph[str] = nx.DiGraph()
    place: dict[str, tuple[list[int], float]] = {}
    for labels in orders:
        nx.add_path(follows, labels)
        for at, label in enumerate(labels):
            place.setdefault(label, ([int(number) for number in _NUMBERS.findall(label)], at / len(labels)))
    try:
        return list(nx.lexicographical_topological_sort(follows, key=lambda label: place[label]))
    except nx.NetworkXUnfeasible:
        return None


def on_one_axis(figures: Mapping[Side, Bars]) -> tuple[dict[Side, Bars], list[str]]:
    """Bars with the labels of one axis for all of them. Where no order of the labels holds for both networks, each has
    a part of the axis to itself, its labels led by its letter."""
    labels = merged([bars.labels for bars in figures.values()])
    if labels is not None:
        return dict(figures), labels
    apart = {
        side: replace(bars, labels=tuple(f"{side} {name}" for name in bars.labels)) for side, bars in figures.items()
    }
    return apart, [label for bars in apart.values() for label in bars.labels]
