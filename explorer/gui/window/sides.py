"""The pictures of A and B: one above the other or side by side, whichever the room allows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QWidget

from explorer.gui.widgets.tall_area import TallArea
from explorer.gui.window.side_pane import SidePane

STACKED, BESIDE = "stacked", "side-by-side"
_NARROWEST = 380  # pixels: with the plots beside it the window fits a screen of 800


class Sides(TallArea):
    """Puts A above B where that was chosen and both heatmaps are in sight; else A beside B. Too low for that, too, it
    scrolls. Side by side, cards and strips are equally high and both heatmaps show the same steps, so that equal
    steps are level. `crowded` says whether A above B was chosen and has no room."""

    crowded = Signal(bool)

    def __init__(self, panes: Sequence[SidePane], parent: QWidget | None = None) -> None:
        self._panes = tuple(panes)
        self._wanted = STACKED
        self._crowded: bool | None = None
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setObjectName("sides")
        self._split.setChildrenCollapsible(False)
        for place, pane in enumerate(panes):
            self._split.addWidget(pane)
            self._split.setStretchFactor(place, 1)
        super().__init__("pictures", self._split, parent, _NARROWEST)
        for pane in panes:
            pane.card.installEventFilter(self)
            pane.view.canvas.extent_changed.connect(self._level)

    @property
    def layout_now(self) -> str:
        """ "stacked" or "side-by-side", as they stand."""
        return STACKED if self._split.orientation() == Qt.Orientation.Vertical else BESIDE

    def set_layout(self, layout: str) -> None:
        """Choose "stacked" or "side-by-side"."""
        self._wanted, self._crowded = layout, None  # said anew to whoever has just chosen what has no room
        self._arrange()
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand as the room allows."""
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Stand, and tell, as the room allows: before that it was not the window's."""
        super().showEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A card that wraps, unfolds or complains needs another height."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize) and watched is not self._split:
            self._arrange()
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        room = self.viewport().size()
        needed = sum(pane.lowest_at(room.width()) for pane in self._panes) + self._split.handleWidth()
        stacked = self._wanted == STACKED and needed <= room.height()
        wanted = Qt.Orientation.Vertical if stacked else Qt.Orientation.Horizontal
        if self._split.orientation() != wanted:
            self._split.setOrientation(wanted)
            self._share()
        self._level()
        crowded = self._wanted == STACKED and not stacked
        if self.isVisible() and crowded != self._crowded:
            self._crowded = crowded
            self.crowded.emit(crowded)

    def _share(self) -> None:
        self._split.setSizes([1000] * len(self._panes))  # equal shares

    def _level(self) -> None:
        """Make both cards, both strips and both ranges of steps equal; each its own where they are stacked."""
        beside = self.layout_now == BESIDE
        canvases = [pane.view.canvas for pane in self._panes]
        card = max(pane.card.height_at(pane.width()) for pane in self._panes) if beside else 0
        strip = max(canvas.drawing.height for canvas in canvases) if beside else 0.0
        steps = max(canvas.rows for canvas in canvases) if beside else 0
        for pane, canvas in zip(self._panes, canvases, strict=True):
            if pane.card.minimumHeight() != card:
                pane.card.setMinimumHeight(card)
            canvas.level_with(strip, steps)
