"""Debiased linear CKA: what must leave it unchanged, and HSIC's unbiased estimator written out."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.analyses.kernel_alignment import alignment, kernel


def drawn(seed: int, features: int, images: int = 40) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal((images, features))


def cka(left: np.ndarray, right: np.ndarray) -> float:
    return alignment(kernel(left), kernel(right))


def hsic(left: np.ndarray, right: np.ndarray) -> float:
    """Song et al. 2012, equation 5, of features as they are, not centered."""
    k, m, n = left @ left.T, right @ right.T, len(left)
    np.fill_diagonal(k, 0)
    np.fill_diagonal(m, 0)
    one = np.ones(n)
    sums = (one @ k @ one) * (one @ m @ one) / ((n - 1) * (n - 2))
    return (np.trace(k @ m) + sums - 2 / (n - 2) * (one @ k @ m @ one)) / (n * (n - 3))


@pytest.mark.parametrize("seed", [0, 1])
def test_it_is_made_of_the_unbiased_estimator(seed: int) -> None:
    left = drawn(seed, 6) + 3
    right = left[:, :4] ** 2 + 0.5 * drawn(seed + 10, 4)
    expected = hsic(left, right) / np.sqrt(hsic(left, left) * hsic(right, right))
    assert cka(left, right) == pytest.approx(expected, abs=1e-12)
    assert 0.05 < expected < 0.95


def test_rotations_scale_and_shift_change_nothing() -> None:
    left, right = drawn(0, 6), drawn(0, 6)[:, :3] + drawn(1, 3)
    rotation = np.linalg.qr(drawn(2, 6, 6))[0]
    assert cka(left, left) == pytest.approx(1, abs=1e-12)
    assert cka(left, left @ rotation) == pytest.approx(1, abs=1e-12)
    assert cka(left @ rotation, right) == pytest.approx(cka(left, right), abs=1e-12)
    assert cka(1e-30 * left + 1e-30, 1e25 * right) == pytest.approx(cka(left, right), abs=1e-9)
    assert cka(right, left) == pytest.approx(cka(left, right), abs=1e-12)
    stretched = left * np.array([100, 1, 1, 1, 1, 1])  # not isotropic
    assert cka(left, stretched) < 0.6


def test_unrelated_features_have_none_however_many_they_are() -> None:
    """Where the plain estimator sees much: it is here 0.8 and more."""
    left, right = drawn(0, 400), drawn(1, 400)
    assert abs(cka(left, right)) < 0.1
    x, y = left - left.mean(0), right - right.mean(0)
    plain = np.square(x.T @ y).sum() / np.sqrt(np.square(x.T @ x).sum() * np.square(y.T @ y).sum())
    assert plain > 0.8


@pytest.mark.parametrize(
    "features", [np.ones((8, 3)), np.full((8, 3), np.nan), np.full((8, 3), np.inf), drawn(0, 3, 3)]
)
def test_what_has_no_kernel(features: np.ndarray) -> None:
    with np.errstate(invalid="ignore"):
        assert np.isnan(kernel(features)).all()
