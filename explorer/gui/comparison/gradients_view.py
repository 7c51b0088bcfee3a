"""Gradients over depth: the profiles of every depth at step 0 and at the end, in one picture."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import partial

import numpy as np
from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from explorer.comparison.profiles import RATIO_WORDS
from explorer.comparison.run_profiles import STAGES, GroupProfile, read_profiles
from explorer.desk.background import Doing
from explorer.desk.columns import stand_in
from explorer.gui.cards.strip import Strip
from explorer.gui.comparison.choice_box import ChoiceBox
from explorer.gui.comparison.palette import line_colors
from explorer.gui.comparison.panel_grid import PanelGrid
from explorer.gui.comparison.strips import ProfileStrip, Strips
from explorer.gui.comparison.trace import Scale, Trace
from explorer.gui.comparison.view_parts import scrolling
from explorer.gui.picture.color_bar import ColorBar
from explorer.gui.picture.levels import Extent, shared_levels
from explorer.gui.plots.export import csv_table
from explorer.gui.plots.scaling import extent, scaled
from explorer.gui.widgets.labels import Label
from explorer.gui.widgets.theme import DARK, Theme
from explorer.number_text import figure
from explorer.runs.overviews import Overviews
from explorer.runs.rows import RunRow
from explorer.wording import marked, tr, tr_values

INSTRUMENTS = marked({
    "gradient-rms": "Gradient RMS", "gradient-norm": "Gradient norm", "weight-norm": "Weight norm",
    "update-ratio": "Update / weight", "gradient-weight-ratio": "Gradient / weight",
})  # fmt: skip
_PICTURES = marked({"strips": "Strips", "lines": "Lines, overlaid"})
NO_READINGS = "These runs have no readings of this instrument."


class GradientsView(QWidget):
    """A strip for each group of seeds, or their lines over one another; both on one scale."""

    run_wanted = Signal(str, QPoint)

    def __init__(self, overviews: Overviews, doing: Doing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gradientsView")
        self._overviews, self._doing, self._token = overviews, doing, 0
        self._theme = DARK
        self._rows: tuple[RunRow, ...] = ()
        self.found: tuple[GroupProfile, ...] = ()
        self._build()
        self.instrument.chosen.connect(lambda _: self._ask())
        self.picture.chosen.connect(lambda _: self._draw())
        self.strips.run_wanted.connect(self.run_wanted)
        self.grid.run_wanted.connect(self.run_wanted)

    def _build(self) -> None:
        self.instrument = ChoiceBox("gradients_instrument", tr("Show"), tr("What was measured in each layer"))
        self.instrument.offer(tr_values(INSTRUMENTS), "gradient-rms")
        self.picture = ChoiceBox(
            "gradients_picture", tr("As"), tr("Strips under one another, or lines over one another")
        )
        self.picture.offer(tr_values(_PICTURES), "strips")
        self.strips = Strips("gradient_strips")
        self.scale = ColorBar()
        held = QWidget()
        rows = QVBoxLayout(held)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.strips)
        rows.addStretch(1)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolling(held), 1)
        column.addWidget(self.scale)
        self.grid = PanelGrid("gradients_grid")
        self.pages = QStackedWidget()
        self.pages.addWidget(page)
        self.pages.addWidget(self.grid)
        self.words = Label()
        self.words.setWordWrap(True)
        self.words.setProperty("role", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        self.controls = Strip((self.instrument, self.picture))
        self.controls.setObjectName("comparisonControls")
        column.addWidget(self.controls)
        column.addWidget(self.pages, 1)
        column.addWidget(self.words)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self._theme = theme
        for part in (self.strips, self.scale, self.grid):
            part.set_theme(theme)
        self._draw()

    def set_rows(self, rows: Sequence[RunRow]) -> None:
        """Show these runs."""
        self._rows = tuple(rows)
        self._ask()

    def table(self) -> str:
        """Each profile at step 0 and at the end, a line for each layer."""
        columns = {
            f"{_label(p)}, {name}": v for p in self.found for name, v in zip(STAGES, (p.first, p.last), strict=True)
        }
        return csv_table(columns) if columns else ""

    def _ask(self) -> None:
        self._doing.drop(self._token)
        job = partial(read_profiles, self._rows, self._overviews, self.instrument.value)
        self._token = self._doing.run(job, self._arrived)

    def _arrived(self, answer: Future[tuple[GroupProfile, ...]]) -> None:
        self.found = answer.result()
        self._draw()

    def _draw(self) -> None:
        self.pages.setCurrentIndex(0 if self.picture.value == "strips" else 1)
        if self.picture.value == "strips":
            self._draw_strips()
        else:
            self._draw_lines()
        several = any(len(profile.run_ids) > 1 for profile in self.found)
        about = tr("Layers from the input (left) to the output (right), each network over the whole width.")
        mean = tr(" Geometric mean over the seeds.") if several else ""
        beside = tr(" Beside each strip: {what}.", what=tr(RATIO_WORDS)) if self.picture.value == "strips" else ""
        self.words.setText(about + mean + beside if self.found else tr(NO_READINGS))

    def _draw_strips(self) -> None:
        seen = Extent()
        for profile in self.found:
            for values in (profile.first, profile.last):
                seen.take(values[:, None])
        levels = shared_levels([seen])
        strips = [
            ProfileStrip(_label(p), (p.first, p.last), p.run_ids[0], tuple(map(figure, p.ratios))) for p in self.found
        ]
        self.strips.show_strips([stage.capitalize() for stage in STAGES], strips, levels)
        self.scale.set_levels(*levels)
        name = self.instrument.value
        self.scale.set_instrument(replace(stand_in(name), title=INSTRUMENTS[name]))

    def _draw_lines(self) -> None:
        colors = line_colors([profile.key for profile in self.found], self._theme, len(self.found) > 8)
        panels = []
        for place, stage in enumerate(STAGES):
            traces = []
            for profile in self.found:
                values = (profile.first, profile.last)[place]
                x = np.linspace(0, 1, len(values)) if len(values) > 1 else np.zeros(len(values))
                run_id = profile.run_ids[0]
                traces.append(Trace(_label(profile), colors[profile.key], x, scaled(values, True), run_id=run_id))
            panels.append((stage, traces))
        drawn = [trace for _, traces in panels for trace in traces]
        measured = Scale(
            tr(INSTRUMENTS[self.instrument.value]), extent([t.y for t in drawn], True), log=True, text=figure
        )
        depth = Scale(tr("relative depth"), (-0.02, 1.02), text=lambda at: f"{at:.2f}")
        self.grid.show_panels(panels, depth, measured)
        self.grid.show_legend([(_label(profile), colors[profile.key]) for profile in self.found])


def _label(profile: GroupProfile) -> str:
    seeds = len(profile.run_ids)
    return profile.label + (f" ({seeds} seeds)" if seeds > 1 else "")
