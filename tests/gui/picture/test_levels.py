"""The one scale for every run on screen."""

import numpy as np
import pytest

from explorer.gui.picture.levels import DEFAULT, WIDEST, Extent, decades, shared_levels


def run_of(*values: float):
    extent = Extent()
    extent.take(np.tile(np.float32(values)[:, None], (1, 8)))
    return extent


def test_both_runs_lie_inside_whole_decades():
    assert shared_levels([run_of(2e-5, 3e-3), run_of(0.4, 3e-2)]) == (-5, 0)


def test_zeros_and_what_is_not_finite_do_not_count():
    assert shared_levels([run_of(0, np.nan, np.inf, 2e-3, 3e-2)]) == (-3, -1)


@pytest.mark.parametrize("runs", [[], [Extent()], [run_of(0.0, np.nan)]], ids=["none", "empty", "no number"])
def test_without_readings_the_scale_is_the_default(runs):
    assert shared_levels(runs) == DEFAULT


def test_one_spike_does_not_paint_a_run_black():
    values = np.full(2000, 3e-3)
    values[7] = 1e30
    assert shared_levels([run_of(*values)]) == (-3, -2)


def test_a_true_span_of_many_decades_is_shown_whole():
    low, high = shared_levels([run_of(*10.0 ** np.linspace(-9.5, 1.5, 200))])
    assert (low, high) == (-10, 2)
    assert high - low <= WIDEST


def test_the_scale_is_at_least_a_decade_wide():
    assert decades(1e-3, 1e-3) == (-3, -2)


def test_a_long_run_that_is_almost_dead_keeps_the_decades_of_what_is_left():
    values = np.zeros(150_000)  # more than is sampled
    values[[1, 2]] = 1e-20, 5e-4
    assert shared_levels([run_of(*values)]) == (-3 - WIDEST, -3)


def test_a_run_that_dies_in_part_keeps_the_highest_decades_apart():
    values = 10.0 ** np.linspace(-25, -0.5, 4000)
    low, high = shared_levels([run_of(*values)])
    assert high in (-1, 0)
    assert high - low == WIDEST


def test_a_few_dead_steps_after_an_intervention_do_not_flatten_the_rest():
    values = np.full(400, 3e-3)
    values[200:206] = 1e-16  # 1.5 % of the run
    assert shared_levels([run_of(*values)]) == (-3, -2)
