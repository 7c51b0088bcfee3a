"""The pictures of a report: error against what varies, curves, gradient profiles, heatmaps on one color scale."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from explorer.comparison.chart import Chart, Line
from explorer.comparison.grouping import setting_text
from explorer.exports import svg
from explorer.number_text import percent
from explorer.runs.overviews import Ends, Epochs, Heatmap
from explorer.runs.rows import RunRow
from explorer.runs.snapshot import Floats
from explorer.runs.values import Value, title, value_text

GRADIENT = "gradient-rms"
HEATMAP_STEPS = 96
_LIFTED = 0.04  # of the highest error: room above the highest mark


def error_charts(chart: Chart, metrics: Sequence[str]) -> list[str]:
    """A picture for each panel and metric: marks for runs, lines through means, bands."""
    xs = chart.xs
    places = {x: float(x) if chart.numeric and isinstance(x, int | float) else float(n) for n, x in enumerate(xs)}
    ticks = [(places[x], value_text(chart.choice.x, x)) for x in xs]
    highest = max((mark.value for line in chart.lines for point in line.points for mark in point.marks), default=1.0)
    pad = 0.05 * (max(places.values()) - min(places.values()) or 1.0)
    reach = min(places.values()) - pad, max(places.values()) + pad
    pictures = []
    for panel in chart.panels:
        for metric in metrics:
            where = f", {setting_text(chart.choice.panel, panel)}" if chart.choice.panel else ""
            plot = svg.Plot(
                f"{title(metric).capitalize()}{where}", title(chart.choice.x), title(metric), reach,
                (0.0, highest * (1 + _LIFTED) or 1.0), ticks=_thinned(ticks), percent=True,
            )  # fmt: skip
            for line in chart.lines:
                if (line.panel, line.metric) == (panel, metric):
                    _draw(plot, chart, line, places)
            pictures.append(plot.render())
    return pictures


def _draw(plot: svg.Plot, chart: Chart, line: Line, places: dict[Value, float]) -> None:
    shade = svg.color(chart.colors.index((line.color, *line.rest)))
    known = [point for point in line.points if point.mean is not None]
    xs = [places[point.x] for point in known]
    mean, low, high = np.array([(point.mean, point.low, point.high) for point in known], np.float64).reshape(-1, 3).T
    plot.band(xs, low, high, shade)
    if len(known) > 1:
        plot.line(xs, mean, shade)
    for point in line.points:
        for mark in point.marks:
            plot.mark(
                places[point.x], mark.value, shade, not mark.counts, f"seed {mark.seed}: {percent(mark.value, 2)}"
            )


def _thinned(ticks: list[tuple[float, str]], most: int = 9) -> list[tuple[float, str]]:
    every = -(-len(ticks) // most)
    return ticks[::every]


def curves(rows: Sequence[RunRow], epochs: dict[str, Epochs], shades: dict[str, str]) -> str:
    """Error against the epoch: test bold, training thin."""
    found = [(row.id, epochs[row.id], row.steps_per_epoch) for row in rows if row.id in epochs]
    if not found:
        return ""
    errors = [1 - np.concatenate([e.train_accuracy, e.test_accuracy]) for _, e, _ in found]
    high = max((float(np.nanmax(error)) for error in errors if np.isfinite(error).any()), default=1.0)
    last = max(float((e.step[-1] + 1) / per) for _, e, per in found)
    plot = svg.Plot("Error against epochs: test bold, training thin", "epoch", "error", (0.0, last), (0.0, high or 1.0),
                    percent=True, width=720, height=340)  # fmt: skip
    clear = 1.0 if len(found) <= 8 else 0.55
    for run_id, e, per in found:
        x = (e.step + 1) / per
        plot.line(x, 1 - e.train_accuracy, shades[run_id], width=0.8, opacity=clear)
        plot.line(x, 1 - e.test_accuracy, shades[run_id], width=2.2, opacity=clear)
    return plot.render()


def profiles(rows: Sequence[RunRow], ends: dict[str, Ends], shades: dict[str, str]) -> list[str]:
    """The gradient of every layer at step 0 and at the end; depths side by side by relative depth."""
    found = [row.id for row in rows if row.id in ends]
    if not found:
        return []
    scale = svg.decades([np.concatenate(ends[run_id]).astype(np.float64) for run_id in found])
    pictures = []
    for place, when in enumerate(("at step 0", "at the last step")):
        plot = svg.Plot(f"Gradient RMS of the layers {when}", "relative depth: input to output", "gradient RMS",
                        (0.0, 1.0), scale, log=True)  # fmt: skip
        for run_id in found:
            values = ends[run_id][place]
            plot.line(
                np.linspace(0, 1, len(values)),
                values,
                shades[run_id],
                width=1.4,
                opacity=1.0 if len(found) <= 8 else 0.6,
            )
        pictures.append(plot.render())
    return pictures


def heatmap(found: Heatmap, steps: int, scale: tuple[float, float]) -> str:
    """Gradient RMS of every layer over the steps, colors from `scale`, low to high."""
    levels = _levels(found.values, scale)
    plot = svg.Plot("", "step", "layer", (0.0, float(steps)), (0.0, float(len(levels))), width=350, height=190)
    plot.picture(levels)
    return plot.render()


def _levels(values: Floats, scale: tuple[float, float]) -> NDArray[np.float64]:
    """Places of readings (rows of steps, layers) in the color scale, 0–1, (layers, rows), the last layer on top; NaN
    where a gradient is not finite."""
    low, high = np.log10(scale)
    with np.errstate(divide="ignore", invalid="ignore"):
        levels = (np.log10(values.astype(np.float64)) - low) / (high - low)
    return np.where(values == 0, 0.0, np.where(np.isfinite(values), levels, np.nan)).T[::-1]
