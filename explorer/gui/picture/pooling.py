"""Fewer cells than data: pictures that never lose a spike to the size of a pixel."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def factor(cells: float, pixels: float) -> int:
    """How many neighbors share one drawn cell so that each drawn cell is at least a pixel."""
    return max(1, int(np.ceil(cells / max(pixels, 1e-6))))


def pooled(image: NDArray[np.uint8], rows: int, columns: int) -> NDArray[np.uint8]:
    """`image` with blocks of rows × columns replaced by their maximum; blocks at the far edges may be cut."""
    if rows > 1:
        image = _along_rows(image, rows)
    if columns > 1:
        image = np.ascontiguousarray(_along_rows(np.ascontiguousarray(image.T), columns).T)
    return image


def _along_rows(image: NDArray[np.uint8], by: int) -> NDArray[np.uint8]:
    whole = len(image) // by
    folded = image[: whole * by].reshape(whole, by, image.shape[1]).max(axis=1)
    if len(image) % by:
        folded = np.concatenate([folded, image[whole * by :].max(axis=0, keepdims=True)])
    return folded
