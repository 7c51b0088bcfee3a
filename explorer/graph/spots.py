"""What stands on the strip, as data: cells, calls, wires, blocks, arcs, frames. Places are numbers on its one axis."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.graph.model import SkipKind


@dataclass(frozen=True)
class Cell:
    """A weighted layer at `x`. `column` is its index in `graph.layers`, None where it does not run.

    `lane` counts parallel branches downwards; the main path is lane 0."""

    call: str
    x: float
    column: int | None
    lane: int = 0


@dataclass(frozen=True)
class Glyph:
    """A call as drawn at the level of calls: weighted ones stand at their cell, the others between cells."""

    call: str
    x: float
    lane: int = 0


@dataclass(frozen=True)
class Wire:
    """Data that flows from (x0, lane0) to (x1, lane1) other than from one cell to the next of its lane."""

    x0: float
    lane0: int
    x1: float
    lane1: int


@dataclass(frozen=True)
class Box:
    """A block (or `repeat` equal blocks in a row) from `x0` to `x1`, drawn as one where layers are too small.

    `title` is for people ("Bottleneck ×3"); `paths` are the modules folded into it; `skips` are the ids of the
    skips that lie within: its arc tells how many of them are on. `stage` as in Call.
    """

    title: str
    paths: tuple[str, ...]
    x0: float
    x1: float
    repeat: int
    skips: tuple[str, ...]
    stage: int | None = None


@dataclass(frozen=True)
class Arc:
    """A skip from foot `x0` to foot `x1`; a foot between the cells 3 and 4 stands at 3.5.

    `level` is 0 for an arc that encloses no other, else one more than the highest that it encloses.
    `cells` are the projection's layers, spread evenly under the arc.
    """

    skip: str
    kind: SkipKind
    x0: float
    x1: float
    level: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class StageFrame:
    """The cells of one resolution, from `x0` to `x1`; `size` is its map's height × width, such as "32×32"."""

    stage: int
    x0: float
    x1: float
    size: str
