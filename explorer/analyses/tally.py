"""Signal and noise of gradients, from the gradients of several batches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from explorer.typed import Numbers


@dataclass(frozen=True)
class Estimate:
    """tr(Σ) (`noise`) and |G|² (`signal`), unbiased, so that |G|² can come out negative; of each part of the weights,
    (P,), then of all together."""

    noise: Numbers
    signal: Numbers

    @property
    def scale(self) -> Numbers:
        """tr(Σ)/|G|² in examples, NaN where |G|² cannot be told from 0."""
        known = np.isfinite(self.noise) & (self.signal > 0)
        return np.where(known, self.noise / np.where(known, self.signal, 1), np.nan)


class Tally:
    """Adds up gradients of batches of `size`, drawn without replacement from `population` examples.

    With M batches of mean gradients g_i, tr(Σ) = size · Σ‖g_i − ḡ‖² / (M − 1), Σ the covariance over the population,
    and |G|² = ‖ḡ‖² − tr(Σ) · (1/(M · size) − 1/population): McCandlish et al. 2018, appendix A.1, with `size` as the
    small batch and all of them as the big one, and the share of the population that was seen taken into account.
    """

    def __init__(self, size: int, population: int) -> None:
        self._size, self._population = size, population
        self._sums: list[Tensor] = []
        self._squares: Numbers = np.zeros(0)
        self.count = 0

    def add(self, gradients: Sequence[Tensor]) -> None:
        """One batch's gradient of its mean loss, each part of the weights."""
        self._enter([gradient.clone() for gradient in gradients], _squares(gradients), 1)

    def include(self, other: Tally) -> None:
        """All that another tally of the same network has; it is used up."""
        self._enter(other._sums, other._squares, other.count)

    def estimate(self) -> Estimate:
        """From two batches or more."""
        of_mean = _squares(self._sums) / self.count**2
        with np.errstate(invalid="ignore"):  # gradients may be infinite
            noise = self._size * (self._squares - self.count * of_mean) / (self.count - 1)
            signal = of_mean - noise * max(0.0, 1 / (self.count * self._size) - 1 / self._population)
            return Estimate(*(np.append(part, part.sum()) for part in (noise, signal)))

    def _enter(self, sums: list[Tensor], squares: Numbers, count: int) -> None:
        if self.count:
            torch._foreach_add_(self._sums, sums)
            self._squares = self._squares + squares
        else:
            self._sums, self._squares = sums, squares
        self.count += count


def _squares(tensors: Sequence[Tensor]) -> Numbers:
    # added in float64 where there is one: tr(Σ) is a small difference where there is little noise
    wide = torch.float64 if tensors[0].device.type in ("cpu", "cuda") else None
    return torch.stack(torch._foreach_norm(list(tensors), 2, wide)).cpu().double().numpy() ** 2
