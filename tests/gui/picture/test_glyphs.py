"""Calls as glyphs, on the lanes and in the colors of their layers."""

import numpy as np
import pytest

from explorer.graph.layout import Glyph
from explorer.graph.ops import op_of
from explorer.gui.picture.detail import Detail
from explorer.gui.picture.glyphs import SIGNS, room
from explorer.gui.widgets.colors import color, indices
from explorer.gui.widgets.theme import DARK
from tests.gui.sketches import branching
from tests.gui.support import history


def near(view, at) -> set[str]:
    """Colors in the 9 × 9 pixels around a canvas position."""
    image = view.canvas.grab().toImage()
    return {image.pixelColor(at.x() + dx, at.y() + dy).name() for dx in range(-4, 5) for dy in range(-4, 5)}


def test_room_is_the_nearer_neighbor_of_the_same_lane():
    glyphs = [Glyph("a", 1.0), Glyph("b", 1.2, 1), Glyph("c", 1.5), Glyph("d", 1.6), Glyph("e", 9.0)]
    assert room(glyphs) == pytest.approx([0.5, 1.0, 0.1, 0.1, 1.0])


def test_weighted_calls_take_the_color_of_their_reading(deep, pixel):
    deep.set_history(history(deep.sight.graph, rows=np.full((3, len(deep.sight.graph.layers)), 1e-3, np.float32)))
    deep.show_call("stage1_1_conv2")
    deep.set_detail(Detail.CALLS)
    area = deep.canvas.drawing.ring.area
    wanted = color(int(indices(1e-3, *deep.levels)), DARK).name()
    assert wanted in near(deep, pixel(deep, area.center().x(), area.top() + 6))


def test_a_junction_is_a_sign_and_hovering_tells_it(deep, pixel):
    deep.show_call("stage1_1_conv1_add")
    area = deep.canvas.drawing.ring.area
    assert deep.canvas.level == Detail.CALLS
    assert area.width() * deep.canvas.pixels_per_layer == pytest.approx(area.height())
    at = pixel(deep, area.center().x(), area.center().y())
    assert DARK.skip in near(deep, at)
    assert deep.text_at(at.toPointF()).startswith("add · stage1_1_conv1_add\noutput 8×8×8")


def test_branches_stand_below_one_another(branched):
    branched.show_call("m1b3c0")
    branched.set_detail(Detail.CALLS)
    glyphs = branched.canvas.drawing.glyphs
    tops = [glyphs.area(i, 100).center().y() for i, g in enumerate(glyphs.glyphs) if g.call in ("stem", "m1b3c0")]
    assert tops[1] - tops[0] == pytest.approx(3 * glyphs.band.pitch)


def test_arcs_end_at_their_junction(deep):
    deep.show_call("stage1_1_conv1_add")
    arc = deep.canvas.arcs.arcs[1]
    place = {glyph.call: glyph.x for glyph in deep.sight.drawn.glyphs}
    assert (arc.x0, arc.x1) == (place["stage1_0_conv1_add"], place["stage1_1_conv1_add"])


def test_far_away_calls_are_drawn_as_layers(show):
    view = show(branching(60))
    view.set_detail(Detail.CALLS)
    view.fit()
    assert view.canvas.level == Detail.LAYERS


def test_every_sign_belongs_to_an_operation():
    """A product is drawn as a cross, whatever function of torch made it."""
    assert set(SIGNS) == {op_of(name) for name in ("add", "sub", "mul", "imul", "cat")}
