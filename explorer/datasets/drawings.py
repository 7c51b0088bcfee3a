"""A drawing made like the images of a dataset, by the steps that its authors describe."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Ink = NDArray[np.uint8]
"""(H, W): 0 is none, 255 all."""
INK = 128
"""Ink from which on a pixel of a bitmap is on."""


def in_blocks(ink: Ink) -> Ink:
    """Like the UCI digits (Kaynak 1995): a bitmap of 32×32, filled by the digit; how many of the 16 pixels of each
    block of 4×4 are on, (8, 8), 0–16."""
    on = _scaled(ink, 32) >= INK
    return _placed(on, 32, (32 - on.shape[0]) // 2, (32 - on.shape[1]) // 2).reshape(8, 4, 8, 4).sum((1, 3), np.uint8)


def by_mass(ink: Ink) -> Ink:
    """Like MNIST (LeCun et al. 1998): 20 pixels on its longer side, gray at the edges, its center of mass in the middle
    of 28×28."""
    small = _scaled(ink, 20)
    total = max(1, int(small.sum()))
    rows, columns = np.indices(small.shape)
    top, left = (round(13.5 - float((at * small).sum()) / total) for at in (rows, columns))
    top, left = (min(max(at, 0), 28 - side) for at, side in zip((top, left), small.shape, strict=True))
    return _placed(small, 28, top, left)


def _scaled(ink: Ink, side: int) -> Ink:
    """What is drawn, without the empty edges, its longer side `side` pixels; nothing stays nothing."""
    rows, columns = np.flatnonzero((ink >= INK).any(1)), np.flatnonzero((ink >= INK).any(0))
    if not len(rows):
        return np.zeros((side, side), np.uint8)
    drawn = Image.fromarray(ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])
    share = side / max(drawn.size)
    width, height = (max(1, round(n * share)) for n in drawn.size)
    return np.asarray(drawn.resize((width, height), Image.Resampling.BOX if share < 1 else Image.Resampling.BILINEAR))


def _placed(part: NDArray[np.generic], side: int, top: int, left: int) -> Ink:
    whole = np.zeros((side, side), np.uint8)
    whole[top : top + part.shape[0], left : left + part.shape[1]] = part
    return whole
