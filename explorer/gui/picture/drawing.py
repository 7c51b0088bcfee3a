"""Everything painted on the strip, in one place: which items there are and which of them a level of detail shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from explorer.graph.layout import Layout
from explorer.graph.model import Call, NetworkGraph
from explorer.gui.picture import call_places
from explorer.gui.picture.arc_shapes import ArcShapes
from explorer.gui.picture.arcs import ArcsItem
from explorer.gui.picture.boxes import BoxesItem
from explorer.gui.picture.cell_frames import AROUND, CellFramesItem
from explorer.gui.picture.cells import CellsItem
from explorer.gui.picture.detail import Detail
from explorer.gui.picture.flow import FlowItem, share_of, width
from explorer.gui.picture.glyphs import GlyphsItem
from explorer.gui.picture.lanes import FOOT, band
from explorer.gui.picture.ring import RingItem
from explorer.gui.picture.shown import Shown, folding, shown
from explorer.gui.picture.stages import LABEL, StagesItem
from explorer.gui.picture.wires import WiresItem
from explorer.gui.widgets.colors import color
from explorer.gui.widgets.theme import Theme
from explorer.runs.snapshot import Floats

SPARE, COUNTS = 6, 10  # pixels between the stages' labels and the highest arc, bare or with a count on it
TURN = 0.5  # layers that a wire takes to change lanes


class Drawing:
    """The strip's items, from the back to the front: frames, boxes, wires, cells, glyphs, bars, arcs, frames, ring.

    `shown` is what the level of detail draws. Gates, colors and flow are given by skip and by cell,
    and follow it.
    """

    def __init__(self) -> None:
        self.stages, self.boxes, self.wires, self.call_wires = StagesItem(), BoxesItem(), WiresItem(), WiresItem()
        self.cells, self.glyphs, self.arcs, self.ring = CellsItem(), GlyphsItem(), ArcsItem(), RingItem()
        self.flow, self.frames = FlowItem(), CellFramesItem()
        self.items = (
            self.stages, self.boxes, self.wires, self.call_wires, self.cells, self.glyphs, self.flow, self.arcs,
            self.frames, self.ring,
        )  # fmt: skip
        self.drawn = Layout((), (), ())
        self.band = band(1)
        self._kept_calls: Sequence[Call] = ()
        self._ends: Mapping[str, tuple[float, float]] = {}
        self._gates: Sequence[float] = ()
        self._requested: Sequence[bool] = ()
        self._shares: Floats | None = None
        self._branches: Mapping[int, NDArray[np.uint8]] = {}
        self._theme: Theme | None = None
        self._kept: dict[tuple[Detail, bytes], Shown] = {}
        self._key: tuple[Detail, bytes] | None = None
        self.shown = shown(self.drawn, Detail.LAYERS, 1.0, {})

    @property
    def height(self) -> float:
        """The strip's height, pixels."""
        return self.band.bottom + FOOT

    def add_to(self, box: pg.ViewBox) -> None:
        """Put the items into a view."""
        for depth, item in enumerate(self.items):
            item.setZValue(depth)
            box.addItem(item, ignoreBounds=True)

    def set_layout_of(self, drawn: Layout, graph: NetworkGraph | None) -> None:
        """Draw another network; `show` must follow."""
        self.drawn = drawn
        self._ends = {} if graph is None else call_places.ends(graph, drawn)
        self._kept, self._key = {}, None
        self.band = band(drawn.lanes, drawn.levels)
        self._gates, self._requested = (1.0,) * len(drawn.arcs), ()
        self._branches, self._shares = {}, None
        self.stages.set_frames(drawn.stages)
        calls = {} if graph is None else graph.calls
        self._kept_calls = [call for call in calls.values() if call.kept]
        kept = [i for i, cell in enumerate(drawn.cells) if calls[cell.call].kept] if self._kept_calls else []
        self.cells.set_cells(np.array([cell.lane for cell in drawn.cells], np.uint8), self.band, kept)
        self.wires.set_wires(drawn.wires, self.band, TURN)
        self.call_wires.set_wires(() if graph is None else call_places.wires(graph, drawn), self.band, TURN / 2)
        self.glyphs.set_glyphs(drawn.glyphs, calls, self.band)
        top, wide = self.band.top, len(drawn.cells) + 1
        low = self.band.bottom - top
        # extents that do not overlap: new colors every step must not repaint the arcs
        self.stages.set_extent(QRectF(0, 0, wide, self.height))
        self.arcs.set_extent(QRectF(0, LABEL, wide, top - LABEL))
        for item in (self.boxes, self.wires, self.call_wires, self.cells, self.glyphs):
            item.set_extent(QRectF(0, top, wide, low))
        self.flow.set_extent(QRectF(0, self.band.bottom, wide, FOOT))
        self.frames.set_extent(QRectF(0, top - AROUND, wide, low + 2 * AROUND))
        self.ring.set_extent(QRectF(0, 0, wide, self.height))

    def show(self, level: Detail, pixels: float) -> bool:
        """Draw a level of detail at a zoom (pixels per layer); False where that is what is drawn already."""
        key = level, folding(self.drawn, level, pixels)
        if key == self._key:
            return False
        self._key = key
        if key not in self._kept:
            self._kept[key] = shown(self.drawn, level, pixels, self._ends)
        self.shown = self._kept[key]
        calls = level == Detail.CALLS
        self.stages.set_labeled(level != Detail.STAGES)
        boxes = self.shown.boxes
        self.boxes.set_boxes(boxes, [i for i, box in enumerate(boxes) if any(map(box.holds, self._kept_calls))])
        self.cells.set_shown(self.shown.boxed, calls)
        self.glyphs.set_shown(calls)
        self.wires.setVisible(level == Detail.LAYERS)
        self.call_wires.setVisible(calls)
        ceiling = LABEL + (COUNTS if self.shown.boxes else SPARE)
        self.arcs.set_arcs(self.shown.arcs, ArcShapes(self.shown.arcs, self.band.top - 3, ceiling))
        self._follow()
        return True

    def set_gates(self, gates: Sequence[float], requested: Sequence[bool] = ()) -> None:
        """Set the gate of every skip, and whether it is asked to be moved, in the order of the layout's arcs."""
        self._gates, self._requested = gates, requested
        if self._key is not None:  # else the arcs are still another network's, and `show` gives them theirs
            self.arcs.set_gates(gates, requested)

    def set_flow(self, shares: Floats | None) -> None:
        """Set the shortcut's share of the gradient at every skip, in the order of the layout's arcs; None: unknown."""
        same = shares is None and self._shares is None
        if shares is not None and self._shares is not None:
            same = np.array_equal(shares, self._shares, equal_nan=True)
        if not same:
            self._shares = shares
            if self._key is not None:
                self._show_flow()

    def set_shades(
        self, shades: NDArray[np.uint8] | None, branches: Mapping[int, NDArray[np.uint8]]
    ) -> None:  # fmt: skip
        """Set the color index of every cell and, by arc, of the layers on its shortcut."""
        self._branches = branches
        self.cells.set_shades(shades)
        self._follow(gates=False)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        for item in self.items:
            item.set_theme(theme)
        self._follow(gates=False)

    def _follow(self, gates: bool = True) -> None:
        """Give what is shown its gates and colors."""
        if gates:
            self.arcs.set_gates(self._gates, self._requested)
            self._show_flow()
        if self._theme is not None:
            single = {arc.members[0]: i for i, arc in enumerate(self.shown.arcs) if len(arc.members) == 1}
            self.arcs.set_squares(
                {single[i]: _colors(found, self._theme) for i, found in self._branches.items() if i in single}
            )
        if self.shown.level == Detail.CALLS:
            self.glyphs.set_shades(self._call_shades())

    def _show_flow(self) -> None:
        found = [share_of(self._shares, arc.members) for arc in self.shown.arcs]
        self.arcs.set_widths([width(share) for share in found] if any(s is not None for s in found) else ())
        self.flow.set_flow(self.shown.arcs, [width(None if share is None else 1 - share) for share in found])

    def _call_shades(self) -> dict[str, int]:
        """Color indices by call: of the cells, and of the shortcuts' layers."""
        if self.cells.shades is None:
            return {}
        found = dict(zip((c.call for c in self.drawn.cells), self.cells.shades.tolist(), strict=True))
        for arc, shades in self._branches.items():
            own = [cell.call for cell in self.drawn.arcs[arc].cells if cell.column is not None]
            found.update(zip(own, shades.tolist(), strict=False))
        return found


def _colors(shades: NDArray[np.uint8], theme: Theme) -> list[QColor]:
    return [color(int(shade), theme) for shade in shades]
