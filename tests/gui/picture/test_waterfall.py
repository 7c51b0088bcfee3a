"""Rows of a run: incremental, bounded, and no spike lost."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.gui.picture.waterfall import Waterfall
from explorer.gui.widgets.colors import BLANK, INFINITE, NAN, ZERO, indices

LEVELS = (-6.0, 0.0)


def made(rows: np.ndarray, chunks: list[int], capacity: int) -> Waterfall:
    waterfall = Waterfall(rows.shape[1], LEVELS, capacity)
    start = 0
    for chunk in [*chunks, len(rows)]:
        waterfall.extend(rows[start : start + chunk])
        start += chunk
    return waterfall


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 90), st.lists(st.integers(0, 30), max_size=6), st.integers(0, 2**32 - 1))
def test_however_the_steps_arrive_each_row_is_the_maximum_of_its_steps(steps, chunks, seed):
    rng = np.random.default_rng(seed)
    rows = rng.choice(np.float32([0, 1e-4, 1e-2, np.inf, np.nan]), size=(steps, 3))
    waterfall = made(rows, chunks, capacity=8)
    per = waterfall.steps_per_row
    wanted = [rows[i : i + per].max(axis=0) for i in range(0, steps, per)]
    assert waterfall.steps == steps
    assert waterfall.rows == len(wanted) <= 8
    np.testing.assert_array_equal(waterfall.values, np.reshape(wanted, (-1, 3)))
    np.testing.assert_array_equal(waterfall.indices, indices(waterfall.values, *LEVELS))


def test_steps_per_row_double_only_when_the_rows_run_out():
    waterfall = Waterfall(1, LEVELS, 4)
    seen = []
    for _ in range(17):
        waterfall.extend(np.ones((1, 1), np.float32))
        seen.append(waterfall.steps_per_row)
    assert seen == [1] * 4 + [2] * 4 + [4] * 8 + [8]


@pytest.mark.parametrize(
    ("pair", "index"),
    [
        ((-1, 0), ZERO),
        ((-1, -1), BLANK),
        ((0, 0), ZERO),
        ((np.inf, 1), INFINITE),
        ((np.nan, np.inf), NAN),
        ((0, np.nan), NAN),
    ],
)
def test_the_more_alarming_of_two_merged_steps_is_kept(pair, index):
    waterfall = Waterfall(1, LEVELS, 1)
    waterfall.extend(np.float32(pair)[:, None])
    assert waterfall.indices.tolist() == [[index]]


def test_the_span_counts_positive_finite_readings_only():
    waterfall = Waterfall(2, LEVELS)
    waterfall.extend(np.float32([[0, np.nan], [1e-5, np.inf]]))
    waterfall.extend(np.float32([[1e-3, 1e-4]]))
    assert (waterfall.smallest, waterfall.largest) == pytest.approx((1e-5, 1e-3))


def test_another_scale_recolors_every_row():
    waterfall = Waterfall(1, LEVELS)
    waterfall.extend(np.float32([[1e-3], [1e-2]]))
    waterfall.set_levels((-3.0, -2.0))
    assert waterfall.indices.ravel().tolist() == indices([1e-3, 1e-2], -3, -2).tolist()
