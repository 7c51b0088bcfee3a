"""Lines over one x axis."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from explorer.choices.figure import FIGURES, Figure, FigureKind, later
from explorer.typed import Numbers


@dataclass(frozen=True)
class Series:
    """One line: x and y of shape (n,), a band `low` … `high` of that shape, or empty ones. `dashed`: a reference."""

    label: str
    x: Numbers
    y: Numbers
    low: Numbers = field(default_factory=lambda: np.empty(0))
    high: Numbers = field(default_factory=lambda: np.empty(0))
    dashed: bool = False


@dataclass(frozen=True, kw_only=True)
class Lines(Figure):
    """Lines over one x axis."""

    series: tuple[Series, ...]
    log_x: bool = False
    log_y: bool = False
    kind: str = "lines"

    def fits(self) -> bool:
        """Whether x, y and a band have as many values."""
        return all(s.x.ndim == 1 and _alike(s.x, s.y, s.low, s.high) for s in self.series)


def _alike(x: Numbers, y: Numbers, *bands: Numbers) -> bool:
    return y.shape == x.shape and all(band.shape in (x.shape, (0,)) for band in bands)


FIGURES.register(
    FigureKind(
        name="lines",
        about="Lines over one x axis, with bands",
        record=Lines,
        view=later("explorer.gui.analyses.lines_view", "LinesView"),
    )
)
