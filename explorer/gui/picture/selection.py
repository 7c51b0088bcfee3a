"""The selected node of a picture: found by pointer, keyboard or name, ringed, and told."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QPointF, Signal

from explorer.graph.model import Call
from explorer.gui.picture.detail import Detail
from explorer.gui.picture.gestures import GestureCanvas
from explorer.gui.picture.nodes import Node, Nodes

CENTRAL = 0.8  # of the view; what is shown by name and stands beside that is brought to the middle


class Selection(QObject):
    """Keeps which calls are selected, over every level of detail, and the ring around what stands for them.

    `changed` carries the ids of the selected calls: one, all of a box, or none.
    """

    changed = Signal(object)

    def __init__(self, canvas: GestureCanvas, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.nodes = Nodes(canvas.drawing)
        self.calls: tuple[str, ...] = ()
        self._canvas = canvas
        self._known: Mapping[str, Call] = {}
        canvas.moved.connect(self._show_ring)
        canvas.shown_changed.connect(self._show_ring)

    def set_calls(self, known: Mapping[str, Call]) -> None:
        """The network on show has these calls; a selection that is not among them ends."""
        self._known = known
        if not all(call in known for call in self.calls):
            self._select(())
        self._show_ring()

    def node_at(self, position: QPointF) -> Node | None:
        """The node at a canvas position."""
        at = self._canvas.strip_at(position)
        return None if at is None else self.nodes.at(at.x(), at.y(), self._canvas.pixels_per_layer)

    def pick(self, position: QPointF) -> None:
        """Select the node at a canvas position; none where the strip has none. Elsewhere nothing changes."""
        if self._canvas.strip_at(position) is not None:
            node = self.node_at(position)
            self._select(() if node is None else self.nodes.calls(node, self._known))

    def open(self, position: QPointF) -> None:
        """Zoom into the node at a canvas position until its parts show; beside the nodes show everything."""
        node = self.node_at(position)
        if node is None:
            self._canvas.fit()
        else:
            at = self._canvas.strip_at(position)
            self._canvas.look_into(node.x0, node.x1, node.middle if at is None else at.x())

    def place(self) -> float | None:
        """Where the selection stands (layers), if it is in view."""
        x = self.nodes.place(self.calls[0]) if self.calls else None
        low, high = self._canvas.strip.viewRange()[0]
        return x if x is not None and low <= x <= high else None

    def step(self, by: int) -> Node | None:
        """Select the node `by` places further right and bring it into view; from none, the first or last in view."""
        every = self.nodes.all()
        if not every:
            return None
        now = self.nodes.of(self.calls[0]) if self.calls else None
        if now is None:
            low, high = self._canvas.strip.viewRange()[0]
            seen = [i for i, node in enumerate(every) if low <= node.middle <= high]
            place = (seen or [0])[0 if by > 0 else -1]
        else:
            place = min(max(every.index(now) + by, 0), len(every) - 1)
        node = every[place]
        self._canvas.show_between(node.x0, node.x1)
        self._select(self.nodes.calls(node, self._known))
        return node

    def show_call(self, call: str) -> None:
        """Select a call, zooming and scrolling until it is drawn and in view; KeyError for an unknown one.

        What the picture has no place for (a shortcut's padding, arithmetic with sizes) is selected where the view is.
        """
        known, x = self._known[call], self.nodes.place(call)
        if x is not None:
            self._bring(x, Detail.LAYERS if known.weight is not None else Detail.CALLS)
        self._select((call,))

    def _bring(self, x: float, wanted: Detail) -> None:
        """Zoom and scroll until x (layers) is in view at this level of detail, where the network has it."""
        canvas = self._canvas
        if canvas.level < wanted and wanted in canvas.details.available:
            if canvas.chosen is not None:
                canvas.chosen = wanted
            canvas.show_at(x, max(canvas.pixels_per_layer, canvas.details.pixels_for(wanted)))
            canvas.show_detail()
        low, high = canvas.strip.viewRange()[0]
        if abs(x - (low + high) / 2) > CENTRAL / 2 * (high - low):
            canvas.strip.translateBy(x=x - (low + high) / 2)

    def _select(self, calls: tuple[str, ...]) -> None:
        if calls != self.calls:
            self.calls = calls
            self._show_ring()
            self.changed.emit(calls)

    def _show_ring(self) -> None:
        pixels = self._canvas.pixels_per_layer
        area = None
        if self.calls:
            node = self.nodes.of(self.calls[0])
            area = self.nodes.apex(self.calls[0], pixels) if node is None else self.nodes.area(node, pixels)
        self._canvas.drawing.ring.set_area(area)
