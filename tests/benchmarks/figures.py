"""What the benchmarks measured, for the table at the end."""

from __future__ import annotations

import os
import statistics
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured figure: what it is, its value and the limit it is held to, in words, and how busy the machine was
    (processes waiting for one of its cores, mean of the last minute)."""

    what: str
    value: str
    limit: str
    load: float


FIGURES: list[Figure] = []


def record(what: str, value: str, limit: str) -> None:
    """Put a figure into the table at the end of the run."""
    FIGURES.append(Figure(what, value, limit, os.getloadavg()[0]))


def spread(values: Iterable[float], digits: int = 2) -> str:
    """The median, and all values it is the median of."""
    found = sorted(values)
    return f"{statistics.median(found):.{digits}f} ({', '.join(f'{value:.{digits}f}' for value in found)})"
