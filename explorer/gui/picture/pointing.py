"""What is under the pointer: told in a tooltip and to the window, with the pointer that fits."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, Qt, Signal

from explorer.gui.picture.arc_cursor import ArcCursor
from explorer.gui.picture.gestures import GestureCanvas
from explorer.gui.picture.pointers import intervention_pointer
from explorer.gui.picture.selection import Selection
from explorer.gui.picture.sight import Sight, step_at, text_at
from explorer.gui.widgets.theme import DARK, Theme


class Pointing(QObject):
    """Emits `hovered` with the text of what the pointer is over, and `step_hovered` with its step, None for none.
    `renew` tells anew what has changed under a pointer that stands still."""

    hovered = Signal(str)
    step_hovered = Signal(object)

    def __init__(self, canvas: GestureCanvas, sight: Sight, selection: Selection, cursor: ArcCursor) -> None:
        super().__init__(canvas)
        self._canvas, self._sight, self._selection, self._cursor = canvas, sight, selection, cursor
        self._position: QPointF | None = None
        self.theme: Theme = DARK
        canvas.pointed.connect(self._point)

    def renew(self) -> None:
        """Tell what is under the pointer as it is now; free where nothing is, or that was told already."""
        if self._canvas.drawing.drawn is not self._sight.drawn:  # a network is being exchanged
            return
        position = self._position
        text = "" if position is None else text_at(self._canvas, self._selection.nodes, self._sight, position)
        if text != self._canvas.tip:
            self._canvas.tell(text)
            self.hovered.emit(text)
        self._show_pointer()

    def _point(self, position: QPointF | None) -> None:
        self._position = position
        self.renew()
        self.step_hovered.emit(None if position is None else step_at(self._canvas, position))

    def _show_pointer(self) -> None:
        arc = None if self._position is None else self._canvas.arc_at(self._position)
        if arc is None:
            self._canvas.set_pointer(None)
        elif self._sight.obstacle(self._cursor.skips(arc)):
            self._canvas.set_pointer(Qt.CursorShape.ForbiddenCursor)
        elif self._sight.moment == "edit":
            self._canvas.set_pointer(Qt.CursorShape.PointingHandCursor)
        else:
            self._canvas.set_pointer(intervention_pointer(self.theme, self._canvas.devicePixelRatioF()))
