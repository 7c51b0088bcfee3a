"""The two places of the window in which a network stands."""

from __future__ import annotations

from typing import Literal

Side = Literal["A", "B"]
SIDES: tuple[Side, Side] = ("A", "B")
