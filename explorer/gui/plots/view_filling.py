"""A graphics item's place when it may paint anywhere in its plot: exactly the visible part."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QRectF


class ViewFilling(pg.GraphicsItem):
    """Mixed into a pyqtgraph item, in front of it: its bounding rectangle is the visible part of its plot.

    The rectangle is kept here and changes only after Qt was told. pyqtgraph's own `viewRect` is cached and stays
    old through a range change (PlotCurveItem never renews it): Qt then repaints the old part of the plot alone.
    """

    _place = QRectF()

    def boundingRect(self) -> QRectF:
        """The visible part of the plot, in its coordinates."""
        return self._place

    def viewRangeChanged(self) -> None:
        """Follow the visible part."""
        box = self.getViewBox()
        if box is not None:
            self.prepareGeometryChange()
            self._place = box.viewRect()
