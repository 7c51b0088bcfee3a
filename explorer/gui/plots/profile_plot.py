"""The gradient through depth: an instrument against layers, now and at step 0."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from explorer.engine.infos import InstrumentInfo
from explorer.gui.plots.crosshair import Crosshair
from explorer.gui.plots.curves import BoldCurve, ThinCurve
from explorer.gui.plots.export import csv_table
from explorer.gui.plots.figures import figure
from explorer.gui.plots.overlay import Edge, Mark
from explorer.gui.plots.panel import PlotPanel
from explorer.gui.plots.profile_data import Profile, columns, profile
from explorer.gui.plots.readout import Reading
from explorer.gui.plots.scale import Range, settled
from explorer.gui.theme import SIDES, Side, Theme
from explorer.runs.history import RunHistory

_ABOUT = (
    "One reading per layer, from the input (left) to the output (right). Line: the step on show; dotted: step 0, "
    "before any update. A line that falls towards the input vanishes, one that rises explodes."
)


class _Lines:
    """A run's two lines and where its main path stands among the measured columns."""

    def __init__(self) -> None:
        self.history: RunHistory | None = None
        self.columns: NDArray[np.intp] = np.empty(0, np.intp)
        self.now, self.start = BoldCurve(), ThinCurve(antialias=True)

    def profile(self, instrument: str, step: int | None) -> Profile | None:
        return None if self.history is None else profile(self.history, instrument, step, self.columns)


