"""Where the tiles of a film stand: pure numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from explorer.desk.film_state import FilmSide
from explorer.desk.sides import SIDES, Side
from explorer.graph.frames import Frame

GAP, BETWEEN = 1.0, 8.0  # pixels: between tiles, between A and B
LEFT, RIGHT = 26.0, 6.0  # room for the badge, and at the right
LARGEST = 96.0
Place = Callable[[Side, float], float | None]
"""Where a place of a side's picture is, in pixels of the film; None where the picture is not above the film."""


@dataclass(frozen=True)
class Tile:
    """A channel of a frame, `row` counted within its side, on screen."""

    side: Side
    frame: int
    row: int
    area: QRectF


def tiles(sides: Mapping[Side, FilmSide], rows: int, place: Place, width: float, height: float) -> list[Tile]:
    """Every tile, A's above B's: under its block in the picture or, where that is not above, spread evenly."""
    room = (height - BETWEEN) / (rows * len(SIDES))
    found = []
    for at, side in enumerate(SIDES):
        frames = sides[side].frames if side in sides else ()
        top = at * (rows * room + BETWEEN)
        for number, (x0, x1) in enumerate(_columns(side, frames, place, width)):
            size = max(2.0, min(x1 - x0, room, LARGEST) - GAP)
            left = (x0 + x1 - size) / 2
            found += [Tile(side, number, row, QRectF(left, top + row * room, size, size)) for row in range(rows)]
    return found


def _columns(side: Side, frames: Sequence[Frame], place: Place, width: float) -> list[tuple[float, float]]:
    ends = [(place(side, frame.x0), place(side, frame.x1)) for frame in frames]
    known = [(x0, x1) for x0, x1 in ends if x0 is not None and x1 is not None]
    if len(known) == len(frames):
        return known
    each = (width - LEFT - RIGHT) / max(1, len(frames))
    return [(LEFT + i * each, LEFT + (i + 1) * each) for i in range(len(frames))]
