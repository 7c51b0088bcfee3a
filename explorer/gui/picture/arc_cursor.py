"""The keyboard's cursor among the arcs, and what a click on one asks for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF

from explorer.desk.switching import switch_text, wanted
from explorer.gui.picture.gestures import GestureCanvas
from explorer.gui.picture.sight import Sight
from explorer.wording import tr


class ArcCursor:
    """Stands at a skip, so that it keeps its place when another level of detail draws other arcs."""

    def __init__(self, canvas: GestureCanvas, sight: Sight) -> None:
        self._canvas, self._sight = canvas, sight
        self._member = 0
        self._ring = False

    def show(self, ring: bool | None = None) -> None:
        """Ring its arc from now on, or no longer; None: as before."""
        self._ring = self._ring if ring is None else ring
        shown = self.arc() if self._ring and self._canvas.arcs.arcs else None
        self._canvas.arcs.set_marked(self._canvas.arcs.hovered, shown)

    def move(self, by: int) -> str:
        """Go so many arcs to the right, bring that arc into view, and return what it is told."""
        arcs = self._canvas.arcs.arcs
        arc = arcs[max(0, min(self.arc() + by, len(arcs) - 1))]
        self._member = arc.members[0]
        self._canvas.show_between(arc.x0, arc.x1)
        self.show()
        return self._sight.arc_told(arc.members, tr("Space"))

    def toggled(self, arcs: Sequence[int] | None = None) -> tuple[str, ...]:
        """The skips to switch for a click on these arcs (None: on the cursor's), which the cursor moves to.

        An arc of several skips switches those that are off; where all are on, all."""
        chosen = [self.arc()] if arcs is None else list(arcs)
        every = self._canvas.arcs.arcs
        self._member = every[chosen[-1]].members[0]
        self.show()
        skips = (self._sight.skips(every[arc].members) for arc in chosen)
        return tuple(skip for many in skips for skip in wanted(many, self._sight.gates))

    def place(self) -> QPoint:
        """Where its arc is highest, in the canvas, once it is in view; the middle where there is no arc."""
        canvas, shapes, arc = self._canvas, self._canvas.arcs.shapes, self.arc()
        if not canvas.arcs.arcs:
            return canvas.rect().center()
        self.move(0)
        apex = QPointF(shapes.middle[arc], shapes.base - shapes.height[arc])
        return canvas.mapFromScene(canvas.strip.mapViewToScene(apex)) + QPoint(0, 1)

    def skips(self, arc: int | None = None) -> tuple[str, ...]:
        """The skips of an arc; None: of the cursor's, none where there is no arc."""
        arcs = self._canvas.arcs.arcs
        return self._sight.skips(arcs[self.arc() if arc is None else arc].members) if arcs else ()

    def label(self, arc: int) -> str:
        """What a menu calls a click on this arc."""
        text = switch_text(self.skips(arc), self._sight.gates)
        return text[0].upper() + text[1:]

    def arc(self) -> int:
        """The arc that stands for the cursor's skip."""
        return self._canvas.drawing.shown.arc_of(self._member) or 0