class ProfilePlot(PlotPanel):
    """log₁₀ of an instrument along the main path. NaN, infinity and zero are triangles at the edges in the theme's
    colours for them, ringed in the run's colour.

    Emits `layer_hovered` with the index of the layer in `graph.main_path` (0 is next to the input; None on leaving)
    and, like the other plots, moves its own line only when told to by `set_layer`."""

    layer_hovered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("profile_plot", "Gradient RMS through depth", _ABOUT, parent)
        self.instrument = "gradient-rms"
        self._step: int | None = None
        self._layer: int | None = None
        self._drawn: tuple[object, ...] = ()
        self._shown: Range | None = None
        self.lines: dict[Side, _Lines] = {side: _Lines() for side in SIDES}
        self.crosshair = Crosshair()
        for lines in self.lines.values():
            self.canvas.add(lines.start)
            self.canvas.add(lines.now)
        self.canvas.add(self.crosshair)
        self.canvas.set_titles("log₁₀", "layer, input → output  ·  dotted: step 0")
        self.canvas.hovered.connect(self._hovered)
        self.canvas.nudged.connect(self._nudged)
        self.set_theme(self.theme)

    def set_history(self, side: Side, history: RunHistory | None) -> None:
        """Show another run on a side, or none."""
        if history is self.lines[side].history:
            return
        self.lines[side].history = history
        self.lines[side].columns = np.empty(0, np.intp) if history is None else columns(history.graph)
        self.fit()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        super().set_theme(theme)
        for side, lines in self.lines.items():
            colour = theme.side(side)
            lines.now.set_colour(colour)
            lines.start.set_colour(colour, Qt.PenStyle.DotLine)
        self.crosshair.set_theme(theme)
        self.redraw()

    def set_instrument(self, info: InstrumentInfo) -> None:
        """Draw another instrument."""
        self.instrument = info.name
        self.title.setText(f"{info.title} through depth")
        self.canvas.setAccessibleName(self.title.text())
        self.fit()

    def show_step(self, step: float | None) -> None:
        """Draw this step instead of the newest; None follows the newest again."""
        wanted = None if step is None else round(step)
        if wanted != self._step:
            self._step = wanted
            self.redraw()

    def set_layer(self, index: int | None) -> None:
        """Stand the line at a layer (index in `graph.main_path`) and read there; None removes it."""
        self._layer = index
        self.crosshair.place(None if index is None else index + 1.0)
        self._read()

    def fit(self) -> None:
        """Show everything, and follow the runs as they grow."""
        self._shown = None
        super().fit()

    def refresh(self) -> None:
        """Draw what is new; one comparison where nothing is."""
        if self._versions() != self._drawn:
            self.redraw()

    def redraw(self) -> None:
        """Draw again, from what is stored."""
        self._drawn = self._versions()
        for lines in self.lines.values():
            for item, found in ((lines.start, lines.profile(self.instrument, 0)), (lines.now, self._now(lines))):
                item.setData(*(([], []) if found is None else (found.layers, found.logs)))
        if self._following:
            self._show_all()
        self.overlay.set_marks(list(self._edges()) if self._depth() else self.emptiness())
        self._read()

    def table(self) -> str:
        """Layers, and for each run the reading of the step on show and of step 0."""
        found: dict[str, NDArray[np.generic]] = {"layer": np.arange(1, self._depth() + 1)}
        for side, lines in self.lines.items():
            now, start = self._now(lines), lines.profile(self.instrument, 0)
            if now is not None and start is not None:
                found |= {f"{side} step {now.step}": now.values, f"{side} step 0": start.values}
        return csv_table(found)

    # ── drawing ─────────────────────────────────────────────────────────────────────────────────

    def _now(self, lines: _Lines) -> Profile | None:
        return lines.profile(self.instrument, self._step)

    def _versions(self) -> tuple[object, ...]:
        return tuple((id(lines.history), lines.history.version) for lines in self.lines.values() if lines.history)

    def _depth(self) -> int:
        return max(len(lines.columns) for lines in self.lines.values())

    def _show_all(self) -> None:
        both = [p for li in self.lines.values() for p in (self._now(li), li.profile(self.instrument, 0)) if p]
        logs = np.concatenate([p.logs for p in both]) if both else np.empty(0)
        logs = logs[np.isfinite(logs)]
        low, high = (float(logs.min()), float(logs.max())) if len(logs) else (-4.0, 0.0)
        self._shown = settled(low, high, self._shown)
        self.canvas.show_range((0.4, (self._depth() or 56) + 0.6), self._shown)

    def _edges(self) -> Iterator[Mark]:
        for side, lines in self.lines.items():
            now = self._now(lines)
            if now is None:
                continue
            ring = self.theme.side(side)
            kinds = (
                (np.isnan(now.values), "top", self.theme.nan),
                (np.isinf(now.values), "top", self.theme.infinite),
                (now.values == 0, "bottom", self.theme.zero),
            )
            for chosen, at, fill in kinds:
                for layer in now.layers[chosen]:
                    yield Edge(float(layer), "top" if at == "top" else "bottom", QColor(fill), ring)

    # ── reading ─────────────────────────────────────────────────────────────────────────────────

    def _read(self) -> None:
        readings = [r for side, lines in self.lines.items() if (r := self._reading(side, lines)) is not None]
        self.readout.read("" if self._layer is None else f"layer {self._layer + 1}", readings)

    def _reading(self, side: Side, lines: _Lines) -> Reading | None:
        now, start = self._now(lines), lines.profile(self.instrument, 0)
        if lines.history is None or now is None or start is None:
            return None if lines.history is None else Reading(side, ())
        if self._layer is None:
            return Reading(side, (f"step {now.step}",))
        if self._layer >= len(now.values):
            return Reading(side, ("–",))
        at_start = f"step 0: {figure(float(start.values[self._layer]))}"
        return Reading(side, (figure(float(now.values[self._layer])), at_start))

    def _hovered(self, x: float | None) -> None:
        depth = self._depth()
        self.layer_hovered.emit(None if x is None or not depth else min(max(round(x), 1), depth) - 1)

    def _nudged(self, by: int) -> None:
        depth = self._depth()
        if depth:
            now = -1 if self._layer is None else self._layer
            self.layer_hovered.emit(min(max(now + by, 0), depth - 1))
