"""Drawings come out as the authors of a dataset describe its images."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from explorer.datasets.digits import DIGITS
from explorer.datasets.drawings import by_mass, in_blocks


def drawn(bitmap: NDArray[np.bool_], scale: int, top: int, left: int, size: int = 280) -> NDArray[np.uint8]:
    """A bitmap with pixels of `scale` × `scale` somewhere on a canvas."""
    canvas = np.zeros((size, size), np.uint8)
    large = np.kron(bitmap, np.ones((scale, scale))).astype(np.uint8) * 255
    canvas[top : top + large.shape[0], left : left + large.shape[1]] = large
    return canvas


@pytest.mark.parametrize(("top", "left"), [(0, 0), (20, 50)])
def test_a_digit_is_as_many_inked_pixels_of_each_4_by_4_block_wherever_it_is_drawn(top: int, left: int) -> None:
    bitmap = np.random.default_rng(1).random((32, 32)) < 0.4
    bitmap[0, 3] = bitmap[-1, 9] = bitmap[7, 0] = bitmap[5, -1] = True  # it touches every edge
    right = [[bitmap[4 * y : 4 * y + 4, 4 * x : 4 * x + 4].sum() for x in range(8)] for y in range(8)]
    found = in_blocks(drawn(bitmap, 7, top, left))
    assert found.dtype == np.uint8
    assert found.tolist() == right


def test_a_narrow_digit_fills_the_height_and_stands_in_the_middle() -> None:
    found = in_blocks(drawn(np.ones((40, 10), np.bool_), 4, 30, 200))
    assert found.tolist() == [[0, 0, 0, 16, 16, 0, 0, 0]] * 8


def test_a_drawing_for_mnist_has_20_pixels_and_its_center_of_mass_in_the_middle() -> None:
    bitmap = np.zeros((40, 30), np.bool_)
    bitmap[:, :4] = bitmap[-6:, :] = True  # an L
    found = by_mass(drawn(bitmap, 5, 60, 100)).astype(float)
    rows, columns = np.nonzero(found)
    assert found.shape == (28, 28)
    assert (np.ptp(rows) + 1, np.ptp(columns) + 1) == (20, 15)
    center = [(at * found).sum() / found.sum() for at in np.indices(found.shape)]
    assert max(abs(np.array(center) - 13.5)) <= 0.5


@pytest.mark.parametrize("make", [in_blocks, by_mass])
def test_nothing_drawn_is_an_empty_image(make) -> None:
    assert not make(np.zeros((280, 280), np.uint8)).any()


def test_the_digits_fill_the_height_as_drawings_do() -> None:
    images = DIGITS.load(0).train_x[:, 0]
    empty_ends = float(((images[:, 0].amax(1) == 0) | (images[:, -1].amax(1) == 0)).float().mean())
    assert empty_ends < 0.02
