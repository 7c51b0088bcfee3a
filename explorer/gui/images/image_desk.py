"""The dock of one image, the model behind it, and the pictures that its film lies under."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from PySide6.QtCore import QObject, QPointF, Qt, QTimer

from explorer.desk.film_state import FilmState
from explorer.desk.navigation import Navigation
from explorer.desk.sides import Side
from explorer.desk.watching import CHANNELS, Watching
from explorer.desk.workbench import Workbench
from explorer.engine.commands import Command
from explorer.gui.images.film_tiles import Span
from explorer.gui.images.images_dock import ImagesDock
from explorer.gui.picture.canvas import Canvas
from explorer.gui.picture.network_view import NetworkView
from explorer.looks import Choice, Drawing

SLACK, ROOM = 12, 300  # pixels
STROKE_MS = 150
"""Between two looks at a drawing while it is drawn."""


class Pane(Protocol):
    """What the film needs of a side: its picture."""

    view: NetworkView


class ImageDesk(QObject):
    """Connects dock and model. A drawing is looked at now and then while it is drawn, and when it is done."""

    def __init__(
        self,
        send: Callable[[Command], None],
        bench: Workbench,
        dock: ImagesDock,
        navigation: Navigation,
        panes: Mapping[Side, Pane],
    ) -> None:
        super().__init__(dock)
        self.dock, self._bench = dock, bench
        self._canvases = {side: pane.view.canvas for side, pane in panes.items()}
        self.watching = Watching(send, bench, self)
        self._drawing: Drawing | None = None
        self._stroke = QTimer(self)
        self._stroke.setSingleShot(True)
        self._stroke.setInterval(STROKE_MS)
        self._stroke.timeout.connect(self._show_drawing)
        self._connect(navigation)

    def _connect(self, navigation: Navigation) -> None:
        dock, watching = self.dock, self.watching
        dock.visibilityChanged.connect(watching.set_open)
        dock.visibilityChanged.connect(lambda shown: self._fit() if shown else None)
        dock.topLevelChanged.connect(lambda _floating: dock.tell_film())
        dock.film.place, dock.film.spans = self._place, self._spans
        dock.film.enlarge_wanted.connect(self._enlarge)
        dock.enlarged.closed.connect(lambda: watching.enlarge(""))
        dock.less_mean_wanted.connect(watching.show_less_mean)
        dock.source.chosen.connect(self._choose)
        dock.source.data_wanted.connect(watching.list_of)
        dock.source.again_wanted.connect(watching.list_again)
        watching.changed.connect(self._show)
        watching.listed.connect(lambda _: self._show_lists())
        navigation.time_changed.connect(watching.hold)
        for canvas in self._canvases.values():
            canvas.moved.connect(dock.film.update)
            canvas.moved.connect(dock.tell_film)
            canvas.moved.connect(self._fit)

    def _choose(self, choice: Choice, dataset: str) -> None:
        if not isinstance(choice, Drawing):
            self._stroke.stop()  # a stroke that is not looked at yet is not to come back
            self.watching.choose(choice, dataset)
            return
        self._drawing = choice
        if not self._stroke.isActive():
            self._stroke.start()

    def _show_drawing(self) -> None:
        if self._drawing is not None:
            self.watching.choose(self._drawing)

    def _enlarge(self, path: str) -> None:
        self.watching.enlarge(path)
        self.dock.enlarge()

    def _show(self, state: FilmState) -> None:
        self.dock.set_state(state, CHANNELS)
        offered = {seen.data.name: seen.data for seen in state.sides.values() if seen.data is not None}
        self.dock.source.set_data(tuple(offered.values()), self.watching.gallery)

    def _show_lists(self) -> None:
        state, gallery = self.watching.state, self.watching.gallery
        data = next((seen.data for seen in state.sides.values() if seen.data and seen.data.name == gallery), None)
        if data is not None:
            self.dock.source.show_lists(self.watching.lists, data.classes, state.choice)

    def _place(self, side: Side, x: float) -> float | None:
        """Where a place of a side's picture is in the film; None where the picture does not stand above it."""
        span, canvas = self._spans().get(side), self._canvases[side]
        return None if span is None else span[0] + canvas.mapFromScene(canvas.strip.mapViewToScene(QPointF(x, 0))).x()

    def _spans(self) -> dict[Side, Span]:
        """Where the pictures begin and end in the film; empty where not both stand above it."""
        film = self.dock.film
        if self.dock.isFloating() or any(not c.isVisible() or c.window() is not film.window() for c in self._both):
            return {}
        lefts = {s: film.mapFromGlobal(c.mapToGlobal(c.rect().topLeft())).x() for s, c in self._canvases.items()}
        found = {side: (float(left), float(left + self._canvases[side].width())) for side, left in lefts.items()}
        inside = all(left >= -SLACK and right <= film.width() + SLACK for left, right in found.values())
        return found if inside else {}

    @property
    def _both(self) -> tuple[Canvas, ...]:
        return tuple(self._canvases.values())

    def _fit(self) -> None:
        """Have the film end where the pictures do, where it lies below them."""
        split, edge = self.dock.split, max(c.mapTo(c.window(), c.rect().topRight()).x() for c in self._both)
        left = self.dock.mapTo(self.dock.window(), self.dock.rect().topLeft()).x()
        width, rest = edge - left + SLACK, split.width() - (edge - left) - SLACK
        if self.dock.isFloating() or split.orientation() != Qt.Orientation.Horizontal or min(width, rest) < ROOM:
            return
        split.setSizes([width, round(0.55 * rest), round(0.45 * rest)])
