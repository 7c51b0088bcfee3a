"""Lines of an analysis, A's and B's over one another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QGraphicsItem, QWidget

from explorer.choices.figures.lines import Lines, Series
from explorer.desk.sides import Side
from explorer.gui.analyses.chart import Chart
from explorer.gui.analyses.tints import TINTS, tint
from explorer.gui.plots.curves import BoldCurve, ThinCurve
from explorer.gui.plots.export import csv_table
from explorer.gui.plots.hover_box import Row
from explorer.gui.plots.overlay import Mark
from explorer.gui.plots.readout import Reading
from explorer.gui.plots.scaling import extent, scaled
from explorer.gui.widgets.theme import Theme
from explorer.number_text import figure
from explorer.wording import tr

_STYLES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DotLine)
_DOTTED = 40  # points up to which each is marked


@dataclass(frozen=True)
class Drawn:
    """A line as it is drawn. `side` is None for a reference that A and B share."""

    side: Side | None
    series: Series
    color: QColor
    style: Qt.PenStyle = Qt.PenStyle.SolidLine

    @property
    def name(self) -> str:
        """Its name in the legend and the box."""
        return self.series.label if self.side is None else f"{self.side} · {self.series.label}"


def drawn(figures: Mapping[Side, Lines], theme: Theme) -> list[Drawn]:
    """Every line with its color; a dashed reference that is equal in A and B comes once, in neither's color."""
    found: list[Drawn] = []
    for side, lines in figures.items():
        number = 0
        for series in lines.series:
            if series.dashed and _in_all(series, figures):
                if not any(_same(series, other.series) for other in found):
                    found.append(Drawn(None, series, QColor(theme.muted), Qt.PenStyle.DashLine))
                continue
            style = Qt.PenStyle.DashLine if series.dashed else _STYLES[number // TINTS % len(_STYLES)]
            found.append(Drawn(side, series, tint(theme, side, number), style))
            number += 1
    return found


def _in_all(series: Series, figures: Mapping[Side, Lines]) -> bool:
    return all(any(_same(series, other) for other in lines.series) for lines in figures.values())


def _same(one: Series, other: Series) -> bool:
    return one.label == other.label and np.array_equal(one.x, other.x) and np.array_equal(one.y, other.y, True)


class LinesView(Chart[Lines]):
    """Series in the runs' colors (several of one run in its family of colors), bands behind them, references
    dashed; axes logarithmic where the figure says so. A line is hidden, and shown again, by its name in the legend."""

    def __init__(self, figures: Mapping[Side, Lines], parent: QWidget | None = None) -> None:
        self.lines: list[Drawn] = []
        self._hidden: set[str] = set()
        self._items: list[QGraphicsItem] = []
        super().__init__(figures, parent)
        self.legend.linkActivated.connect(self._toggle)
        self.legend.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.legend.setToolTip(tr("Click a name to hide or show its line"))
        self.redraw()

    @property
    def seen(self) -> list[Drawn]:
        """The lines that are not hidden."""
        return [line for line in self.lines if line.name not in self._hidden]

    def redraw(self) -> None:
        """Draw the figures as they are."""
        for item in self._items:
            self.canvas.view.removeItem(item)
        self._items = []
        self.lines = drawn(self.figures, self.theme)
        for line in self.seen:
            self._draw(line)
        log_x, log_y = self.any.log_x, self.any.log_y
        self.canvas.bottom.set_logarithmic(log_x)
        self.canvas.left.set_logarithmic(log_y)
        self.canvas.set_titles(self.any.y_label, self.any.x_label)
        xs = [scaled(line.series.x, log_x) for line in self.seen]
        ys = [scaled(values, log_y) for line in self.seen for values in _heights(line.series)]
        self.canvas.show_range(extent(xs, log_x), extent(ys, log_y))
        places = np.unique(np.concatenate(xs or [np.empty(0)]))
        self.places = places[np.isfinite(places)]
        self.overlay.set_marks([mark for line in self.seen for mark in self._off_scale(line)])
        self.legend.setText("&nbsp;&nbsp; ".join(self._named(line) for line in self.lines))
        self.point_at(None)

    def table(self) -> str:
        """For each line its x and its y, and its band where it has one."""
        columns: dict[str, NDArray[np.float64]] = {}
        for line in self.lines:
            series = line.series
            columns |= {f"{line.name}: {self.any.x_label}": series.x, f"{line.name}: {self.any.y_label}": series.y}
            if len(series.low):
                columns |= {
                    f"{line.name}: low": series.low,
                    f"{line.name}: high": series.high,
                }
        return csv_table(columns)

    def read(self, place: int) -> tuple[str, list[Row], list[Reading]]:
        """Every line that has a point at this x."""
        x, rows = float(self.places[place]), []
        first: dict[Side, str] = {}
        for line in self.seen:
            here = np.flatnonzero(scaled(line.series.x, self.any.log_x) == x)
            if len(here):
                value = figure(float(line.series.y[here[0]]))
                rows.append(Row(line.name, value, line.color))
                if line.side is not None:
                    first.setdefault(line.side, value)
        readings = [Reading(side, (first[side],) if side in first else ("–",)) for side in self.figures]
        at = 10.0**x if self.any.log_x else x
        return f"{self.any.x_label} {at:.4g}".replace("-", "−"), rows, readings

    def _toggle(self, name: str) -> None:
        self._hidden ^= {name}
        self.redraw()

    def _named(self, line: Drawn) -> str:
        hidden = line.name in self._hidden
        sign = "━" if line.style == Qt.PenStyle.SolidLine else "┅"
        name = escape(line.name).replace(" ", "&nbsp;").replace("-", "\u2011")  # an entry does not break inside
        text = self.theme.skip_off if hidden else self.theme.text
        tick = self.theme.skip_off if hidden else line.color.name()
        return (
            f"<a href='{escape(line.name, quote=True)}' style='color:{text}; text-decoration:none'>"
            f"<span style='color:{tick}'>{sign}</span>&nbsp;{name}</a>"
        )

    def _off_scale(self, line: Drawn) -> list[Mark]:
        x = scaled(line.series.x, self.any.log_x)
        return list(self.edges(x, np.asarray(line.series.y, np.float64), self.any.log_y, line.color))

    def _draw(self, line: Drawn) -> None:
        series, log_y = line.series, self.any.log_y
        x, y = scaled(series.x, self.any.log_x), scaled(series.y, log_y)
        if len(series.low):
            self._band(x, scaled(series.low, log_y), scaled(series.high, log_y), line.color)
        curve = ThinCurve(antialias=True) if series.dashed else BoldCurve()
        curve.set_color(line.color, line.style)
        curve.setData(x, y)
        self._add(curve, 5)
        if len(x) <= _DOTTED and not series.dashed:
            there = np.isfinite(x) & np.isfinite(y)
            dots = pg.ScatterPlotItem(x[there], y[there], size=6, pen=pg.mkPen(line.color),
                                      brush=pg.mkBrush(self.theme.panel))  # fmt: skip
            self._add(dots, 6)

    def _band(self, x: NDArray[np.float64], low: NDArray[np.float64], high: NDArray[np.float64], of: QColor) -> None:
        there = np.isfinite(x) & np.isfinite(low) & np.isfinite(high)
        rims = [pg.PlotCurveItem(x[there], values[there]) for values in (low, high)]
        faint = QColor(of)
        faint.setAlphaF(0.18)
        self._add(pg.FillBetweenItem(*rims, brush=pg.mkBrush(faint)), 1)

    def _add(self, item: QGraphicsItem, depth: int) -> None:
        item.setZValue(depth)
        self.canvas.add(item)
        self._items.append(item)


def _heights(series: Series) -> tuple[NDArray[np.float64], ...]:
    return series.y, series.low, series.high
