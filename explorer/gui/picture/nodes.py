"""What can be pointed at and selected at a level of detail: boxes, layers or calls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from explorer.graph.model import Call
from explorer.gui.picture.detail import Detail
from explorer.gui.picture.drawing import Drawing
from explorer.gui.picture.shown import Shown

APEX = 8.0  # pixels around an arc's apex that stand for the layers on its shortcut


@dataclass(frozen=True)
class Node:
    """One thing on the strip: the box, cell or glyph of this index, from `x0` to `x1` (layers)."""

    kind: Literal["box", "cell", "call"]
    index: int
    x0: float
    x1: float

    @property
    def middle(self) -> float:
        """Its middle (layers)."""
        return (self.x0 + self.x1) / 2


class Nodes:
    """The nodes that `drawing` shows at the moment, left to right."""

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing
        self._found: tuple[Shown | None, str, Node | None] = (None, "", None)

    def all(self) -> list[Node]:
        """Every node, left to right."""
        return sorted(self._every(), key=lambda node: (node.middle, node.index))

    def at(self, x: float, y: float, pixels: float) -> Node | None:
        """The node at a place of the strip (layers × pixels) at this zoom; None where there is none."""
        drawing = self._drawing
        if y < drawing.band.top:
            return None
        lane = drawing.band.lane_at(min(y, drawing.band.bottom - 1e-6))
        if drawing.shown.level == Detail.CALLS:
            return self._call_at(x, lane, pixels)
        box = next((i for i, box in enumerate(drawing.shown.boxes) if box.x0 <= x < box.x1), None)
        if box is not None:
            return self._box(box)
        index = int(np.floor(x + 0.5)) - 1
        if 0 <= index < len(drawing.drawn.cells) and drawing.drawn.cells[index].lane == lane:
            return self._cell(index)
        return None

    def area(self, node: Node, pixels: float) -> QRectF:
        """Where a node is drawn at this zoom, in layers × pixels."""
        band = self._drawing.band
        if node.kind == "call":
            return self._drawing.glyphs.area(node.index, pixels)
        top, bottom = band.top, band.bottom
        if node.kind == "cell":
            top = band.y(self._drawing.drawn.cells[node.index].lane)
            bottom = top + band.height
        return QRectF(node.x0, top, node.x1 - node.x0, bottom - top)

    def calls(self, node: Node, calls: Mapping[str, Call]) -> tuple[str, ...]:
        """Ids of the calls that a node stands for, in topological order; `calls` are the network's."""
        if node.kind == "cell":
            return (self._drawing.drawn.cells[node.index].call,)
        if node.kind == "call":
            return (self._drawing.glyphs.glyphs[node.index].call,)
        box = self._drawing.shown.boxes[node.index]
        return tuple(call.id for call in calls.values() if box.holds(call))

    def title(self, node: Node) -> str:
        """The title of a box; empty for any other node."""
        return self._drawing.shown.boxes[node.index].titles[0] if node.kind == "box" else ""

    def of(self, call: str) -> Node | None:
        """The node that stands for a call: the box or layer next to one that is not drawn itself, none for the layers
        on a shortcut, which their arc carries. The last answer is kept: a ring asks at every frame of a pan."""
        shown = self._drawing.shown
        if self._found[0] is not shown or self._found[1] != call:
            self._found = (shown, call, self._look_for(call))
        return self._found[2]

    def _look_for(self, call: str) -> Node | None:
        drawing = self._drawing
        x = next((g.x for group in (drawing.drawn.glyphs, drawing.drawn.cells) for g in group if g.call == call), None)
        every = self.all()
        if x is None or not every:
            return None
        if drawing.shown.level == Detail.CALLS:
            return next((n for n in every if drawing.glyphs.glyphs[n.index].call == call), None)
        return min(every, key=lambda n: (max(n.x0 - x, x - n.x1, 0.0), abs(n.middle - x)))

    def apex(self, call: str, pixels: float) -> QRectF | None:
        """Where an arc carries this layer of its shortcut, in layers × pixels; None where none does."""
        drawing = self._drawing
        arcs = drawing.drawn.arcs
        member = next((i for i, arc in enumerate(arcs) if any(cell.call == call for cell in arc.cells)), None)
        arc = None if member is None else drawing.shown.arc_of(member)
        if arc is None:
            return None
        shapes = drawing.arcs.shapes
        area = QRectF(0, 0, 2 * APEX / pixels, 2 * APEX)
        area.moveCenter(QPointF(float(shapes.middle[arc]), float(shapes.base - shapes.height[arc])))
        return area

    def place(self, call: str) -> float | None:
        """Where a call stands (layers); None where the layout does not know it."""
        drawn = self._drawing.drawn
        arcs = (cell for arc in drawn.arcs for cell in arc.cells)
        return next(
            (each.x for group in (drawn.glyphs, drawn.cells, arcs) for each in group if each.call == call), None
        )

    def _every(self) -> Iterator[Node]:
        shown = self._drawing.shown
        if shown.level == Detail.CALLS:
            yield from (self._call(i) for i in range(len(self._drawing.glyphs.glyphs)))
            return
        yield from (self._box(i) for i in range(len(shown.boxes)))
        yield from (self._cell(i) for i in np.flatnonzero(~shown.boxed).tolist())

    def _box(self, index: int) -> Node:
        box = self._drawing.shown.boxes[index]
        return Node("box", index, box.x0, box.x1)

    def _cell(self, index: int) -> Node:
        x = self._drawing.drawn.cells[index].x
        return Node("cell", index, x - 0.5, x + 0.5)

    def _call(self, index: int) -> Node:
        x = self._drawing.glyphs.glyphs[index].x
        return Node("call", index, x, x)

    def _call_at(self, x: float, lane: int | None, pixels: float) -> Node | None:
        glyphs = self._drawing.glyphs.glyphs
        near = [i for i, glyph in enumerate(glyphs) if glyph.lane == lane and abs(glyph.x - x) <= 1.0]
        if not near:
            return None
        best = min(near, key=lambda i: abs(glyphs[i].x - x))
        area = self._drawing.glyphs.area(best, pixels)
        spare = 3.0 / pixels
        return self._call(best) if area.left() - spare <= x <= area.right() + spare else None
