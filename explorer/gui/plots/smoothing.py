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
        averages = np.empty(len(given))
        for start in range(0, len(given), _BLOCK):
            part = slice(start, start + _BLOCK)
            averages[part] = self._block(np.where(finite[part], given[part], 0.0), finite[part])
        averages[~finite] = np.nan
        return averages

    def _block(self, values: Doubles, finite: NDArray[np.bool_]) -> Doubles:
        weights, memory = _kernel(self.beta)
        count = len(values)
        sums = weights[:count, :count] @ values + memory[:count] * self._sum
        totals = weights[:count, :count] @ finite + memory[:count] * self._weight
        self._sum, self._weight = float(sums[-1]), float(totals[-1])
        return np.divide(sums, totals, out=np.full(count, np.nan), where=totals > 0)


def smoothed(values: ArrayLike, beta: float) -> Doubles:
    """The debiased exponential average of a whole series, shape (n,)."""
    return Smoother(beta).extend(values)
