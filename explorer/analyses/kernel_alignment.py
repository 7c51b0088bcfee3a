"""Linear centered kernel alignment, CKA (Kornblith et al. 2019, arXiv 1905.00414), debiased."""

from __future__ import annotations

import numpy as np

from explorer.typed import Numbers


def kernel(features: Numbers) -> Numbers:
    """(n, features) → (n, n): the inner products of the examples, centered without bias and of norm 1.

    `alignment` of two such is their debiased CKA: HSIC by its unbiased estimator (Song et al. 2012), which leaves out
    the diagonal. The plain estimator nears 1 for unrelated features where these outnumber the examples. All NaN where
    the examples are all the same or not finite, or are fewer than 4.
    """
    centered = features.astype(np.float64) - features.mean(0, dtype=np.float64)
    size, count = float(np.abs(centered).max(initial=0.0)), len(centered)
    if count < 4 or size == 0 or not np.isfinite(size):
        return np.full((count, count), np.nan)
    centered /= size
    found: Numbers = centered @ centered.T
    np.fill_diagonal(found, 0)
    rows = found.sum(0) / (count - 2)
    found += found.sum() / ((count - 1) * (count - 2)) - rows - rows[:, None]
    np.fill_diagonal(found, 0)
    return found / (float(np.linalg.norm(found)) or np.nan)


def alignment(left: Numbers, right: Numbers) -> float:
    """Debiased CKA of two `kernel`s: 1 for one representation, rotated or scaled; 0 on average for unrelated ones."""
    return float((left * right).sum())
