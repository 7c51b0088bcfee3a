"""How much of a network is drawn: stages, blocks, layers or calls; chosen by hand or by the zoom."""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from explorer.graph.layout import Layout
from explorer.wording import marked, tr

FEWEST_PIXELS = 3.5  # of a layer; below that blocks or stages stand for them
BOX = 72.0  # pixels; narrower blocks are folded where equal ones stand in a row
FOLDED = 24.0  # pixels; where folded blocks are narrower than that, stages stand for them
GLYPH = 28.0  # pixels between two calls, from which on the zoom shows calls
SMALLEST_GLYPH = 12.0  # pixels between two calls, below which they are not drawn
FEWEST_FOR_CALLS, ENOUGH_FOR_CALLS = 48.0, 160.0  # pixels of a layer

_TITLES = marked({"STAGES": "Stages", "BLOCKS": "Blocks", "LAYERS": "Layers", "CALLS": "Calls"})
_WORDS = marked({"STAGES": "stages", "BLOCKS": "blocks", "LAYERS": "layers", "CALLS": "calls"})


class Detail(IntEnum):
    """What the smallest thing drawn is."""

    STAGES = 0
    BLOCKS = 1
    LAYERS = 2
    CALLS = 3

    @property
    def title(self) -> str:
        """The name for people."""
        return tr(_TITLES[self.name])

    @property
    def word(self) -> str:
        """The name within a sentence."""
        return tr(_WORDS[self.name])


class Details:
    """The levels of detail that a network has, and which of them shows at which zoom (pixels per layer)."""

    def __init__(self, drawn: Layout) -> None:
        self.available = tuple(
            level
            for level, there in (
                (Detail.STAGES, len(drawn.stages) > 0),
                (Detail.BLOCKS, len(drawn.folded) > 0),
                (Detail.LAYERS, True),
                (Detail.CALLS, len(drawn.glyphs) > 0),
            )
            if there
        )
        self.layers = len(drawn.cells)
        self._folded = float(np.median([box.x1 - box.x0 for box in drawn.folded])) if drawn.folded else 0.0
        self.gap = _typical_gap(drawn)

    def at_zoom(self, pixels: float, whole: bool) -> Detail:
        """The level that the zoom asks for; `whole`: all of the network is in view, which never shows calls."""
        if pixels >= self.pixels_for(Detail.CALLS) and not whole and Detail.CALLS in self.available:
            return Detail.CALLS
        if pixels >= FEWEST_PIXELS:
            return Detail.LAYERS
        if Detail.BLOCKS in self.available and self._folded * pixels >= FOLDED:
            return Detail.BLOCKS
        return self.available[0]

    def shown(self, chosen: Detail | None, pixels: float, whole: bool) -> Detail:
        """The level on show: the chosen one (None: the zoom's), or the nearest finer one that there is. Calls that
        would melt into one another are shown as their layers."""
        if chosen is None:
            return self.at_zoom(pixels, whole)
        if chosen == Detail.CALLS:
            fewest = min(SMALLEST_GLYPH / self.gap, self.pixels_for(chosen))
            return chosen if chosen in self.available and pixels >= fewest else Detail.LAYERS
        return next(level for level in self.available if level >= chosen)

    def pixels_for(self, level: Detail) -> float:
        """Pixels per layer from which on the zoom shows this level."""
        if level == Detail.CALLS:
            return min(max(FEWEST_FOR_CALLS, GLYPH / self.gap), ENOUGH_FOR_CALLS)
        return FEWEST_PIXELS if level == Detail.LAYERS else 0.0

    def next(self, level: Detail, by: int) -> Detail:
        """The next finer (`by` = 1) or coarser (−1) level that there is, else the same."""
        place = self.available.index(level) + by
        return self.available[min(max(place, 0), len(self.available) - 1)]


def _typical_gap(drawn: Layout) -> float:
    """Layers between two neighboring calls of one lane: the lower quartile, so that most labels fit."""
    gaps = []
    for lane in {glyph.lane for glyph in drawn.glyphs}:
        steps = np.diff(np.sort([glyph.x for glyph in drawn.glyphs if glyph.lane == lane]))
        gaps.append(steps[steps > 1e-6])
    found = np.concatenate(gaps) if gaps else np.empty(0)
    return float(np.quantile(found, 0.25)) if len(found) else 1.0
