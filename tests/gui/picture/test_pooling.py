"""Fewer cells than data, and no spike lost."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from explorer.gui.picture.pooling import factor, pooled


@given(st.integers(1, 20), st.integers(1, 20), st.integers(1, 7), st.integers(1, 7))
def test_each_block_becomes_its_maximum(height, width, rows, columns):
    image = np.random.default_rng(0).integers(0, 255, (height, width), np.uint8)
    found = pooled(image, rows, columns)
    assert found.shape == (-(-height // rows), -(-width // columns))
    for i, j in np.ndindex(found.shape):
        assert found[i, j] == image[i * rows : (i + 1) * rows, j * columns : (j + 1) * columns].max()


def test_a_drawn_cell_is_at_least_a_pixel():
    assert [factor(cells, 100) for cells in (50, 100, 101, 200, 201)] == [1, 1, 2, 2, 3]
    assert factor(1.0, 0.3) == 4
