"""Where arcs run and which of them a point means."""

import pytest

from explorer.graph.layout import Arc, layout
from explorer.gui.picture.arc_shapes import ArcShapes
from tests.gui.sketches import nested
from tests.gui.support import residual_graph

WIDE = 15.0  # pixels a layer


def row_of_arcs(base: float = 100.0) -> ArcShapes:
    return ArcShapes(layout(residual_graph(56)).arcs, base, 20.0)


@pytest.mark.parametrize("pixels", [1.5, 6.0, 15.0, 60.0])
def test_the_apex_of_every_arc_means_that_arc(pixels):
    shapes = row_of_arcs()
    for i in range(len(shapes)):
        assert shapes.nearest(shapes.middle[i], shapes.base - shapes.height[i], pixels, 8) == i


@pytest.mark.parametrize(("away", "found"), [(0, 4), (5, 4), (-7.5, 4), (12, None)])
def test_the_tolerance_is_in_pixels(away, found):
    shapes = row_of_arcs()
    assert shapes.nearest(shapes.middle[4], shapes.base - shapes.height[4] - away, WIDE, 8) == found


def test_of_two_arcs_on_one_foot_the_nearer_side_wins():
    shapes = row_of_arcs()
    foot, low = shapes.x1[2], shapes.base - 10
    assert shapes.nearest(foot - 0.2, low, WIDE, 8) == 2
    assert shapes.nearest(foot + 0.2, low, WIDE, 8) == 3


def test_the_drawn_path_is_the_curve_that_is_hit():
    shapes = row_of_arcs()
    path = shapes.path(3)
    for i in range(21):
        at = path.pointAtPercent(i / 20)
        assert shapes.nearest(at.x(), at.y(), WIDE, 1.0) in (2, 3, 4)
    box = path.boundingRect()
    assert (box.left(), box.right()) == pytest.approx((shapes.x0[3], shapes.x1[3]))
    assert (box.top(), box.bottom()) == pytest.approx((shapes.base - shapes.height[3], shapes.base))


def test_nested_arcs_rise_higher_but_never_past_the_ceiling():
    arcs = [Arc(f"skip{i}", "identity", 1.5, 3.5 + i, i, ()) for i in range(12)]
    heights = ArcShapes(arcs, 100.0, 20.0).height
    assert (heights[1:] >= heights[:-1]).all()
    assert heights[0] < heights[1]
    assert heights.max() == 80


def test_only_arcs_in_range_are_visible():
    shapes = row_of_arcs()
    assert shapes.visible(4.0, 8.0).tolist() == [1, 2, 3]


def test_a_network_without_skips_has_no_arc_to_hit():
    assert ArcShapes((), 100.0, 20.0).nearest(3, 60, WIDE, 8) is None


@pytest.mark.parametrize("count", [4, 60])
def test_nested_arcs_fan_out_over_the_room_and_stay_apart(count):
    shapes = ArcShapes(nested(count), 74.0, 23.0)
    assert shapes.height.max() == pytest.approx(51)
    assert (shapes.height[1:] > shapes.height[:-1]).all()
    for i in range(count):
        assert shapes.nearest(shapes.middle[i], 74.0 - shapes.height[i], 6.0, 8) == i
