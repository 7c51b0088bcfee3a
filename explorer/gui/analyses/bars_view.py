"""Bars of an analysis, A's and B's side by side."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QGraphicsItem, QWidget

from explorer.choices.figures.bars import Bars
from explorer.desk.sides import SIDES, Side
from explorer.gui.analyses.chart import Chart
from explorer.gui.analyses.pairs import on_one_axis
from explorer.gui.plots.export import csv_table
from explorer.gui.plots.hover_box import Row
from explorer.gui.plots.overlay import Mark
from explorer.gui.plots.readout import Reading
from explorer.gui.plots.scaling import extent, scaled
from explorer.number_text import figure
from explorer.wording import tr

_SHARE = 0.8  # of the room of a label that its bars fill


def values_of(figures: Mapping[Side, Bars], labels: list[str]) -> dict[Side, NDArray[np.float64]]:
    """Each side's values in the order of these labels. A label that a side lacks is NaN."""
    found = {}
    for side, bars in figures.items():
        known = dict(zip(bars.labels, np.asarray(bars.values, np.float64), strict=True))
        found[side] = np.array([known.get(label, np.nan) for label in labels], np.float64)
    return found


class BarsView(Chart[Bars]):
    """One group of bars for each label; dashed lines are the networks as they are. Pointing at a bar that stands for
    a block emits `skip_pointed` (side → skip id, or nothing)."""

    def __init__(self, figures: Mapping[Side, Bars], parent: QWidget | None = None) -> None:
        self.labels: list[str] = []
        self._placed: dict[Side, Bars] = {}
        self._items: list[QGraphicsItem] = []
        self._pointed: dict[Side, str] = {}
        super().__init__(figures, parent)
        self._metrics = QFontMetricsF(self.canvas.bottom.label.font())
        self.legend.setVisible(False)
        self.redraw()

    def redraw(self) -> None:
        """Draw the figures as they are."""
        for item in self._items:
            self.canvas.view.removeItem(item)
        self._items = []
        log = self.any.log_y
        self._placed, self.labels = on_one_axis(self.figures)
        self.places = np.arange(len(self.labels), dtype=np.float64)
        heights = {side: scaled(v, log) for side, v in values_of(self._placed, self.labels).items()}
        bases = {side: scaled(b.baseline, log) for side, b in self.figures.items() if b.baseline is not None}
        low, high = extent([*heights.values(), *(np.atleast_1d(b) for b in bases.values())], log, from_zero=True)
        marks: list[Mark] = []
        for side in (s for s in SIDES if s in self.figures):
            marks += self._draw(side, heights[side], low if log else 0.0)
            if side in bases and np.isfinite(bases[side]):
                line = pg.InfiniteLine(
                    float(bases[side]), angle=0, pen=pg.mkPen(self.theme.side(side), style=Qt.PenStyle.DashLine)
                )
                self._add(line, 6)
        self.canvas.left.set_logarithmic(log)
        self.canvas.set_titles(self.any.y_label, self.any.x_label)
        self.canvas.show_range((-0.6, len(self.labels) - 0.4), (low, high))
        self.overlay.set_marks(marks)
        self._label()
        self.point_at(None)

    def table(self) -> str:
        """Labels, and each side's values; the networks as they are in a column of their own."""
        columns: dict[str, NDArray[np.generic]] = {self.any.x_label: np.array(self.labels)}
        for side, values in values_of(self._placed, self.labels).items():
            columns[f"{side} {self.any.y_label}"] = values
            baseline = self.figures[side].baseline
            if baseline is not None:
                columns[f"{side} unchanged"] = np.full(len(self.labels), baseline)
        return csv_table(columns)

    def read(self, place: int) -> tuple[str, list[Row], list[Reading]]:
        """The values of a label."""
        rows, readings = [], []
        for side, bars in self._placed.items():
            here = bars.labels.index(self.labels[place]) if self.labels[place] in bars.labels else None
            value = "–" if here is None else figure(float(bars.values[here]))
            rows.append(Row(side, value, self.theme.side(side)))
            readings.append(Reading(side, (value,)))
            if bars.baseline is not None:
                rows.append(Row(tr("{side} unchanged", side=side), figure(bars.baseline), self.theme.side(side)))
        return f"{self.any.x_label} {self.labels[place]}", rows, readings

    def point_at(self, place: int | None) -> None:
        """Stand at a label and read it; None for nowhere."""
        super().point_at(place)
        found = {} if self.at is None else self._skips_at(self.labels[self.at])
        if found != self._pointed:
            self._pointed = found
            self.skip_pointed.emit(found)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Write as many labels as there is room for."""
        super().resizeEvent(event)
        self._label()

    def _skips_at(self, label: str) -> dict[Side, str]:
        return {
            side: bars.skips[bars.labels.index(label)]
            for side, bars in self._placed.items()
            if label in bars.labels and len(bars.skips) == len(bars.labels)
        }

    def _draw(self, side: Side, heights: NDArray[np.float64], floor: float) -> list[Mark]:
        sides = [s for s in SIDES if s in self.figures]
        width = _SHARE / len(sides)
        x = self.places + (sides.index(side) - (len(sides) - 1) / 2) * width
        there = np.isfinite(heights)
        color = self.theme.side(side)
        self._add(pg.BarGraphItem(x=x[there], y0=floor, y1=heights[there], width=width * 0.92, pen=pg.mkPen(None),
                                  brush=pg.mkBrush(color)), 3)  # fmt: skip
        known = np.isin(self.labels, self._placed[side].labels)
        values = values_of(self._placed, self.labels)[side]
        return list(self.edges(x[known], values[known], self.any.log_y, QColor(color)))

    def _label(self) -> None:
        widest = max((self._metrics.horizontalAdvance(label) for label in self.labels), default=0.0) + 10
        room = max(self.canvas.width() - 70, 40)
        every = max(1, int(np.ceil(len(self.labels) * widest / room)))
        self.canvas.bottom.setTicks([[(place, label) for place, label in enumerate(self.labels) if not place % every]])

    def _add(self, item: QGraphicsItem, depth: int) -> None:
        item.setZValue(depth)
        self.canvas.add(item)
        self._items.append(item)
