"""One panel of a comparison: lines, bands and marks over axes that it shares with its neighbors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QGraphicsItem, QVBoxLayout, QWidget

from explorer.gui.comparison.trace import Axis, Dot, Scale, Trace
from explorer.gui.plots.canvas import Canvas
from explorer.gui.plots.crosshair import Crosshair
from explorer.gui.plots.curves import BoldCurve, ThinCurve
from explorer.gui.plots.hover_box import HoverBox, Row
from explorer.gui.widgets.labels import ElidedLabel
from explorer.gui.widgets.theme import DARK, Theme
from explorer.wording import tr

_NEAR = 14.0  # pixels from a mark that count as on it
_APART = 34.0  # pixels between two labels of the x axis
_MOST_ROWS = 14


class ChartPanel(QFrame):
    """Shows traces. Reads those at the pointer's x; a click on or beside a mark is `run_wanted` with the run's id and
    the place for a menu; `zoomed` tells the x range that is on show after a zoom or a pan, None after a fit."""

    run_wanted = Signal(str, QPoint)
    zoomed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.traces: tuple[Trace, ...] = ()
        self.x_scale, self.y_scale = Scale(""), Scale("")
        self.at: float | None = None
        self._theme = DARK
        self._items: list[QGraphicsItem] = []
        self.setProperty("panel", True)
        self.title = ElidedLabel()
        self.title.setProperty("role", "title")
        self.title.setContentsMargins(10, 4, 10, 0)
        self.canvas = Canvas()
        self.canvas.setObjectName(name)
        self.canvas.setMinimumSize(190, 150)
        self.crosshair, self.box = Crosshair(), HoverBox(self.canvas)
        self.canvas.add(self.crosshair)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 3)
        column.setSpacing(0)
        column.addWidget(self.title)
        column.addWidget(self.canvas, 1)
        self.canvas.hovered.connect(self._hovered)
        self.canvas.nudged.connect(self._nudged)
        self.canvas.fit_wanted.connect(self.fit)
        self.canvas.moved_by_user.connect(lambda: self.zoomed.emit(tuple(self.canvas.view.viewRange()[0])))
        self.canvas.view.sigResized.connect(self._label_axis)
        self.canvas.scene().sigMouseClicked.connect(self._clicked)

    # ── what others set ─────────────────────────────────────────────────────────────────────────

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors; what is drawn is drawn anew by whoever chose its colors."""
        self._theme = theme
        self.canvas.set_theme(theme)
        self.crosshair.set_theme(theme)
        self.box.set_theme(theme)

    def show_traces(self, title: str, traces: Sequence[Trace], x: Scale, y: Scale, *, keep: bool = False) -> None:
        """Draw these; with `keep` the part on show stays."""
        self.title.setText(title)
        self.title.setVisible(bool(title))
        self.traces, self.x_scale, self.y_scale = tuple(traces), x, y
        for item in self._items:
            self.canvas.view.removeItem(item)
        self._items = []
        for trace in traces:
            self._draw_band(trace)
            self._draw_dots(trace)
        for (color, bold, dashed), alike in _by_style(traces).items():
            curve = BoldCurve() if bold else ThinCurve(antialias=True)
            curve.set_color(QColor(color), Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine)
            curve.setData(_joined([trace.x for trace in alike]), _joined([trace.y for trace in alike]))
            self._add(curve, 5)
        self.canvas.bottom.set_logarithmic(x.log and not x.ticks)
        self.canvas.left.set_logarithmic(y.log)
        self.canvas.left.set_formatter(None if y.log else y.tick_text)
        self.canvas.set_titles(y.title, x.title)
        self.canvas.setAccessibleName(title or y.title)
        self.canvas.setAccessibleDescription(
            tr(
                "{title} against {title2}: {label}",
                title=y.title,
                title2=x.title,
                label="; ".join(t.label for t in traces),
            )
        )
        if not keep:
            self.canvas.show_range(x.shown, y.shown)
        self._label_axis()
        self.point_at(self.at)

    def fit(self) -> None:
        """Show everything."""
        self.canvas.show_range(self.x_scale.shown, self.y_scale.shown)
        self.zoomed.emit(None)

    # ── reading ─────────────────────────────────────────────────────────────────────────────────

    @property
    def places(self) -> Axis:
        """Every x at which something can be read, ascending."""
        dots = [np.array([dot.x for dot in trace.dots]) for trace in self.traces]
        return np.unique(np.concatenate([np.empty(0), *(trace.x for trace in self.traces), *dots]))

    def point_at(self, x: float | None) -> None:
        """Read the nearest place to x; None for none."""
        places = self.places
        places = places[np.isfinite(places)]
        self.at = None if x is None or not len(places) else float(places[np.abs(places - x).argmin()])
        self.crosshair.place(self.at)
        rows = [] if self.at is None else self.rows_at(self.at)
        if self.at is None or not rows:
            self.box.hide()
            return
        place = self.canvas.mapFromScene(self.canvas.view.mapViewToScene(QPointF(self.at, 0.0)))
        self.box.show_rows(self.x_text(self.at), rows, place.x())

    def x_text(self, x: float) -> str:
        """What a place is called."""
        known = next((label for place, label in self.x_scale.ticks if place == x), "")
        return f"{self.x_scale.title} {known or self.x_scale.text(10.0**x if self.x_scale.log else x)}".strip()

    def rows_at(self, x: float) -> list[Row]:
        """Each line's value at a place, with what its seeds have."""
        rows = []
        for trace in self.traces:
            here = np.flatnonzero(trace.x == x)
            if not len(here) and len(trace.x) > 1 and trace.x.min() <= x <= trace.x.max():
                here = np.array([int(np.searchsorted(trace.x, x, side="right")) - 1])
            if len(here) and np.isfinite(trace.y[here[0]]):
                rows.append(Row(trace.label, self._y_text(float(trace.y[here[0]])), trace.color))
                if trace.detail:
                    rows.append(Row(trace.detail[here[0]], "", None))
            elif not len(here):
                rows += [
                    Row(trace.label, f"{self._y_text(d.y)}  {d.text}", trace.color) for d in trace.dots if d.x == x
                ]
        left_out = len(rows) - _MOST_ROWS
        return (
            rows
            if left_out <= 0
            else [*rows[:_MOST_ROWS], Row(tr("and {left_out} more", left_out=left_out), "", QColor(self._theme.muted))]
        )

    @property
    def here(self) -> list[Dot]:
        """The runs at the place that is read, by line and seed."""
        return [
            replace(dot, text=f"{trace.label}, {dot.text}")
            for trace in self.traces
            for dot in trace.dots
            if dot.x == self.at and dot.run_id
        ]

    def nearest(self, position: QPoint) -> Dot | None:
        """The mark under a position of the canvas, or the run of the line that passes there."""
        found: list[tuple[float, Dot]] = []
        for trace in self.traces:
            dots = list(trace.dots)
            if trace.run_id and len(trace.x):
                at = self.canvas.x_at(QPointF(position))
                place = 0 if at is None else int(np.abs(trace.x - at).argmin())
                dots.append(Dot(float(trace.x[place]), float(trace.y[place]), trace.run_id, trace.label))
            found += [(self._distance(dot, position), dot) for dot in dots if np.isfinite(dot.y)]
        found = [(distance, dot) for distance, dot in found if distance <= _NEAR and dot.run_id]
        return min(found, key=lambda pair: pair[0])[1] if found else None

    # ── inside ──────────────────────────────────────────────────────────────────────────────────

    def _distance(self, dot: Dot, position: QPoint) -> float:
        there = self.canvas.mapFromScene(self.canvas.view.mapViewToScene(QPointF(dot.x, dot.y)))
        return float(np.hypot(there.x() - position.x(), there.y() - position.y()))

    def _y_text(self, y: float) -> str:
        return self.y_scale.text(10.0**y if self.y_scale.log else y)

    def _draw_band(self, trace: Trace) -> None:
        if len(trace.low):
            rims = [pg.PlotCurveItem(trace.x, values) for values in (trace.low, trace.high)]
            faint = QColor(trace.color)
            faint.setAlphaF(0.2 if trace.bold else 0.1)
            self._add(pg.FillBetweenItem(*rims, brush=pg.mkBrush(faint)), 1)

    def _draw_dots(self, trace: Trace) -> None:
        for hollow in (False, True):
            dots = [dot for dot in trace.dots if dot.hollow == hollow]
            if dots:
                fill = QColor(self._theme.panel) if hollow or not trace.bold else trace.color
                spots = pg.ScatterPlotItem(
                    [dot.x for dot in dots], [dot.y for dot in dots], size=7 if trace.bold else 6,
                    symbol="o" if trace.bold else "d", pen=pg.mkPen(trace.color), brush=pg.mkBrush(fill),
                )  # fmt: skip
                self._add(spots, 6)

    def _add(self, item: QGraphicsItem, depth: int) -> None:
        item.setZValue(depth)
        self.canvas.add(item)
        self._items.append(item)

    def _label_axis(self) -> None:
        """Label the places of the x axis that have a name, as many as there is room for."""
        if not self.x_scale.ticks:
            self.canvas.bottom.setTicks(None)
            return
        low, high = self.canvas.view.viewRange()[0]
        apart = _APART * (high - low) / max(1.0, self.canvas.view.width())
        kept: list[tuple[float, str]] = []
        for place, label in self.x_scale.ticks:
            room = apart * max(1.0, len(label) / 5)
            if not kept or place - kept[-1][0] >= room:
                kept.append((place, label))
        self.canvas.bottom.setTicks([kept])

    def _hovered(self, x: float | None) -> None:
        self.point_at(x)

    def _nudged(self, by: int) -> None:
        places = self.places
        if len(places):
            at = -1 if self.at is None else int(np.searchsorted(places, self.at))
            self.point_at(float(places[min(max(at + by, 0), len(places) - 1)]))

    def _clicked(self, event: pg.GraphicsScene.mouseEvents.MouseClickEvent) -> None:
        position = self.canvas.mapFromScene(event.scenePos())
        dot = self.nearest(position)
        if dot is not None and not event.double():
            self.run_wanted.emit(dot.run_id, self.canvas.mapToGlobal(position))


def _by_style(traces: Sequence[Trace]) -> dict[tuple[str, bool, bool], list[Trace]]:
    """Lines that look alike: each group is drawn as one, because a hundred of them take as long as a hundred items."""
    found: dict[tuple[str, bool, bool], list[Trace]] = {}
    for trace in traces:
        if len(trace.x):
            found.setdefault((trace.color.name(), trace.bold, trace.dashed), []).append(trace)
    return found


def _joined(parts: Sequence[Axis]) -> Axis:
    """The parts one after the other, with a gap between them."""
    gap = np.array([np.nan])
    return np.concatenate([piece for part in parts for piece in (part, gap)])
