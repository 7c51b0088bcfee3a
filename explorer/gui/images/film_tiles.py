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

Span = tuple[float, float]
"""Where a side's picture begins and ends, in pixels of the film."""


@dataclass(frozen=True)
class Tile:
    """A channel of a frame, `row` counted within its side, on screen."""

    side: Side
    frame: int
    row: int
    area: QRectF


def side_rooms(spans: Mapping[Side, Span], width: float, height: float) -> dict[Side, QRectF]:
    """The room of each side: A's above B's, or side by side under pictures that stand so."""
    if len(spans) == len(SIDES) and spans["A"][1] <= spans["B"][0]:
        return {side: QRectF(left, 0, right - left, height) for side, (left, right) in spans.items()}
    half = (height - BETWEEN) / len(SIDES)
    return {side: QRectF(0, at * (half + BETWEEN), width, half) for at, side in enumerate(SIDES)}


def tiles(sides: Mapping[Side, FilmSide], rows: int, place: Place, rooms: Mapping[Side, QRectF]) -> list[Tile]:
    """Every tile in the room of its side: under its block in the picture or, where that is not above, spread evenly."""
    beside = len({inside.top() for inside in rooms.values()}) == 1
    found = []
    for side, inside in rooms.items():
        frames = sides[side].frames if side in sides else ()
        room, top = inside.height() / rows, inside.top()
        for number, (x0, x1) in enumerate(_columns(side, frames, place, inside.width())):
            if beside and not inside.left() <= (x0 + x1) / 2 <= inside.right():
                continue  # zoomed out of its own picture, into the other's
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
