"""Values on axes."""

import numpy as np
import pytest

from explorer.gui.plots.scaling import extent, scaled


def test_a_log_axis_has_no_place_for_zero_negatives_and_what_is_not_finite():
    assert np.array_equal(scaled([100, 0, -1, np.inf, np.nan], True), [2, *[np.nan] * 4], equal_nan=True)
    assert np.array_equal(scaled([100, 0, -1, np.inf], False), [100, 0, -1, np.nan], equal_nan=True)


def test_the_given_values_stay_as_they_are():
    given = np.array([np.inf, 1.0])
    scaled(given, False)
    assert np.isinf(given[0])


@pytest.mark.parametrize("log", [False, True])
def test_a_range_holds_all_that_is_finite(log):
    low, high = extent([np.array([0.5, 3.0, np.nan]), np.array([-1.0])], log)
    assert low < -1
    assert high > 3


def test_bars_stand_on_zero():
    assert extent([np.array([2.0, 4.0])], False, from_zero=True)[0] == 0
    assert extent([np.array([-2.0, -4.0])], False, from_zero=True)[1] >= 0


@pytest.mark.parametrize("parts", [[], [np.array([np.nan])]])
def test_nothing_finite_is_0_to_1(parts):
    assert extent(parts, True) == (0.0, 1.0)


def test_one_value_is_a_range_too():
    low, high = extent([np.array([7.0])], False)
    assert low < 7 < high
