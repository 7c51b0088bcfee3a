"""Heatmaps of several runs beside one another, on one color scale."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from explorer.comparison.grouping import SEED, called, default_choice, differing
from explorer.desk.background import Doing
from explorer.desk.columns import stand_in
from explorer.gui.cards.strip import Strip
from explorer.gui.comparison.choice_box import ChoiceBox
from explorer.gui.comparison.gradients_view import INSTRUMENTS, NO_READINGS
from explorer.gui.comparison.panel_grid import MOST
from explorer.gui.comparison.tiles import Tile, Tiles
from explorer.gui.comparison.view_parts import scrolling
from explorer.gui.picture.color_bar import ColorBar
from explorer.gui.picture.levels import Extent, shared_levels
from explorer.gui.widgets.labels import Label
from explorer.gui.widgets.theme import DARK, Theme
from explorer.runs.overviews import Overviews
from explorer.runs.rows import RunRow
from explorer.runs.values import order, value
from explorer.wording import tr, tr_values

Found = tuple[list[Tile], tuple[float, float]]


def find_heatmaps(rows: Sequence[RunRow], overviews: Overviews, instrument: str) -> Found:
    """The first MOST runs, seed by seed, by color, then x, then the rest; and the scale that all share."""
    names = list(differing(rows))
    best = default_choice(rows)
    names.sort(key=lambda name: (name == SEED, name == best.x, name != best.color))
    first = [SEED, *names]  # one seed of everything comes before the next seed
    ordered = sorted(rows, key=lambda row: [order(value(row, name)) for name in first])[:MOST]
    heatmaps = overviews.heatmaps([row.id for row in ordered], instrument)
    tiles, seen = [], Extent()
    for row in ordered:
        if row.id in heatmaps:
            label = called(names, [value(row, name) for name in names]) or row.name
            tiles.append(Tile(label, heatmaps[row.id], row.id))
            seen.take(heatmaps[row.id].values.reshape(-1, 1))
    return tiles, shared_levels([seen])


class HeatmapsView(QWidget):
    """Shows the heatmaps of up to MOST runs; the line below says when there are more."""

    run_wanted = Signal(str, QPoint)

    def __init__(self, overviews: Overviews, doing: Doing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("heatmapsView")
        self._overviews, self._doing, self._token = overviews, doing, 0
        self._rows: tuple[RunRow, ...] = ()
        self.instrument = ChoiceBox(
            "heatmaps_instrument", tr("Show"), tr("What was measured in each layer at every step")
        )
        self.instrument.offer(tr_values(INSTRUMENTS), "gradient-rms")
        self.tiles, self.scale, self.words = Tiles("heatmap_tiles"), ColorBar(), Label()
        self.words.setProperty("role", "muted")
        self.words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        self.controls = Strip((self.instrument,))
        self.controls.setObjectName("comparisonControls")
        column.addWidget(self.controls)
        column.addWidget(scrolling(self.tiles), 1)
        column.addWidget(self.scale)
        column.addWidget(self.words)
        self.instrument.chosen.connect(lambda _: self._ask())
        self.tiles.run_wanted.connect(self.run_wanted)
        self.set_theme(DARK)

    def set_theme(self, theme: Theme) -> None:
        """Take the theme's colors."""
        self.tiles.set_theme(theme)
        self.scale.set_theme(theme)

    def set_rows(self, rows: Sequence[RunRow]) -> None:
        """Show these runs."""
        self._rows = tuple(rows)
        self._ask()

    def table(self) -> str:
        """Nothing: the values of heatmaps are exported with their runs."""
        return ""

    def _ask(self) -> None:
        self._doing.drop(self._token)
        job = partial(find_heatmaps, self._rows, self._overviews, self.instrument.value)
        self._token = self._doing.run(job, self._arrived)

    def _arrived(self, answer: Future[Found]) -> None:
        tiles, levels = answer.result()
        name = self.instrument.value
        self.tiles.show_tiles(tiles, levels)
        self.scale.set_levels(*levels)
        self.scale.set_instrument(replace(stand_in(name), title=INSTRUMENTS[name]))
        about = tr("Layers from the input (left) to the output (right), steps from top to bottom; one color scale.")
        left = tr(
            " The first {most} of {total:,} runs: narrow them with the filter.", most=MOST, total=len(self._rows)
        ) * (len(self._rows) > MOST)
        self.words.setText(about + left if tiles else tr(NO_READINGS))
