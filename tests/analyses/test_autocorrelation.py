"""Autocorrelation against a double loop, and what noise is known to have."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.analyses.autocorrelation import autocorrelation, brown_noise, white_noise


def test_it_is_the_sum_of_products_over_the_sum_of_squares() -> None:
    rows = np.random.default_rng(3).standard_normal((9, 2))
    centered = rows - rows.mean(0)
    power = sum(float(row @ row) for row in centered)
    by_hand = [sum(float(centered[t] @ centered[t + lag]) for t in range(9 - lag)) / power for lag in range(4)]
    assert autocorrelation(rows, 3) == pytest.approx(by_hand)
    assert autocorrelation(rows, 3)[0] == pytest.approx(1)


def test_an_alternating_series_turns_its_sign() -> None:
    assert autocorrelation(np.array([1.0, -1.0] * 50), 2) == pytest.approx([1, -0.99, 0.98])


@pytest.mark.parametrize("series", [np.ones(5), np.array([1.0, np.inf, 2.0]), np.array([1.0, np.nan, 2.0])])
def test_without_change_or_finite_numbers_it_is_unknown(series: np.ndarray) -> None:
    assert np.isnan(autocorrelation(series, 1)).all()


def test_white_noise_forgets_at_once_and_a_random_walk_slowly() -> None:
    assert white_noise(256, 15)[1:] == pytest.approx(np.zeros(15), abs=0.02)
    brown = brown_noise(256, 15)
    assert brown[1] > 0.95
    assert (np.diff(brown) < 0).all()
    assert brown[15] > 0.5


def test_noise_is_the_mean_of_so_many_draws_that_chance_is_small() -> None:
    """Of n independent numbers lag k deviates by √(n − k)/n, and the mean of 200 draws by √200 times less."""
    lags = white_noise(64, 40)[1:]
    assert lags.std() == pytest.approx(np.sqrt(np.mean(64 - np.arange(1, 41)) / 200) / 64, rel=0.2)
    with_one = np.std(autocorrelation(np.random.default_rng(1).standard_normal(64), 40)[1:])
    assert with_one > 5 * lags.std()
