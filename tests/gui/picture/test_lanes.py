"""Where lanes stand."""

import pytest

from explorer.gui.picture.lanes import ARCS, HIGHEST_BAND, band


def test_one_lane_is_as_high_as_ever():
    one = band(1)
    assert (one.top, one.height, one.bottom) == (77, 26, 103)
    assert band(1, 0) == one


@pytest.mark.parametrize("lanes", [2, 3, 4, 8, 30])
def test_lanes_share_a_limited_band_without_overlap(lanes):
    many = band(lanes)
    assert many.bottom - many.top <= HIGHEST_BAND + 1e-9
    assert 0 < many.height < many.pitch
    for lane in range(lanes):
        assert many.lane_at(many.middle(lane)) == lane
    assert many.lane_at(many.top - 1) is None
    assert many.lane_at(many.bottom + 1) is None


def test_nested_arcs_get_more_room_and_no_arcs_little():
    assert ARCS == band(4, 1).top < band(4, 3).top < band(4, 60).top == band(4, 600).top
    assert band(4, 0).top < ARCS


def test_the_same_lanes_fit_into_a_box():
    inner = band(4).inside(16, 4)
    assert inner.top == band(4).top + 16
    assert inner.bottom == pytest.approx(band(4).bottom - 4)
