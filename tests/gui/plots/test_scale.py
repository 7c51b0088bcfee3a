import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.gui.plots.scale import grown, linear_range, log_range, robust_limit, settled

CHANCE = math.log(10)


@given(st.floats(1e-5, 1e9))
def test_linear_range_holds_the_data_and_wastes_less_than_half(high):
    low, top = linear_range(0.0, high)
    assert low < 0 < high <= top <= 1.6 * high


@given(st.floats(-9, 9), st.floats(0, 9))
def test_log_range_holds_the_data_and_a_decade(low, extent):
    bottom, top = log_range(low, low + extent)
    assert bottom <= low
    assert top >= low + extent
    assert 1 <= top - bottom <= extent + 1.01


def test_ordinary_losses_are_never_cut():
    assert robust_limit([np.array([22.0, 5, 0.1]), np.array([2.3, 1.0])], CHANCE) == math.inf


def test_a_diverging_run_does_not_flatten_the_other():
    assert robust_limit([np.array([2.3, 1e4, 1e8, math.nan]), np.full(50, 2.0)], CHANCE) == pytest.approx(10 * CHANCE)


def test_runs_that_start_high_are_shown_where_they_start():
    assert robust_limit([np.array([2e4, 2e4, 2e4, 1e8])], CHANCE) == pytest.approx(2e5)


def test_no_limit_without_values():
    assert robust_limit([np.empty(0), np.array([math.nan])], CHANCE) == math.inf


def test_the_edge_moves_in_jumps_and_stops_at_the_end():
    edges, edge = set(), 1.0
    for end in range(345):
        edge = grown(end, edge, 344)
        assert end <= edge <= 344
        edges.add(edge)
    assert len(edges) < 20
    assert edge == 344


def test_a_new_short_run_gets_its_own_edge():
    assert grown(100, 5000, 344) == 125


def test_a_settled_range_stays_until_the_data_leave_it():
    shown = settled(-3.0, 0.0, None)
    assert settled(-2.5, -0.5, shown) == shown
    assert settled(-5.0, 0.0, shown)[0] <= -5
    assert settled(-1.5, -0.5, shown) != shown
