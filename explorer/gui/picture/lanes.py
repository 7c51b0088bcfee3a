"""Where the lanes of parallel branches stand: cells stacked below the arcs, lower where there are many."""

from __future__ import annotations

from dataclasses import dataclass

ARCS = 77.0  # pixels above the cells: labels and arcs
LABELS = 27.0  # pixels above the cells where there are no arcs
CELL, FOOT = 26.0, 9.0  # pixels: the height of the only lane's cells, and the frame's below the cells
HIGHEST_BAND = 96.0  # pixels that any number of lanes shares
NESTED, NESTED_MOST = 9.0, 36.0  # pixels more for the arcs: for each nesting level, and at most


@dataclass(frozen=True)
class Band:
    """The rows that cells stand in: lane k from `y(k)`, `height` pixels high; `pitch` from lane to lane."""

    lanes: int
    top: float
    height: float
    pitch: float

    @property
    def bottom(self) -> float:
        """The last lane's lower edge."""
        return self.top + self.pitch * (self.lanes - 1) + self.height

    def y(self, lane: int) -> float:
        """A lane's upper edge."""
        return self.top + self.pitch * lane

    def middle(self, lane: int) -> float:
        """A lane's middle."""
        return self.y(lane) + self.height / 2

    def lane_at(self, y: float) -> int | None:
        """The lane at a height, the gap below it included; None above and below the cells."""
        return min(int((y - self.top) / self.pitch), self.lanes - 1) if self.top <= y < self.bottom else None

    def inside(self, above: float, below: float) -> Band:
        """The same lanes, squeezed into the room that is left `above` pixels from the top, `below` from the bottom."""
        room = self.bottom - self.top - above - below
        return stacked(self.lanes, self.top + above, room)


def stacked(lanes: int, top: float, room: float) -> Band:
    """Lanes that share `room` pixels; between them a seventh of their height, at most 4 pixels."""
    height = room / (lanes + (lanes - 1) / 7)
    gap = min(height / 7, 4.0)
    height = (room - gap * (lanes - 1)) / lanes
    return Band(lanes, top, height, height + gap)


def band(lanes: int, nesting: int = 1) -> Band:
    """The band below the arcs for this many lanes, under arcs of this many nesting levels (0: there are none): one
    lane is 26 pixels high, four are 92."""
    lanes = max(lanes, 1)
    if lanes == 1 and nesting == 0:
        nesting = 1  # a plain network stands as high as the same one with skips
    top = ARCS + min(NESTED * (nesting - 1), NESTED_MOST) if nesting else LABELS
    if lanes == 1:
        return Band(1, top, CELL, CELL)
    return stacked(lanes, top, min(CELL + 22.0 * (lanes - 1), HIGHEST_BAND))
