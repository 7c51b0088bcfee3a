"""From a chart to what its panels draw."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PySide6.QtGui import QColor

from explorer.comparison import published
from explorer.comparison.chart import Chart, Line, Mark, Point
from explorer.comparison.grouping import SEED, is_numeric, setting_text
from explorer.gui.comparison.palette import line_colors
from explorer.gui.comparison.trace import Dot, Scale, Trace
from explorer.gui.plots.scaling import extent, scaled
from explorer.gui.widgets.theme import Theme
from explorer.number_text import figure
from explorer.runs.values import Value, is_share, title, value_text
from explorer.wording import tr

MOST_MARKS = 2000
"""Runs up to which each has its mark: more would hide the lines, and take long to draw."""
_WIDE = 20.0  # largest over smallest x from which numbers stand on a logarithmic axis


@dataclass(frozen=True)
class Drawing:
    """Panels with their titles and traces, the two axes they share, and the color of each group with its name."""

    panels: tuple[tuple[str, tuple[Trace, ...]], ...]
    x: Scale
    y: Scale
    legend: tuple[tuple[str, QColor], ...]
    styles: str = ""


def draw_chart(chart: Chart, metrics: Sequence[str], theme: Theme, *, log: bool, with_published: bool) -> Drawing:
    """The chart with its colors: the first metric bold with filled marks, the second thin and dashed."""
    numeric = bool(chart.choice.color) and not chart.split and is_numeric(key[0] for key in chart.colors)
    colors = line_colors(chart.colors, theme, numeric)
    place, x = _x_axis(chart)
    drawer = _Drawer(chart, metrics, colors, place, log)
    panels = []
    for panel in chart.panels or [None]:
        traces = [drawer.trace(line) for line in chart.lines if line.panel == panel]
        if with_published:
            traces.append(drawer.published(QColor(theme.muted)))
        panels.append((setting_text(chart.choice.panel, panel) if chart.choice.panel else "", tuple(traces)))
    y = _y_axis(metrics, [trace for _, traces in panels for trace in traces], log)
    legend = [(chart.color_text(key) or title(metrics[0]), color) for key, color in colors.items()]
    if with_published:
        legend.append((tr("published: ResNets of {source}", source=published.SOURCE), QColor(theme.muted)))
    styles = (
        _styles(metrics)
        if drawer.marked
        else tr("{styles}; no marks for more than {most:,} runs", styles=_styles(metrics), most=MOST_MARKS)
    )
    return Drawing(tuple(panels), x, y, tuple(legend), styles.removeprefix("; "))


@dataclass(frozen=True)
class _Drawer:
    """Draws the lines of one chart."""

    chart: Chart
    metrics: Sequence[str]
    colors: Mapping[tuple[Value, ...], QColor]
    place: Callable[[Value], float]
    log: bool

    def trace(self, line: Line) -> Trace:
        """A line with its band and its runs."""
        counted = [point for point in line.points if point.mean is not None]
        x = np.array([self.place(point.x) for point in counted], np.float64)
        y, low, high = (scaled([getattr(p, name) for p in counted], self.log) for name in ("mean", "low", "high"))
        if self.log:  # a band that reaches below zero ends at the axis
            low = np.where(np.isnan(low), y - 1, low)
        several = any(point.count > 1 for point in counted)
        band = (low, high) if several else (np.empty(0), np.empty(0))
        bold, text = line.metric == self.metrics[0], _text(line.metric)
        return Trace(
            self._name(line), self.colors[line.color, *line.rest], x, y, *band, bold, not bold, self._dots(line),
            tuple(_detail(point, text) for point in counted),
        )  # fmt: skip

    def published(self, color: QColor) -> Trace:
        """The published errors, drawn apart: no band, hollow marks."""
        x = np.array([self.place(depth) for depth in published.TEST_ERROR], np.float64)
        y = scaled(list(published.TEST_ERROR.values()), self.log)
        dots = tuple(Dot(float(a), float(b), "", "", True) for a, b in zip(x, y, strict=True))
        return Trace(tr("published (ResNet)"), color, x, y, bold=False, dashed=True, dots=dots)

    def _name(self, line: Line) -> str:
        name = self.chart.color_text((line.color, *line.rest))
        return ", ".join(
            part for part in (name, title(line.metric) if len(self.metrics) > 1 or not name else "") if part
        )

    @cached_property
    def marked(self) -> bool:
        """Whether each run has its mark."""
        first = [line for line in self.chart.lines if line.metric == self.metrics[0]]
        return sum(len(point.marks) for line in first for point in line.points) <= MOST_MARKS

    def _dots(self, line: Line) -> tuple[Dot, ...]:
        if not self.marked:
            return ()
        return tuple(
            Dot(self.place(point.x), float(scaled(mark.value, self.log)), mark.run_id, _seed(mark), not mark.counts)
            for point in line.points
            for mark in point.marks
        )


def _styles(metrics: Sequence[str]) -> str:
    if len(metrics) < 2:
        return ""
    return tr("bold: {first}, thin: {second}", first=title(metrics[0]), second=title(metrics[1]))


def _x_axis(chart: Chart) -> tuple[Callable[[Value], float], Scale]:
    """Where each x stands, and the axis: numbers in their place, other values one beside the other."""
    xs, name = chart.xs, chart.choice.x
    if chart.numeric and xs:
        numbers = [float(x) for x in xs if isinstance(x, int | float)]
        log = min(numbers) > 0 and max(numbers) / min(numbers) >= _WIDE
        places = {x: float(scaled(number, log)) for x, number in zip(xs, numbers, strict=True)}
    else:
        log, places = False, {x: float(n) for n, x in enumerate(xs)}
    ticks = tuple((place, value_text(name, x)) for x, place in places.items())
    spread = max(places.values(), default=0.0) - min(places.values(), default=0.0)
    room = 0.06 * spread if spread else 0.5
    shown = (min(places.values(), default=0.0) - room, max(places.values(), default=1.0) + room)

    def place(x: Value) -> float:
        return places[x] if x in places else float(scaled(float(x or 0), log))

    return place, Scale(title(name), shown, log, ticks)


def _y_axis(metrics: Sequence[str], traces: Sequence[Trace], log: bool) -> Scale:
    parts = [np.concatenate([t.low, t.high, t.y, [dot.y for dot in t.dots]]) for t in traces]
    share = is_share(metrics[0])
    words = title(metrics[0])
    whole = words.removeprefix("test ").removeprefix("final ") if len(metrics) > 1 else words
    low, high = extent(parts, log, from_zero=share)
    if share and not log:  # a band may reach beyond what an error can be
        low, high = -0.02 * min(high, 1.02), min(high, 1.02)
    return Scale(whole, (low, high), log, text=_text(metrics[0]), tick_text=_tick_text(metrics[0]))


def _text(metric: str) -> Callable[[float], str]:
    known = is_share(metric) or metric in ("seconds", "steps") or metric.endswith("loss")
    return (lambda found: value_text(metric, found)) if known else figure


def _tick_text(metric: str) -> Callable[[float], str] | None:
    """How the axis writes its values."""
    return (lambda found: f"{100 * found:.3g} %".replace("-", "−")) if is_share(metric) else None


def _seed(mark: Mark) -> str:
    return f"{SEED} {value_text(SEED, mark.seed)}" + ("" if mark.counts else f", {mark.status}")


def _detail(point: Point, text: Callable[[float], str]) -> str:
    """ "mean of seed 0: 3.1 %, 1: 2.9 %", or the seed where it is one."""
    counted = [mark for mark in point.marks if mark.counts]
    if len(counted) == 1:
        return _seed(counted[0])
    if len(counted) > 5:
        return tr("mean of {count} runs", count=len(counted))
    return tr(
        "mean of {seed} {values}",
        seed=SEED,
        values=", ".join(f"{value_text(SEED, mark.seed)}: {text(mark.value)}" for mark in counted),
    )
