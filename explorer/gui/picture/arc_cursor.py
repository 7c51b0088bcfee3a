"""The keyboard's cursor among the arcs, and what a click on one asks for."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.gui.picture.gestures import GestureCanvas
from explorer.gui.picture.sight import Sight


class ArcCursor:
    """Stands at a skip, so that it keeps its place when another level of detail draws other arcs."""

    def __init__(self, canvas: GestureCanvas, sight: Sight) -> None:
        self._canvas, self._sight = canvas, sight
        self._member = 0
        self._ring = False

    def show(self, ring: bool | None = None) -> None:
        """Ring its arc from now on, or no longer; None: as before."""
        self._ring = self._ring if ring is None else ring
        shown = self._arc() if self._ring and self._canvas.arcs.arcs else None
        self._canvas.arcs.set_marked(self._canvas.arcs.hovered, shown)

    def move(self, by: int) -> str:
        """Go so many arcs to the right, bring that arc into view, and return what it is told."""
        arcs = self._canvas.arcs.arcs
        arc = arcs[max(0, min(self._arc() + by, len(arcs) - 1))]
        self._member = arc.members[0]
        self._canvas.show_between(arc.x0, arc.x1)
        self.show()
        return self._sight.arc_text(arc.members)

    def toggled(self, arcs: Sequence[int] | None = None) -> tuple[str, ...]:
        """The skips to switch for a click on these arcs (None: on the cursor's), which the cursor moves to.

        An arc of several skips switches those that are off; where all are on, all."""
        chosen = [self._arc()] if arcs is None else list(arcs)
        every = self._canvas.arcs.arcs
        self._member = every[chosen[-1]].members[0]
        self.show()
        wanted: list[str] = []
        for arc in chosen:
            skips = self._sight.skips(every[arc].members)
            off = tuple(skip for skip in skips if not self._sight.gates[skip] > 0)
            wanted += (off or skips) if len(skips) > 1 else skips
        return tuple(wanted)

    def label(self, arc: int) -> str:
        """What a menu calls a click on this arc."""
        skips = self._sight.skips(self._canvas.arcs.arcs[arc].members)
        on = all(self._sight.gates[skip] > 0 for skip in skips)
        what = skips[0] if len(skips) == 1 else f"these {len(skips)} skips"
        return f"Switch {what} {'off' if on else 'on'}"

    def _arc(self) -> int:
        """The arc that stands for the cursor's skip."""
        return self._canvas.drawing.shown.arc_of(self._member) or 0
