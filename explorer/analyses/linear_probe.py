"""A linear probe (Alain & Bengio 2016, arXiv 1610.01644): how well a linear classifier reads classes from features."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from explorer.typed import Numbers

PENALTIES = tuple(10.0**power for power in range(-2, 6))
"""Ridge penalties to choose from, for features of variance 1; ~1,000 images have eigenvalues of about that size."""


def accuracy(train: Numbers, train_labels: Numbers, test: Numbers, test_labels: Numbers) -> float:
    """Fraction of the test vectors that a ridge classifier, fitted to the training vectors, gives their class; NaN
    where a vector is not finite.

    Features are standardized, so the probe sees differences however small. The penalty is the one with the least
    squared leave-one-out error on the training vectors.
    """
    if not (np.isfinite(train).all() and np.isfinite(test).all()):
        return float("nan")
    classes, place = np.unique(train_labels, return_inverse=True)
    features, asked = torch.from_numpy(train).double(), torch.from_numpy(test).double()
    deviation, mean = torch.std_mean(features, 0, correction=0)
    deviation = torch.where(deviation > torch.finfo(torch.float64).eps * mean.abs() * len(train), deviation, 1.0)
    targets = functional.one_hot(torch.from_numpy(place), len(classes)).double()
    weights = _ridge((features - mean) / deviation, targets - targets.mean(0))
    answers = (((asked - mean) / deviation) @ weights + targets.mean(0)).argmax(1)
    return float((classes[answers.numpy()] == test_labels).mean())


def _ridge(x: Tensor, y: Tensor) -> Tensor:
    """Weights (features, classes) of ridge regression from centered (n, features) to centered (n, classes).

    One decomposition serves all penalties: leaving out example i multiplies its error by 1/(1 − hᵢ), where h is its
    leverage, that of the intercept included. scikit-learn's RidgeClassifierCV takes six times as long.
    """
    wide = x.shape[1] > len(x)
    values, vectors = torch.linalg.eigh(x @ x.T if wide else x.T @ x)
    values = values.clamp(min=0)
    along = vectors * values.sqrt() if wide else x @ vectors
    onto = along.T @ y

    def left_out(penalty: float) -> float:
        shrunk = along / (values + penalty)
        leverage = 1 / len(x) + (shrunk * along).sum(1, keepdim=True)
        return float(((y - shrunk @ onto) / (1 - leverage)).square().sum())

    best = values + min(PENALTIES, key=left_out)
    return x.T @ (vectors @ ((vectors.T @ y) / best[:, None])) if wide else vectors @ (onto / best[:, None])
