"""Gates to any value: which are offered at a place of the picture, and the slider that asks for the value."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal

from explorer.gui.picture.arc_cursor import ArcCursor
from explorer.gui.picture.gate_slider import GateSlider
from explorer.gui.picture.gestures import GestureCanvas
from explorer.gui.picture.menu import Wish
from explorer.gui.picture.sight import Sight
from explorer.wording import tr


class GateAsking(QObject):
    """Emits `wanted` with skips and the gate that they are to have, and `refused` with why none can be asked for."""

    wanted = Signal(tuple, float)
    refused = Signal(str)

    def __init__(self, canvas: GestureCanvas, sight: Sight, cursor: ArcCursor, parent: QObject) -> None:
        super().__init__(parent)
        self._canvas, self._sight, self._cursor = canvas, sight, cursor
        self._open: GateSlider | None = None

    def choices(self, arc: int | None, stage: int | None, place: QPoint) -> list[tuple[str, Wish]]:
        """What a menu at a place of the canvas offers: the gates of the arc there, of the stage there, and all."""
        every = () if self._sight.graph is None else self._sight.graph.skips
        offered = [] if arc is None else [self._of_arc(arc)]
        if stage is not None:
            offered.append((tr("Gates of stage {stage}", stage=stage), tuple(s.id for s in every if s.stage == stage)))
        offered.append((tr("All gates"), tuple(s.id for s in every)))
        return [(tr("{title}…", title=title), partial(self.ask, title, skips, place)) for title, skips in offered]

    def ask_at_cursor(self) -> None:
        """Ask for the gate of the keyboard's skip."""
        self.ask(*self._of_arc(self._cursor.arc()), self._cursor.place())

    def ask(self, title: str, skips: tuple[str, ...], place: QPoint) -> None:
        """Open a slider at a place of the canvas, or say why there is none now."""
        why = self._sight.no_gates()
        if why:
            self.refused.emit(why)
            return
        self.close()
        slider = self._open = GateSlider(title, self._sight.wanted[skips[0]], self._canvas)
        slider.moved.connect(partial(self.wanted.emit, skips))
        slider.destroyed.connect(partial(self._forget, slider))
        slider.open_at(self._canvas.mapToGlobal(place))

    def close(self) -> None:
        """Close the slider that is open."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def _forget(self, slider: GateSlider) -> None:
        if self._open is slider:
            self._open = None

    def _of_arc(self, arc: int) -> tuple[str, tuple[str, ...]]:
        skips = self._cursor.skips(arc)
        return tr("Gate of {skips}", skips=skips[0]) if len(skips) == 1 else tr(
            "Gates of {count} skips", count=len(skips)
        ), skips
