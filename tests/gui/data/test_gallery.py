"""Samples on show: pixels and labels."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from explorer.engine.events import Sampled
from explorer.gui.data.gallery import Gallery, thumbnail
from tests.gui.access import lacking
from tests.gui.samples import READY

PETS = READY.datasets[1]


@pytest.mark.parametrize("channels", [1, 3])
def test_a_pixel_becomes_a_sharp_square_of_its_color(qapp, channels):
    rng = np.random.default_rng(0)
    image = rng.integers(0, 256, (8, 8, channels), np.uint8)
    made = thumbnail(image).toImage()
    assert (made.width(), made.height()) == (64, 64)
    for y in range(0, 64, 5):
        for x in range(0, 64, 5):
            color = made.pixelColor(x, y)
            expected = np.broadcast_to(image[y // 8, x // 8], 3)
            assert (color.red(), color.green(), color.blue()) == tuple(expected)


def test_a_large_image_is_made_smaller_and_keeps_its_shape(qapp):
    made = thumbnail(np.full((100, 200, 3), 77, np.uint8), ratio=2.0)
    assert (made.width(), made.height(), made.devicePixelRatio()) == (128, 64, 2.0)
    assert made.toImage().pixelColor(60, 30).red() == 77


def test_every_image_has_its_label(qtbot):
    gallery = Gallery()
    qtbot.addWidget(gallery)
    images = np.zeros((3, 8, 8, 3), np.uint8)
    gallery.show_samples(Sampled(1, PETS, images, np.array([1, 0, 1])))
    assert [gallery.item(place).text() for place in range(gallery.count())] == ["dog", "cat", "dog"]
    assert gallery.item(0).data(Qt.ItemDataRole.AccessibleTextRole) == "dog"
    gallery.show_samples(Sampled(2, PETS, images[:1], np.array([0])))
    assert gallery.count() == 1
    assert lacking(gallery) == []
