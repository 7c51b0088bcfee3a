"""Aligned curves, and the mean and band of a group."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.comparison.alignment import Pace
from explorer.comparison.curves import Curve, group_curve
from explorer.comparison.profiles import end_ratio
from explorer.runs.overviews import Epochs, Overview

LOSSES = np.array([2.0, 1.0, 1.5, 0.5])
EPOCHS = Epochs(np.array([9.0, 19.0, 29.0, 39.0]), LOSSES, *(np.zeros(4) for _ in range(3)))
CLOCK = Overview(40, np.array([0.0, 20.0, 39.0], np.float32), np.array([1.0, 11.0, 49.0], np.float32))
PACE = Pace(steps_per_epoch=10, batch_size=64, clock=CLOCK, epochs=EPOCHS)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("step", [0, 10, 39]),
        ("epoch", [0.1, 1.1, 4.0]),
        ("images", [64, 704, 2560]),
        ("time", [1.0, 6.0, 49.0]),
        ("loss", [np.nan, 2.0, 0.5]),
    ],
)
def test_steps_are_placed_by(by, expected):
    assert PACE.positions(np.array([0.0, 10.0, 39.0]), by) == pytest.approx(np.array(expected), nan_ok=True)


def test_the_loss_reached_never_rises():
    assert PACE.positions(EPOCHS.step, "loss").tolist() == [2.0, 1.0, 1.0, 0.5]


def test_a_run_without_clock_or_epochs_has_no_place():
    assert np.isnan(Pace(10, 64).positions(np.array([3.0]), "time")).all()
    assert np.isnan(Pace(10, 64).positions(np.array([3.0]), "loss")).all()


def curve(x, y):
    return Curve("", np.array(x, np.float64), np.array(y, np.float64))


def test_curves_at_the_same_x_are_averaged_there():
    found = group_curve([curve([1, 2], [0, 4]), curve([1, 2], [2, 8])], "sd")
    assert (found.x.tolist(), found.mean.tolist(), found.count) == ([1, 2], [1, 6], 2)
    assert found.high - found.mean == pytest.approx(np.array([np.sqrt(2), np.sqrt(8)]))
    wide = group_curve([curve([1, 2], [0, 4]), curve([1, 2], [2, 8])], "range")
    assert (wide.low.tolist(), wide.high.tolist()) == ([0, 4], [2, 8])
    error = group_curve([curve([1, 2], [0, 4]), curve([1, 2], [2, 8])], "se")
    assert error.high - error.mean == pytest.approx(np.array([1.0, 2.0]))


def test_curves_at_other_x_are_interpolated_and_never_beyond_their_ends():
    found = group_curve([curve([0, 2], [0, 2]), curve([1, 3], [5, 5])], "range")
    assert found.x.tolist() == [0, 1, 2, 3]
    assert found.mean.tolist() == [0, 3, 3.5, 5]


def test_a_loss_reached_twice_counts_with_its_last_value():
    found = group_curve([curve([2.0, 1.0, 1.0, 0.5], [9, 8, 7, 6])], "range")
    assert (found.x.tolist(), found.mean.tolist()) == ([0.5, 1.0, 2.0], [6, 7, 9])


def test_a_value_that_is_not_finite_is_a_gap_of_its_curve_alone():
    found = group_curve([curve([1, 2], [1, np.nan]), curve([1, 2], [3, 4])], "range")
    assert found.mean.tolist() == [2, 4]
    assert len(group_curve([curve([], [])], "sd").x) == 0


def test_the_ratio_compares_three_layers_at_either_end():
    assert end_ratio(np.array([1, 2, 3, 50, 10, 20, 30], np.float32)) == pytest.approx(0.1)
    assert end_ratio(np.array([4, 2], np.float32)) == 2
    assert end_ratio(np.array([1, 1, 0, 0], np.float32)) == np.inf
    assert np.isnan(end_ratio(np.empty(0, np.float32)))
