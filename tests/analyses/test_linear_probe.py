"""The linear probe against ridge regressions solved one by one in float64, each left-out image refitted."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.analyses.linear_probe import PENALTIES, accuracy


def made(seed: int, noise: float, width: int = 7) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """30 + 40 vectors of three classes, features of very different size, one of them constant."""
    rng = np.random.default_rng(seed)
    labels = np.arange(70) % 3
    centers = rng.standard_normal((3, width))
    features = (centers[labels] + noise * rng.standard_normal((70, width))) * 10.0 ** -(np.arange(width) % 7)
    features = np.column_stack((features, np.full(70, 5.0)))
    return features[:30], labels[:30], features[30:], labels[30:]


def solved(train: np.ndarray, targets: np.ndarray, penalty: float, asked: np.ndarray) -> np.ndarray:
    """Ridge regression with an intercept that is not penalized, by its normal equations."""
    x, y = train - train.mean(0), targets - targets.mean(0)
    weights = np.linalg.solve(x.T @ x + penalty * np.eye(x.shape[1]), x.T @ y)
    return (asked - train.mean(0)) @ weights + targets.mean(0)


@pytest.mark.parametrize("width", [7, 50])
@pytest.mark.parametrize(("seed", "noise"), [(0, 0.5), (1, 1.5), (2, 4.0)])
def test_it_is_the_ridge_classifier_whose_penalty_leaves_one_out_best(seed: int, noise: float, width: int) -> None:
    train, labels, test, wanted = made(seed, noise, width)
    deviation = np.where(train.std(0) > 0, train.std(0), 1)
    x, asked = (train - train.mean(0)) / deviation, (test - train.mean(0)) / deviation
    targets = np.where(labels[:, None] == np.arange(3), 1.0, -1.0)
    errors = []
    for penalty in PENALTIES:
        left = [
            solved(np.delete(x, i, 0), np.delete(targets, i, 0), penalty, x[i : i + 1])[0] - targets[i]
            for i in range(len(x))
        ]
        errors.append(np.square(left).mean())
    best = PENALTIES[int(np.argmin(errors))]
    expected = (solved(x, targets, best, asked).argmax(1) == wanted).mean()
    assert accuracy(train, labels, test, wanted) == pytest.approx(expected)
    assert expected > 1 / 3 or noise > 1


def test_what_has_no_information_is_read_by_chance() -> None:
    rng = np.random.default_rng(0)
    labels = np.arange(1500) % 10
    features = rng.standard_normal((1500, 20))
    assert accuracy(features[:500], labels[:500], features[500:], labels[500:]) == pytest.approx(0.1, abs=0.04)


def test_vectors_without_a_probe() -> None:
    train, labels, test, wanted = made(0, 0.5)
    broken = np.where(np.arange(30)[:, None] == 3, np.inf, train)
    assert np.isnan(accuracy(broken, labels, test, wanted))
    assert np.isnan(accuracy(train, labels, test * np.nan, wanted))
    assert accuracy(train, np.ones(30), test, wanted) == pytest.approx((wanted == 1).mean())
