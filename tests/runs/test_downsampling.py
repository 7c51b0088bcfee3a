import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from explorer.runs.downsampling import extremes, stride_for


@given(st.integers(1, 20_000), st.data())
def test_a_single_spike_survives(count, data):
    at = data.draw(st.integers(0, count - 1))
    up = data.draw(st.booleans())
    values = np.zeros(count, np.float32)
    values[at] = 1 if up else -1
    chosen = extremes(values, 0, count, stride_for(count, 500))
    assert at in chosen
    assert len(chosen) <= 2 * 500 + 2


@given(st.integers(0, 5000), st.integers(0, 5000), st.sampled_from([1, 4, 64]))
def test_every_bin_keeps_its_lowest_and_highest(first, length, stride):
    values = np.random.default_rng(first).normal(size=5000)
    last = min(first + length, 5000)
    chosen = extremes(values, first, last, stride)
    assert (np.diff(chosen) >= 0).all()
    for start in range(first // stride * stride, last, stride):
        inside = values[chosen[(chosen >= start) & (chosen < start + stride)]]
        assert inside.min() == values[start : start + stride].min()
        assert inside.max() == values[start : start + stride].max()


def test_a_growing_curve_keeps_its_bins():
    values = np.random.default_rng(1).normal(size=1000)
    before, after = extremes(values[:600], 0, 600, 8), extremes(values, 0, 1000, 8)
    np.testing.assert_array_equal(before, after[: len(before)])


def test_values_that_are_not_finite_are_passed_over_but_leave_a_gap():
    values = np.arange(32.0)
    values[3], values[8:16] = np.inf, np.nan
    chosen = extremes(values, 0, 32, 8)
    assert np.isfinite(values[chosen[:2]]).all()
    assert np.isnan(values[chosen[2:4]]).all()
    assert 3 not in chosen


def test_few_values_are_all_drawn():
    np.testing.assert_array_equal(extremes(np.zeros(700), 0, 700, stride_for(700, 500)), np.arange(700))


def test_no_values():
    assert len(extremes(np.empty(0), 0, 0, 4)) == 0
