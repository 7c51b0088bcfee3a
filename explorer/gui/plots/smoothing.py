"""Debiased exponential averages, computed a few steps at a time."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

Doubles = NDArray[np.float64]
_BLOCK = 128


def beta_for(half_life: float) -> float:
    """The weight β of an average whose memory halves every `half_life` steps: 0.5^(1/h), 0 for no smoothing."""
    return 0.0 if half_life <= 0 else 0.5 ** (1 / half_life)


def half_life(beta: float) -> float:
    """The inverse of `beta_for`: steps until a value's weight has halved."""
    return 0.0 if beta <= 0 else math.log(0.5) / math.log(beta)


@lru_cache(maxsize=8)
def _kernel(beta: float) -> tuple[Doubles, Doubles]:
    """(K, K) weights of a block's own values and (K,) weights of what came before it."""
    lag = np.subtract.outer(np.arange(_BLOCK), np.arange(_BLOCK))
    weights = np.where(lag >= 0, (1 - beta) * np.power(beta, np.maximum(lag, 0)), 0.0)
    return weights, np.power(beta, np.arange(1, _BLOCK + 1))


class Smoother:
    """An exponential average that goes on where it stopped: `extend` takes the next values, any number at once.

    Value n is Σ β^(n−i)·x_i / Σ β^(n−i) over the finite x_i (i ≤ n): the debiasing by 1 − β^n of Adam
    (arXiv 1412.6980, section 3), extended to missing values. It depends on β and the past only, never on the
    length of the run. A value that is not finite gets no average (NaN) and leaves the later ones unharmed."""

    def __init__(self, beta: float) -> None:
        if not 0 <= beta < 1:  # also catches NaN
            raise ValueError(f"smoothing is {beta:g}; allowed: at least 0 and below 1.")
        self.beta = beta
        self._sum = 0.0
        self._weight = 0.0

    def extend(self, values: ArrayLike) -> Doubles:
        """The averages at the next steps; `values` and the answer have shape (k,)."""
        given = np.asarray(values, np.float64)
        finite = np.isfinite(given)
        values, averages = np.where(finite, given, 0.0), np.empty(len(given))
        whole = len(given) // _BLOCK * _BLOCK  # all full blocks at once: 64,000 values would take 500 calls
        for part, length in ((slice(0, whole), _BLOCK), (slice(whole, None), len(given) - whole)):
            if len(values[part]):
                averages[part] = self._blocks(values[part].reshape(-1, length), finite[part].reshape(-1, length))
        averages[~finite] = np.nan
        return averages

    def _blocks(self, values: Doubles, finite: NDArray[np.bool_]) -> Doubles:
        weights, memory = _kernel(self.beta)
        count = values.shape[1]
        weights, memory = weights[:count, :count].T, memory[:count]
        sums, totals = values @ weights, finite @ weights
        before = np.empty((len(values), 2))
        for place, (last_sum, last_total) in enumerate(zip(sums[:, -1].tolist(), totals[:, -1].tolist(), strict=True)):
            before[place] = self._sum, self._weight
            self._sum = last_sum + float(memory[-1]) * self._sum
            self._weight = last_total + float(memory[-1]) * self._weight
        sums += np.outer(before[:, 0], memory)
        totals += np.outer(before[:, 1], memory)
        return np.divide(sums, totals, out=np.full(sums.shape, np.nan), where=totals > 0).ravel()


def smoothed(values: ArrayLike, beta: float) -> Doubles:
    """The debiased exponential average of a whole series, shape (n,)."""
    return Smoother(beta).extend(values)
