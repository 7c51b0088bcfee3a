"""The chosen instrument through depth: its readings against layers, now and at step 0, in order or sorted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QToolButton, QWidget

from explorer.desk.columns import stand_in
from explorer.desk.sides import SIDES, Side
from explorer.gui.plots.crosshair import Crosshair
from explorer.gui.plots.export import csv_table
from explorer.gui.plots.overlay import Band, Edge, Level, Mark, Note
from explorer.gui.plots.panel import PlotPanel
from explorer.gui.plots.profile_data import Profile
from explorer.gui.plots.profile_lines import Lines
from explorer.gui.plots.readout import Reading
from explorer.gui.plots.scale import Range, settled
from explorer.gui.widgets.theme import Theme
from explorer.infos import InstrumentInfo
from explorer.number_text import figure
from explorer.runs.history import RunHistory
from explorer.wording import tr

_ABOUT = (
    "One value per layer, from input (left) to output (right). Line: selected step; dotted: step 0, before any "
    "update. A gradient that falls toward the input vanishes; one that rises explodes."
)
_IN_ORDER = "layer, input → output  ·  dotted: step 0"
_SORTED = "layers sorted, largest first  ·  dotted: step 0"
_FIRST = 56  # layers of the axis before any network is known
_SHARES = (-0.04, 1.04)


class ProfilePlot(PlotPanel):
    """log₁₀ of an instrument along the main path, shares as they are; with `sorted` by size, as Fig. 7 of He et al.
    2015. NaN, infinity and zero are triangles at the edges in the theme's colors for them, ringed in the run's
    color; where there is nothing to measure the line has a gap.

    Emits `layer_hovered` with the index of the layer in `graph.main_path` (0 is next to the input; None on leaving)
    and, like the other plots, moves its own line only when told to by `set_layer`."""

    layer_hovered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("profile_plot", tr("Gradient RMS through depth"), tr(_ABOUT), parent)
        self._info = stand_in("gradient-rms")
        self.sorted = False
        self._rank: int | None = None
        self._step: int | None = None
        self._layer: int | None = None
        self._framed: tuple[Side, tuple[tuple[int, int], ...]] | None = None
        self._drawn: tuple[object, ...] = ()
        self._shown: Range | None = None
        self._layers = 0
        self.lines: dict[Side, Lines] = {side: Lines() for side in SIDES}
        self.crosshair = Crosshair()
        for lines in self.lines.values():
            self.canvas.add(lines.start)
            self.canvas.add(lines.now)
        self.canvas.add(self.crosshair)
        self.canvas.bottom.set_whole(True)
        self._add_button()
        self._set_titles()
        self.canvas.hovered.connect(self._hovered)
        self.canvas.nudged.connect(self._nudged)
        self.set_theme(self.theme)

    def set_history(self, side: Side, history: RunHistory | None) -> None:
        """Show another run on a side, or none."""
        if history is self.lines[side].history:
            return
        self.lines[side].history = history
        self.lines[side].set_columns(self._info)
        self.fit()

    def set_layers(self, layers: int) -> None:
        """How long the axis is while no run is on show."""
        if layers != self._layers:
            self._layers = layers
            self.fit()

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        super().set_theme(theme)
        for side, lines in self.lines.items():
            color = theme.side(side)
            lines.now.set_color(color)
            lines.start.set_color(color, Qt.PenStyle.DotLine)
        self.crosshair.set_theme(theme)
        self.redraw()

    def set_instrument(self, info: InstrumentInfo) -> None:
        """Draw another instrument."""
        self._info = info
        for lines in self.lines.values():
            lines.set_columns(info)
        self._set_titles()
        self.title.setText(tr("{title} through depth", title=info.title))
        self.canvas.setAccessibleName(self.title.text())
        self.fit()

    def show_step(self, step: float | None) -> None:
        """Draw this step instead of the newest; None follows the newest again."""
        wanted = None if step is None else round(step)
        if wanted != self._step:
            self._step = wanted
            self.redraw()

    @property
    def instrument(self) -> str:
        """The name of the instrument on show."""
        return self._info.name

    def set_sorted(self, on: bool) -> None:
        """Draw the readings by size instead of in the layers' order."""
        self.sorted, self._rank = on, None
        self.button.setChecked(on)
        self._set_titles()
        self.set_layer(self._layer)
        self.fit()

    def set_layer(self, index: int | None) -> None:
        """Stand the line at a layer (index in `graph.main_path`) and read there; None removes it."""
        self._layer = index
        shown = self._rank if self.sorted else index
        self.crosshair.place(None if shown is None else shown + 1.0)
        self._read()

    def set_frame(self, side: Side, groups: Sequence[tuple[int, int]]) -> None:
        """Shade groups of layers (first and last, places in `graph.main_path`) in a side's color; () shades none."""
        self._framed = (side, tuple(groups)) if groups else None
        self.redraw()

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
            for item, found in ((lines.start, self._start(lines)), (lines.now, self._now(lines))):
                item.setData(*(([], []) if found is None else found.points))
        if self._following:
            self._show_all()
        lacking = self._lacking()
        empty = not self._depth() or len(lacking) == sum(lines.history is not None for lines in self.lines.values())
        self.overlay.set_marks(self.emptiness() if empty else [*self._bands(), *self._guides(), *self._edges()])
        self._read()

    def emptiness(self) -> list[Mark]:
        """What stands in the plot where nothing is drawn: why the instrument has nothing to show, or what to do."""
        why = " ".join(dict.fromkeys(self._lacking().values()))
        if not why:
            return super().emptiness()
        return [Note(f"{self._info.title}: {why}", QColor(self.theme.muted), middle=True)]

    def table(self) -> str:
        """Layers in their order, and for each run the reading of the step on show and of step 0."""
        found: dict[str, NDArray[np.generic]] = {"layer": np.arange(1, self._depth() + 1)}
        for side, lines in self.lines.items():
            now, start = lines.profile(self._info, self._step), lines.profile(self._info, 0)
            if now is not None and start is not None:
                found |= {f"{side} step {p.step}": np.where(p.values < 0, np.nan, p.values) for p in (now, start)}
        return csv_table(found)

    # ── drawing ─────────────────────────────────────────────────────────────────────────────────

    def _add_button(self) -> None:
        self.button = QToolButton()
        self.button.setObjectName("profile_sorted")
        self.button.setText(tr("Sorted"))
        self.button.setAccessibleName(tr("Sort layers by value"))
        self.button.setToolTip(tr("Sort the values by magnitude instead of by layer, as in Fig. 7 of He et al. 2015"))
        self.button.setCheckable(True)
        self.button.setStyleSheet("padding: 0 6px;")
        self.button.toggled.connect(self.set_sorted)
        self.header.insertWidget(1, self.button)

    def _set_titles(self) -> None:
        order = tr(_SORTED) if self.sorted else tr(_IN_ORDER)
        self.canvas.set_titles("" if self._info.scale == "linear" else "log₁₀", order)

    def _start(self, lines: Lines) -> Profile | None:
        return self._ordered(lines.profile(self._info, 0))

    def _now(self, lines: Lines) -> Profile | None:
        return self._ordered(lines.profile(self._info, self._step))

    def _ordered(self, found: Profile | None) -> Profile | None:
        return found.by_size() if found is not None and self.sorted else found

    def _lacking(self) -> dict[Side, str]:
        """Why there is nothing to draw of a side, for those that have a run and nothing to draw."""
        why = {side: lines.lack(self._info, self._step) for side, lines in self.lines.items()}
        return {side: text for side, text in why.items() if text}

    def _versions(self) -> tuple[object, ...]:
        return tuple((id(lines.history), lines.history.version) for lines in self.lines.values() if lines.history)

    def _depth(self) -> int:
        return max(len(lines.columns) for lines in self.lines.values())

    def _show_all(self) -> None:
        self._shown = _SHARES if self._info.scale == "linear" else settled(*self._extent(), self._shown)
        self.canvas.show_range((0.4, (self._depth() or self._layers or _FIRST) + 0.6), self._shown)

    def _extent(self) -> Range:
        """The lowest and the highest place on the y axis, the guide's included."""
        both = [p for li in self.lines.values() for p in (self._now(li), self._start(li)) if p]
        heights = np.concatenate([p.heights for p in both]) if both else np.empty(0)
        heights = heights[np.isfinite(heights)]
        if not len(heights):
            return -4.0, 0.0
        guide = [g.y for g in self._guides()]
        return min(float(heights.min()), *guide, np.inf), max(float(heights.max()), *guide, -np.inf)

    def _guides(self) -> list[Level]:
        guide = self._info.guide
        if guide is None:
            return []
        y = guide if self._info.scale == "linear" else float(np.log10(guide))
        return [Level(y, tr("{guide:g}: rule of thumb", guide=guide), QColor(self.theme.muted))]

    def _bands(self) -> list[Band]:
        """What is framed; sorted layers stand elsewhere in each run."""
        if self._framed is None or self.sorted:
            return []
        side, groups = self._framed
        return [Band(first + 0.5, last + 1.5, self.theme.side(side)) for first, last in groups]

    def _edges(self) -> Iterator[Mark]:
        for side, lines in self.lines.items():
            now = self._now(lines)
            if now is None:
                continue
            ring = self.theme.side(side)
            kinds = (
                (np.isnan(now.values), "top", self.theme.nan),
                (np.isinf(now.values), "top", self.theme.infinite),
                ((now.values == 0) & (not now.linear), "bottom", self.theme.zero),
            )
            for chosen, at, fill in kinds:
                for place in now.places[chosen]:
                    yield Edge(float(place), "top" if at == "top" else "bottom", QColor(fill), ring)

    # ── reading ─────────────────────────────────────────────────────────────────────────────────

    def _read(self) -> None:
        readings = [r for side, lines in self.lines.items() if (r := self._reading(side, lines)) is not None]
        at = self._rank if self.sorted else self._layer
        self.readout.read("" if at is None else f"{'rank' if self.sorted else 'layer'} {at + 1}", readings)

    def _reading(self, side: Side, lines: Lines) -> Reading | None:
        now, start = self._now(lines), self._start(lines)
        if lines.history is None or now is None or start is None:
            return None if lines.history is None else Reading(side, ())
        if lines.lack(self._info, self._step):
            needs = self._info.needs
            return Reading(side, (tr("no {needs}", needs=tr(needs)) if needs else tr("not measured"),))
        at = self._rank if self.sorted else self._layer
        if at is None:
            return Reading(side, (tr("step {step}", step=now.step),))
        if at >= len(now.values):
            return Reading(side, ("–",))
        if self.sorted:
            return Reading(side, (_figure(now.values[at]), tr("layer {layers}", layers=now.layers[at])))
        return Reading(side, (_figure(now.values[at]), tr("step 0: {values}", values=_figure(start.values[at]))))

    def _hovered(self, x: float | None) -> None:
        depth = self._depth()
        self._point(None if x is None or not depth else min(max(round(x), 1), depth) - 1)

    def _nudged(self, by: int) -> None:
        depth, at = self._depth(), self._rank if self.sorted else self._layer
        if depth:
            self._point(min(max((-1 if at is None else at) + by, 0), depth - 1))

    def _point(self, at: int | None) -> None:
        """A place among sorted layers is another layer in each run: it is read here alone."""
        if self.sorted:
            self._rank = at
            self.set_layer(self._layer)
        else:
            self.layer_hovered.emit(at)


def _figure(value: float) -> str:
    return tr("not measured") if value < 0 else figure(float(value))
