"""Bars of an analysis in both pictures."""

import numpy as np
import pytest

from explorer.gui.analyses.picture_bars import PictureBars
from explorer.gui.picture.network_view import NetworkView
from explorer.gui.widgets.theme import LIGHT
from tests.gui.analyzed import bars
from tests.gui.support import residual_graph


@pytest.fixture
def views(shown):
    found = {}
    for side in "AB":
        found[side] = shown(NetworkView(side), 700, 300)
        found[side].set_graph(residual_graph(20))
    return found


def test_the_highest_bar_of_both_sets_the_scale(views):
    made = PictureBars(views)
    made.set_bars({"A": bars((0.8, 0.4, np.nan)), "B": bars((0.2,))})
    heights = {side: {s: r.height() for s, r in item.rectangles().items()} for side, item in made.items.items()}
    assert list(heights["A"]) == ["skip1", "skip2"]
    assert heights["A"]["skip1"] == pytest.approx(2 * heights["A"]["skip2"])
    assert heights["A"]["skip1"] == pytest.approx(4 * heights["B"]["skip1"])


def test_each_bar_stands_under_its_own_arc_at_every_zoom(views):
    made = PictureBars(views)
    made.set_bars({"A": bars((0.8, 0.4, 0.1))})
    arcs = {arc.skip: arc for arc in views["A"].canvas.drawing.drawn.arcs}
    for skip, place in made.items["A"].rectangles().items():
        assert (place.left(), place.right()) == (arcs[skip].x0, arcs[skip].x1)
        assert place.bottom() < views["A"].canvas.drawing.band.top


def test_bars_are_painted_in_the_runs_color_and_go_again(views):
    made = PictureBars(views)
    before = views["A"].grab().toImage()
    made.set_theme(LIGHT)
    made.set_bars({"A": bars((0.8, 0.4, 0.1))})
    made.point_at({"A": "skip1"})
    image = views["A"].grab().toImage()
    names = [image.pixelColor(x, y).name() for x in range(0, 700, 2) for y in range(30, 130, 2)]
    assert names.count(LIGHT.a) > 50
    made.set_bars({})
    assert views["A"].grab().toImage() == before


def test_negative_changes_are_flat_not_upside_down(views):
    made = PictureBars(views)
    made.set_bars({"A": bars((0.8, -0.1))})
    assert made.items["A"].rectangles()["skip2"].height() == 0


def test_another_network_keeps_only_its_own_skips(views):
    made = PictureBars(views)
    made.set_bars({"A": bars((0.1,) * 10)})
    assert len(made.items["A"].rectangles()) == 9
    views["A"].set_graph(residual_graph(26))
    assert len(made.items["A"].rectangles()) == 10
