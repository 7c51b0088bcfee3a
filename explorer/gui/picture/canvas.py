"""The drawing: strip above, heatmap below, one x axis for both."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from explorer.graph.layout import Layout
from explorer.gui.picture.arc_shapes import ArcShapes
from explorer.gui.picture.arcs import ArcsItem
from explorer.gui.picture.axes import CountAxis
from explorer.gui.picture.cells import CellsItem
from explorer.gui.picture.heatmap import HeatmapItem
from explorer.gui.picture.markers import MarkersItem
from explorer.gui.picture.scaled_item import LEFT
from explorer.gui.picture.stages import LABEL, StagesItem
from explorer.gui.theme import DARK, Theme

STRIP, CELL, FOOT = 108, 26.0, 5.0  # pixels: the strip's height, a cell's, and the frame's below the cells
SIDE_AXIS, TOP_AXIS, MARGIN = 44, 20, 14
FEWEST_LAYERS, FEWEST_STEPS = 4.0, 8.0  # what the closest zoom shows


class Canvas(pg.GraphicsLayoutWidget):
    """Strip and heatmap as two views with one x range: the layer of index k spans k + ½ … k + 1½ in both.

    Both views stand in one column of the layout, so they share their left and right edges to the pixel. Strip
    coordinates are (layers, pixels from the top); heatmap coordinates are (layers, steps from the top).
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAntialiasing(False)
        self.strip, self.heat = self._box(), self._box()
        self.depth, self.steps = CountAxis("bottom", room=38, first=1), CountAxis("left", room=30, shift=0.5)
        self.stages, self.cells, self.arcs = StagesItem(), CellsItem(), ArcsItem()
        self.heatmap, self.markers = HeatmapItem(), MarkersItem()
        self.layers, self.rows = 0, 0
        self._drawn = Layout((), (), ())
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
        self.corner = pg.LabelItem("layer", justify="right", size="7.5pt")
        for item, row, column in (
            (self.strip, 0, 1), (self.corner, 1, 0), (self.depth, 1, 1), (self.steps, 2, 0), (self.heat, 2, 1),
        ):  # fmt: skip
            grid.addItem(item, row, column)
        grid.layout.setRowFixedHeight(0, STRIP)
        self.depth.setHeight(TOP_AXIS)
        self.steps.setWidth(SIDE_AXIS)
        self.steps.setLabel("step")
        self.depth.linkToView(self.strip)
        self.steps.linkToView(self.heat)
        self.heat.setXLink(self.strip)
        for item in (self.stages, self.cells, self.arcs):
            self.strip.addItem(item, ignoreBounds=True)
        for item in (self.heatmap, self.markers):
            self.heat.addItem(item, ignoreBounds=True)
        self.strip.setYRange(0, STRIP, padding=0)

    # ── what is drawn ────────────────────────────────────────────────────────────────────────────

    def set_layout_of(self, drawn: Layout) -> None:
        """Draw another network; the zoom stays where the cells are the same."""
        same = [c.call for c in drawn.cells] == [c.call for c in self._drawn.cells]
        self._drawn, self.layers = drawn, len(drawn.cells)
        top = STRIP - FOOT - CELL
        self.depth.last = self.layers
        self.stages.set_frames(drawn.stages)
        self.cells.set_cells(self.layers, top, CELL)
        self.arcs.set_arcs(drawn.arcs, ArcShapes(drawn.arcs, top - 3, LABEL + 6))
        # extents that do not overlap: new colours every step must not repaint the arcs
        self.stages.set_extent(QRectF(0, 0, self.layers + 1, STRIP))
        self.arcs.set_extent(QRectF(0, LABEL, self.layers + 1, top - LABEL))
        self.cells.set_extent(QRectF(0, top, self.layers + 1, CELL))
        self._set_heat_extent()
        if not same:
            self.strip.setLimits(xMin=-1, xMax=self.layers + 2, minXRange=min(FEWEST_LAYERS, self.layers or 1))
            self.fit()

    def set_rows(self, steps: int) -> None:
        """The record now has this many steps; unless the user zoomed into time, all of them stay in view."""
        self.rows = steps
        self._set_heat_extent()
        self.steps.last = steps - 1
        self.heat.setLimits(yMin=0, yMax=max(steps, FEWEST_STEPS), minYRange=FEWEST_STEPS)
        if self._follow:
            self.heat.setYRange(0, max(steps, FEWEST_STEPS), padding=0)

    def _set_heat_extent(self) -> None:
        extent = QRectF(0, 0, self.layers + 1, max(self.rows, FEWEST_STEPS))
        for item in (self.heatmap, self.markers):
            item.set_extent(extent)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self.setBackground(theme.panel)
        for item in (self.stages, self.cells, self.arcs, self.heatmap, self.markers, self.depth, self.steps):
            item.set_theme(theme)
        self.corner.setText("layer", color=theme.muted)
        self.steps.setLabel("step", color=theme.muted, **{"font-size": "7.5pt"})

    # ── zoom and pan ─────────────────────────────────────────────────────────────────────────────

    def fit(self) -> None:
        """Show the whole network and every step."""
        self._follow = True
        self.strip.setXRange(0.2, self.layers + 0.8, padding=0)
        self.heat.setYRange(0, max(self.rows, FEWEST_STEPS), padding=0)

    def zoom_layers(self, factor: float, about: float) -> None:
        """Show `factor` times as many layers, keeping x = `about` in place; never beyond the whole network."""
        low, high = self.strip.viewRange()[0]
        if (high - low) * factor >= self.layers + 0.6:
            self.strip.setXRange(0.2, self.layers + 0.8, padding=0)
        else:
            self.strip.setXRange(about - (about - low) * factor, about + (high - about) * factor, padding=0)

    def zoom_steps(self, factor: float, about: float) -> None:
        """Show `factor` times as many steps, keeping y = `about` in place."""
        low, high = self.heat.viewRange()[1]
        self._follow = (high - low) * factor >= max(self.rows, FEWEST_STEPS)
        if self._follow:
            self.heat.setYRange(0, max(self.rows, FEWEST_STEPS), padding=0)
        else:
            self.heat.setYRange(about - (about - low) * factor, about + (high - about) * factor, padding=0)

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
            self.strip.setYRange(0, STRIP, padding=0)
