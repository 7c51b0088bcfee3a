"""Images on screen: sharp squares, and shapes that are kept."""

import numpy as np
import pytest

from explorer.gui.widgets.pixels import pixmap


@pytest.mark.parametrize("channels", [1, 3])
def test_a_pixel_becomes_a_sharp_square_of_its_color(qapp, channels):
    rng = np.random.default_rng(0)
    image = rng.integers(0, 256, (8, 8, channels), np.uint8)
    made = pixmap(image, 64).toImage()
    assert (made.width(), made.height()) == (64, 64)
    for y in range(0, 64, 5):
        for x in range(0, 64, 5):
            color = made.pixelColor(x, y)
            expected = np.broadcast_to(image[y // 8, x // 8], 3)
            assert (color.red(), color.green(), color.blue()) == tuple(expected)


def test_a_large_image_is_made_smaller_and_keeps_its_shape(qapp):
    made = pixmap(np.full((100, 200, 3), 77, np.uint8), 64, ratio=2.0)
    assert (made.width(), made.height(), made.devicePixelRatio()) == (128, 64, 2.0)
    assert made.toImage().pixelColor(60, 30).red() == 77
