"""Where the arcs run, and which of them a pointer means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QPainterPath

Doubles = NDArray[np.float64]
LOWEST, PER_LAYER, PER_LEVEL = 40.0, 6.0, 13.0  # heights in pixels
FAN = 0.45  # where nested arcs want more than there is: the lowest one's share of the room
_T = np.linspace(0.0, 1.0, 25)
_ALONG = 3 * _T**2 - 2 * _T**3  # x of the cubic with both control points right above its ends
_ABOVE = 4 * (_T - _T**2)  # y of the same cubic, 1 at the apex


class Spanned(Protocol):
    """What an arc's shape depends on: where it starts and ends (in layers) and how deep it is nested."""

    @property
    def x0(self) -> float:
        """Start."""
        ...

    @property
    def x1(self) -> float:
        """End."""
        ...

    @property
    def level(self) -> int:
        """How many arcs it encloses."""
        ...


class ArcShapes:
    """The arcs' curves: x in layers, y in pixels downwards from the strip's top; `base` is where they stand.

    Heights grow with an arc's width and nesting but never past `ceiling` (y of the highest apex allowed): arcs
    nested deeper than that fan out evenly over the room.
    """

    def __init__(self, arcs: Sequence[Spanned], base: float, ceiling: float) -> None:
        self.base = base
        self.x0: Doubles = np.array([arc.x0 for arc in arcs], np.float64)
        self.x1: Doubles = np.array([arc.x1 for arc in arcs], np.float64)
        level = np.array([arc.level for arc in arcs], np.float64)
        width = self.x1 - self.x0
        wanted = LOWEST + PER_LAYER * np.sqrt(np.maximum(width, 0)) + PER_LEVEL * level
        self.nested = bool(level.any())
        self.height: Doubles = _fitted(wanted, base - ceiling, self.nested)
        self.middle: Doubles = (self.x0 + self.x1) / 2
        self._paths: dict[int, QPainterPath] = {}

    def __len__(self) -> int:
        return len(self.x0)

    def visible(self, low: float, high: float) -> NDArray[np.intp]:
        """Indices of the arcs that reach into low … high (layers)."""
        return np.flatnonzero((self.x1 >= low) & (self.x0 <= high))

    def path(self, index: int) -> QPainterPath:
        """One arc in layers × pixels: from the apex down both sides, so that dashes are symmetric. Kept once made."""
        path = self._paths.get(index)
        if path is None:
            path = self._paths[index] = QPainterPath()
            middle, height = self.middle[index], self.height[index]
            for foot in (self.x0[index], self.x1[index]):
                path.moveTo(middle, self.base - height)
                path.cubicTo(
                    (foot + middle) / 2, self.base - height, foot, self.base - height * 2 / 3, foot, self.base
                )  # fmt: skip
        return path

    def nearest(self, x: float, y: float, pixels_per_layer: float, tolerance: float) -> int | None:
        """The arc nearest to a point (x in layers, y in pixels), None where none is within `tolerance` pixels."""
        reach = tolerance / pixels_per_layer
        near = self.visible(x - reach, x + reach)
        if not len(near):
            return None
        x0, x1 = self.x0[near, None], self.x1[near, None]
        points = np.stack(
            [(x0 + (x1 - x0) * _ALONG - x) * pixels_per_layer, self.base - self.height[near, None] * _ABOVE - y], -1
        )
        distance = _to_segments(points)
        # arcs share their ends: of equally near ones the pointer means the one it is over
        distance += 1e-3 * np.abs(self.middle[near] - x) * pixels_per_layer
        best = int(distance.argmin())
        return int(near[best]) if distance[best] <= tolerance * 1.1 else None


def _fitted(wanted: Doubles, room: float, nested: bool) -> Doubles:
    """Heights within `room`, in the order of those wanted."""
    if not nested or wanted.max() <= room:
        return np.minimum(wanted, room)
    lowest = min(float(wanted.min()), room * FAN)
    return lowest + (room - lowest) * (wanted - wanted.min()) / max(float(np.ptp(wanted)), 1e-9)


def _to_segments(points: Doubles) -> Doubles:
    """Distance of the origin to polylines, shape (arcs, points, 2) → (arcs,)."""
    start, step = points[:, :-1], np.diff(points, axis=1)
    length = np.maximum((step**2).sum(-1), 1e-12)
    along = np.clip(-(start * step).sum(-1) / length, 0, 1)
    nearest = start + along[..., None] * step
    return np.sqrt((nearest**2).sum(-1)).min(axis=1)
