"""How the plots are drawn, as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

XMode = Literal["step", "epoch", "time"]
MODES: tuple[XMode, ...] = get_args(XMode)
HALF_LIVES = (0, 1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 200, 500)


@dataclass(frozen=True)
class PlotOptions:
    """`half_life` of the average in steps (0: none), one of HALF_LIVES."""

    x: XMode = "step"
    log_y: bool = False
    half_life: int = 7
