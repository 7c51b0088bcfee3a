"""The drawing: strip above, heatmap below, one x axis for both."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from explorer.graph.layout import Layout
from explorer.graph.model import NetworkGraph
from explorer.gui.picture.axes import CountAxis
from explorer.gui.picture.detail import Detail, Details
from explorer.gui.picture.drawing import Drawing
from explorer.gui.picture.heatmap import HeatmapItem
from explorer.gui.picture.markers import MarkersItem
from explorer.gui.picture.scaled_item import LEFT
from explorer.gui.widgets.accessible import tell
from explorer.gui.widgets.theme import DARK, Theme
from explorer.wording import tr

SIDE_AXIS, TOP_AXIS, MARGIN = 44, 20, 14
FEWEST_LAYERS, FEWEST_STEPS = 1.0, 8.0  # what the closest zoom shows
_ZOOM_STROKE = 1.4  # of a key
AROUND = 0.3  # layers shown on either side of the network


class Canvas(pg.GraphicsLayoutWidget):
    """Strip and heatmap as two views with one x range: the layer of index k spans k + ½ … k + 1½ in both.

    Both views stand in one column of the layout, so they share their left and right edges to the pixel. Strip
    coordinates are (layers, pixels from the top); heatmap coordinates are (layers, steps from the top).
    `moved`: the view shows other layers than before; `shown_changed`: another level of detail; `extent_changed`:
    another height of the strip, or more steps.
    """

    moved = Signal()
    shown_changed = Signal()
    extent_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for part in (self, self.viewport()):  # the keys are the whole picture's
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAntialiasing(False)
        self.strip, self.heat = self._box(), self._box()
        self.depth, self.steps = CountAxis("bottom", room=38, first=1), CountAxis("left", room=20, shift=0.5)
        self.drawing = Drawing()
        self.stages, self.cells, self.arcs = self.drawing.stages, self.drawing.cells, self.drawing.arcs
        self.heatmap, self.markers = HeatmapItem(), MarkersItem()
        self.layers, self.rows = 0, 0
        self._room, self._others = 0.0, 0
        self.details = Details(self.drawing.drawn)
        self.chosen: Detail | None = None
        self._follow = True
        self._assemble()
        self.set_theme(DARK)

    @staticmethod
    def _box() -> pg.ViewBox:
        box = pg.ViewBox(enableMouse=False, enableMenu=False, invertY=True, defaultPadding=0)
        box.disableAutoRange()
        return box

    def _assemble(self) -> None:
        grid = self.ci
        grid.layout.setContentsMargins(6, 2, MARGIN, MARGIN)
        grid.setSpacing(0)
        self.corner = pg.LabelItem(tr("layer"), justify="right", size="7.5pt")
        for item, row, column in (
            (self.strip, 0, 1), (self.corner, 1, 0), (self.depth, 1, 1), (self.steps, 2, 0), (self.heat, 2, 1),
        ):  # fmt: skip
            grid.addItem(item, row, column)
        self.depth.setHeight(TOP_AXIS)
        self.steps.setWidth(SIDE_AXIS)
        self.steps.setLabel(tr("step"))
        self.depth.linkToView(self.strip)
        self.steps.linkToView(self.heat)
        self.heat.setXLink(self.strip)
        self.drawing.add_to(self.strip)
        for item in (self.heatmap, self.markers):
            self.heat.addItem(item, ignoreBounds=True)
        self._set_strip_height()
        self.strip.sigXRangeChanged.connect(self._moved)
        self.strip.sigResized.connect(self._moved)

    def _set_strip_height(self) -> None:
        height = max(self.drawing.height, self._room)
        self.ci.layout.setRowFixedHeight(0, height)
        self.strip.setYRange(self.drawing.height - height, self.drawing.height, padding=0)

    def level_with(self, strip: float, steps: int) -> None:
        """Stand level with a picture beside: a strip at least so many pixels high, at least so many steps down."""
        if strip != self._room:
            self._room = strip
            self._set_strip_height()
        if steps != self._others:
            self._others = steps
            self._show_rows()

    # ── what is drawn ────────────────────────────────────────────────────────────────────────────

    def set_layout_of(self, drawn: Layout, graph: NetworkGraph | None) -> None:
        """Draw another network; the zoom stays where the cells are the same."""
        same = [c.call for c in drawn.cells] == [c.call for c in self.drawing.drawn.cells]
        self.layers = len(drawn.cells)
        tell(self, tr("{layers} layers, {count} skips", layers=self.layers, count=len(drawn.arcs)))
        self.depth.last = self.layers
        self.drawing.set_layout_of(drawn, graph)
        self.details = Details(drawn)
        self._set_strip_height()
        self._set_heat_extent()
        self.extent_changed.emit()
        if not same:
            self.chosen = None
            self.strip.setLimits(xMin=-1, xMax=self.layers + 2, minXRange=min(FEWEST_LAYERS, self.layers or 1))
            self.fit()
        self.show_detail()

    def set_rows(self, steps: int) -> None:
        """The record now has this many steps; unless the user zoomed into time, all of them stay in view."""
        self.rows = steps
        self._set_heat_extent()
        self.steps.last = steps - 1
        self._show_rows()
        self.extent_changed.emit()

    @property
    def _all_rows(self) -> float:
        """The steps that the whole heatmap shows: this run's, and those of the run beside."""
        return max(self.rows, self._others, FEWEST_STEPS)

    def _show_rows(self) -> None:
        self.heat.setLimits(yMin=0, yMax=self._all_rows, minYRange=FEWEST_STEPS)
        if self._follow:
            self.heat.setYRange(0, self._all_rows, padding=0)
        self.heat.prepareForPaint()  # done while painting, as pyqtgraph does it, it asks for a second paint

    def hide_heatmap(self) -> None:
        """Leave the strip alone on show."""
        for item in (self.steps, self.heat):
            self.ci.removeItem(item)

    def _set_heat_extent(self) -> None:
        extent = QRectF(0, 0, self.layers + 1, max(self.rows, FEWEST_STEPS))
        for item in (self.heatmap, self.markers):
            item.set_extent(extent)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self.setBackground(theme.panel)
        for item in (self.drawing, self.heatmap, self.markers, self.depth, self.steps):
            item.set_theme(theme)
        self.corner.setText(tr("layer"), color=theme.muted)
        self.steps.setLabel(tr("step"), color=theme.muted, **{"font-size": "7.5pt"})

    # ── level of detail ──────────────────────────────────────────────────────────────────────────

    @property
    def level(self) -> Detail:
        """The level of detail on show."""
        return self.drawing.shown.level

    def choose(self, detail: Detail | None, about: float | None = None) -> None:
        """Draw this level of detail from now on; None: the zoom's. Calls that would melt are zoomed into, around x =
        `about` or the middle of the view."""
        self.chosen = detail
        wanted = Detail.CALLS
        if detail == wanted and self.details.shown(wanted, self.pixels_per_layer, self.whole) != wanted:
            low, high = self.strip.viewRange()[0]
            self.show_at((low + high) / 2 if about is None else about, self.details.pixels_for(wanted))
        self.show_detail()

    def show_detail(self) -> None:
        """Draw what the choice and the zoom ask for."""
        pixels = self.pixels_per_layer
        if self.drawing.show(self.details.shown(self.chosen, pixels, self.whole), pixels):
            self.shown_changed.emit()

    def _moved(self) -> None:
        self.show_detail()
        self.moved.emit()

    # ── zoom and pan ─────────────────────────────────────────────────────────────────────────────

    def fit(self) -> None:
        """Show the whole network and every step."""
        self._follow = True
        self._show_all_layers()
        self.heat.setYRange(0, self._all_rows, padding=0)

    def zoom_layers(self, factor: float, about: float) -> None:
        """Show `factor` times as many layers, keeping x = `about` in place; never beyond the whole network."""
        low, high = self.strip.viewRange()[0]
        if (high - low) * factor >= self.layers + 2 * AROUND:
            self._show_all_layers()
        else:
            self.strip.setXRange(about - (about - low) * factor, about + (high - about) * factor, padding=0)

    def _show_all_layers(self) -> None:
        self.strip.setXRange(LEFT - AROUND, self.layers + LEFT + AROUND, padding=0)

    @property
    def whole(self) -> bool:
        """Whether all layers are on screen."""
        low, high = self.strip.viewRange()[0]
        return bool(high - low >= self.layers + 2 * AROUND - 1e-6)

    def show_at(self, x: float, pixels: float) -> None:
        """Show x (layers) in the middle, with at least so many pixels for each layer."""
        half = float(self.strip.width()) / (pixels * 1.001) / 2
        self.strip.setXRange(x - half, x + half, padding=0)

    def look_into(self, low: float, high: float, x: float) -> None:
        """Zoom to low … high (layers), around x where that is too wide to show the next level of detail."""
        finer = self.details.next(self.level, 1)
        margin = max(AROUND, (high - low) * 0.04)
        pixels = self.strip.width() / (high - low + 2 * margin)
        if self.chosen is not None:
            self.chosen = finer
        needed = self.details.pixels_for(finer)
        if pixels < needed:
            half = self.strip.width() / needed / 2
            middle = min(max(x, low + half - margin), high - half + margin)
            self.show_at(middle, needed)
        else:
            self.strip.setXRange(low - margin, high + margin, padding=0)
        self.show_detail()

    def zoom_steps(self, factor: float, about: float) -> None:
        """Show `factor` times as many steps, keeping y = `about` in place."""
        low, high = self.heat.viewRange()[1]
        self._follow = (high - low) * factor >= self._all_rows
        if self._follow:
            self.heat.setYRange(0, self._all_rows, padding=0)
        else:
            self.heat.setYRange(about - (about - low) * factor, about + (high - about) * factor, padding=0)

    def zoom_by(self, times: int, *, time: bool) -> None:
        """Zoom into the middle of what is on show by so many strokes of a key: into time, or into layers."""
        low, high = self.heat.viewRange()[1] if time else self.strip.viewRange()[0]
        zoom = self.zoom_steps if time else self.zoom_layers
        zoom(_ZOOM_STROKE**-times, (low + high) / 2)

    def pan(self, pixels: QPointF) -> None:
        """Move the picture by so many pixels; down and up only where the user zoomed into time."""
        low, high = self.strip.viewRange()[0]
        self.strip.translateBy(x=-pixels.x() * (high - low) / max(self.strip.width(), 1.0))
        if not self._follow:
            low, high = self.heat.viewRange()[1]
            self.heat.translateBy(y=-pixels.y() * (high - low) / max(self.heat.height(), 1.0))

    def show_between(self, low: float, high: float) -> None:
        """Pan (never zoom) until low … high (layers) is on screen."""
        left, right = self.strip.viewRange()[0]
        if low < left:
            self.strip.translateBy(x=low - 1 - left)
        elif high > right:
            self.strip.translateBy(x=high + 1 - right)

    # ── where a pixel lies ───────────────────────────────────────────────────────────────────────

    @property
    def pixels_per_layer(self) -> float:
        """Width of a layer on screen, logical pixels."""
        low, high = self.strip.viewRange()[0]
        return float(self.strip.width() / max(high - low, 1e-9))

    def strip_at(self, position: QPointF) -> QPointF | None:
        """Strip coordinates of a widget position, None outside the strip."""
        return self._inside(self.strip, position)

    def heat_at(self, position: QPointF) -> QPointF | None:
        """Heatmap coordinates of a widget position, None outside the heatmap."""
        return self._inside(self.heat, position)

    def _inside(self, box: pg.ViewBox, position: QPointF) -> QPointF | None:
        at = self.mapToScene(position.toPoint())
        return box.mapSceneToView(at) if box.sceneBoundingRect().contains(at) else None

    def layer_at(self, x: float) -> int | None:
        """Index of the layer at x, None beside the network."""
        index = int(x - LEFT) if x >= LEFT else -1
        return index if 0 <= index < self.layers else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the strip's y axis in pixels."""
        super().resizeEvent(event)
        if hasattr(self, "strip"):  # the base class resizes itself while it is being made
            self._set_strip_height()
