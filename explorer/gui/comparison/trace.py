"""What a panel of a comparison draws, as data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from explorer.gui.plots.scale import Range

Axis = NDArray[np.float64]
_NONE: Axis = np.empty(0)


@dataclass(frozen=True)
class Dot:
    """One run at a point. A hollow one is in no mean."""

    x: float
    y: float
    run_id: str
    text: str
    hollow: bool = False


@dataclass(frozen=True)
class Trace:
    """A line with its band and marks, on the axes' own scale. `detail` says more of each point, for people; `run_id`
    is the run of a line that is one run's."""

    label: str
    color: QColor
    x: Axis = field(default_factory=lambda: _NONE, compare=False)
    y: Axis = field(default_factory=lambda: _NONE, compare=False)
    low: Axis = field(default_factory=lambda: _NONE, compare=False)
    high: Axis = field(default_factory=lambda: _NONE, compare=False)
    bold: bool = True
    dashed: bool = False
    dots: tuple[Dot, ...] = ()
    detail: tuple[str, ...] = ()
    run_id: str = ""


@dataclass(frozen=True)
class Scale:
    """One axis: its title, what is logarithmic is log10 already; `ticks` are places with labels, empty for numbers.
    `text` writes a value for people, `tick_text` one at a tick."""

    title: str
    shown: Range = (0.0, 1.0)
    log: bool = False
    ticks: tuple[tuple[float, str], ...] = ()
    text: Callable[[float], str] = field(default=lambda value: f"{value:g}", compare=False)
    tick_text: Callable[[float], str] | None = field(default=None, compare=False)
