"""Axes that count."""

from typing import Any

import pytest
from PySide6.QtGui import QPicture

from explorer.gui.picture.axes import CountAxis, spacing


@pytest.mark.parametrize(("span", "wanted"), [(10, 1), (56, 5), (110, 5), (300, 20), (1202, 100)])
def test_ticks_stand_apart_at_nice_numbers(span, wanted):
    assert spacing(span, 850, 38) == wanted


@pytest.fixture
def depth(qapp):
    axis = CountAxis("bottom", room=38, first=1)
    axis.last = 56
    return axis


def test_depth_begins_at_one_and_ends_with_the_network(depth):
    ((_, ticks),) = depth.tickValues(0.2, 60.8, 850)
    assert ticks == [1, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55]
    assert depth.tickStrings(ticks[:3], 1, 5) == ["1", "5", "10"]


def test_steps_are_labeled_in_the_middle_of_their_rows(qapp):
    axis = CountAxis("left", room=30, shift=0.5)
    axis.last = 7
    ((_, ticks),) = axis.tickValues(0, 8, 240)
    assert ticks == [0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5]
    assert axis.tickStrings(ticks, 1, 1) == list("01234567")


def test_an_empty_record_has_no_tick(qapp):
    axis = CountAxis("left", room=30, shift=0.5)
    axis.last = -1
    assert axis.tickValues(0, 8, 240)[0][1] == []


def test_a_number_that_would_touch_the_axis_name_is_left_out(depth):
    ((_, ticks),) = depth.tickValues(15.0, 21.0, 850)
    assert ticks == [16, 17, 18, 19, 20, 21]


def test_ticks_are_drawn_anew_when_the_record_grows_and_the_range_stays(qapp):
    """Beside a longer run the range is that run's: pyqtgraph would keep the picture of the ticks."""
    axis = CountAxis("left", room=30, shift=0.5)
    axis.last = 7
    drawn: Any = QPicture()
    axis.picture = drawn
    axis.last = 7
    assert axis.picture is drawn
    axis.last = -1
    assert axis.picture is None
