"""Samples on show: pixels and labels."""

import numpy as np
from PySide6.QtCore import Qt

from explorer.engine.events import Sampled
from explorer.gui.data.gallery import Gallery
from tests.gui.access import lacking
from tests.gui.samples import READY

PETS = READY.datasets[1]


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
