"""Which level of detail shows when."""

import pytest

from explorer.graph.layout import Layout
from explorer.gui.picture.detail import FEWEST_PIXELS, SMALLEST_GLYPH, Detail, Details
from tests.gui.sketches import branching, residual


@pytest.fixture(scope="module")
def deep():
    return Details(residual(110)[1])


def test_closer_is_never_coarser(deep):
    levels = [deep.shown(None, pixels / 10, whole=False) for pixels in range(1, 2000)]
    assert levels == sorted(levels)
    assert {*levels} == {*Detail}


def test_all_of_a_network_in_view_never_shows_calls(deep):
    assert deep.shown(None, 500, whole=True) == Detail.LAYERS


def test_each_level_shows_from_its_own_zoom_on(deep):
    for level in (Detail.LAYERS, Detail.CALLS):
        pixels = deep.pixels_for(level)
        assert deep.at_zoom(pixels, False) == level
        assert deep.at_zoom(pixels * 0.99, False) < level


def test_what_is_chosen_shows_at_every_zoom_but_calls_that_would_melt(deep):
    for level in (Detail.STAGES, Detail.BLOCKS, Detail.LAYERS):
        assert {deep.shown(level, pixels, False) for pixels in (0.5, 5, 500)} == {level}
    assert deep.shown(Detail.CALLS, SMALLEST_GLYPH / deep.gap, False) == Detail.CALLS
    assert deep.shown(Detail.CALLS, SMALLEST_GLYPH / deep.gap * 0.9, False) == Detail.LAYERS


def test_a_network_without_stages_and_blocks_has_layers():
    drawn = residual(20)[1]
    bare = Details(Layout(drawn.cells, drawn.arcs, ()))
    assert bare.available == (Detail.LAYERS,)
    for chosen in (None, *Detail):
        assert bare.shown(chosen, FEWEST_PIXELS / 10, True) == Detail.LAYERS
    assert bare.next(Detail.LAYERS, 1) == bare.next(Detail.LAYERS, -1) == Detail.LAYERS


def test_steps_stay_within_what_there_is(deep):
    assert [deep.next(level, 1) for level in Detail] == [1, 2, 3, 3]
    assert [deep.next(level, -1) for level in Detail] == [0, 0, 1, 2]


def test_the_gap_between_calls_is_taken_within_lanes():
    assert Details(branching()[1]).gap == 1.0
