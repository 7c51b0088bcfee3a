"""Results of analyses made by hand, as an engine would send them."""

from __future__ import annotations

import numpy as np

from explorer.choices.figure import Figure
from explorer.choices.figures.bars import Bars
from explorer.choices.figures.lines import Lines, Series
from explorer.choices.figures.surface import Surface
from explorer.runs.analysis import AnalysisResult


def lines(factor: float = 1.0, *, log_y: bool = True) -> Lines:
    """Two lines falling with depth, the second with a band, and a reference that does not depend on `factor`."""
    x = np.arange(1.0, 11.0)
    y = factor * 10.0**-x
    series = (
        Series("he", x, y),
        Series("xavier", x, y / 3, y / 5, y / 2),
        Series("white noise", x, np.full(10, 1e-6), dashed=True),
    )
    return Lines(id="profile", title="Gradient at step 0", x_label="layer", y_label="gradient RMS", series=series,
                 log_y=log_y)  # fmt: skip


def bars(values: tuple[float, ...] = (0.8, 0.3, 0.1), *, skips: bool = True) -> Bars:
    """One bar for each of skip1, skip2 …"""
    names = tuple(f"skip{n}" for n in range(1, len(values) + 1))
    return Bars(id="residual", title="Error after dropping a block", x_label="block", y_label="test error",
                labels=tuple(str(n) for n in range(1, len(values) + 1)), values=np.array(values),
                skips=names if skips else (), baseline=0.05)  # fmt: skip


def bowl(steep: float = 1.0, *, count: int = 11) -> Surface:
    """steep · (x² + y²) + 0.1 over −1 … 1."""
    x = np.linspace(-1, 1, count)
    return Surface(id="landscape", title="Loss around the weights", x_label="direction 1", y_label="direction 2",
                   z_label="loss", x=x, y=x, z=steep * np.add.outer(x**2, x**2) + 0.1, log_z=True)  # fmt: skip


def squares(count: int = 4) -> Surface:
    """A matrix of row + column, its diagonal missing."""
    at = np.arange(float(count))
    z = np.add.outer(at, at)
    np.fill_diagonal(z, np.nan)
    labels = tuple(f"block {n}" for n in range(1, count + 1))
    return Surface(id="pairs", title="Two blocks dropped", x_label="first", y_label="second", z_label="error", x=at,
                   y=at, z=z, matrix=True, labels=labels)  # fmt: skip


def result(*figures: Figure, analysis: str = "lesion", sentences: tuple[str, ...] = ("It holds.",)) -> AnalysisResult:
    """A result of these figures."""
    return AnalysisResult(analysis=analysis, network="resnet-20", settings={}, figures=figures, sentences=sentences,
                          made="2026-01-02T03:04:05+00:00", seconds=1.5)  # fmt: skip
