"""What lines and bars share: one canvas with a crosshair that stands on data, and a box that reads them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from explorer.desk.sides import Side
from explorer.gui.analyses.figure_panel import F, FigurePanel
from explorer.gui.plots.canvas import Canvas
from explorer.gui.plots.crosshair import Crosshair
from explorer.gui.plots.hover_box import HoverBox, Row
from explorer.gui.plots.overlay import Edge, Mark, Overlay
from explorer.gui.plots.readout import Reading
from explorer.gui.widgets.labels import Label
from explorer.gui.widgets.theme import Theme
from explorer.wording import tr

_HEIGHT = 230


class Chart(FigurePanel[F]):
    """A pointer over the canvas reads the nearest x; arrow keys go from one to the next.

    Subclasses give `places` (x of everything that can be read, on the axis' scale) and `read` it."""

    def __init__(self, figures: Mapping[Side, F], parent: QWidget | None = None) -> None:
        super().__init__(figures, parent)
        self.places: NDArray[np.float64] = np.empty(0)
        self.at: int | None = None
        self.canvas = Canvas()
        self.canvas.setObjectName(f"figureCanvas_{self.any.id}")
        self.canvas.setMinimumHeight(_HEIGHT)
        self.canvas.setAccessibleName(self.any.title)
        self.canvas.setAccessibleDescription(
            tr("{y_label} against {x_label}", y_label=self.any.y_label, x_label=self.any.x_label)
        )
        self.crosshair, self.overlay = Crosshair(), Overlay(self.canvas.bottom.label.font())
        self.box = HoverBox(self.canvas)
        self.legend = Label()
        self.legend.setObjectName(f"figureLegend_{self.any.id}")
        self.legend.setTextFormat(Qt.TextFormat.RichText)
        self.legend.setWordWrap(True)
        self.legend.setIndent(0)
        self.legend.setContentsMargins(10, 0, 10, 0)
        self.canvas.add(self.crosshair)
        self.canvas.add(self.overlay)
        self.body.addWidget(self.legend)
        self.body.addWidget(self.canvas, 1)
        self.canvas.hovered.connect(self._hovered)
        self.canvas.nudged.connect(self._nudged)
        self.canvas.fit_wanted.connect(self.fit)
        self.canvas.menu_wanted.connect(self.menu.popup)

    def read(self, place: int) -> tuple[str, list[Row], list[Reading]]:
        """What stands at a place: its name, every line's value, and each run's first one."""
        raise NotImplementedError

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self.canvas.set_theme(theme)
        self.crosshair.set_theme(theme)
        self.box.set_theme(theme)
        super().set_theme(theme)

    def point_at(self, place: int | None) -> None:
        """Stand at a place and read it; None for nowhere."""
        self.at = place if place is not None and 0 <= place < len(self.places) else None
        self.crosshair.place(None if self.at is None else float(self.places[self.at]))
        if self.at is None:
            self.box.hide()
            self.readout.read("", [Reading(side, ()) for side in self.figures])
            return
        title, rows, readings = self.read(self.at)
        self.readout.read(title, readings)
        x = self.canvas.view.mapViewToScene(QPointF(float(self.places[self.at]), 0.0)).x()
        self.box.show_rows(title, rows, self.canvas.mapFromScene(QPointF(x, 0)).x())

    def edges(self, x: NDArray[np.float64], values: NDArray[np.float64], log: bool, ring: QColor) -> Iterator[Mark]:
        """Triangles at the plot's edge for values that the axis has no place for."""
        at = np.broadcast_to(x, values.shape)
        kinds = [(np.isnan(values), "top", self.theme.nan), (np.isposinf(values), "top", self.theme.infinite)]
        if log:
            kinds.append((values <= 0, "bottom", self.theme.zero))
        for chosen, where, fill in kinds:
            for place in at[chosen]:
                yield Edge(float(place), "top" if where == "top" else "bottom", QColor(fill), ring)

    def _hovered(self, x: float | None) -> None:
        if x is None or not len(self.places):
            self.point_at(None)
        else:
            self.point_at(int(np.abs(self.places - x).argmin()))

    def _nudged(self, by: int) -> None:
        start = (-1 if by > 0 else len(self.places)) if self.at is None else self.at
        self.point_at(min(max(start + by, 0), len(self.places) - 1))
