"""Frames around cells of the strip, as pixels."""

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from explorer.gui.widgets.theme import DARK


def across(view, pixel, y, first, last):
    """Colors of a row of the picture, from layer to layer."""
    QApplication.processEvents()
    picture = view.canvas.grab().toImage()
    left, right = pixel(view, first, y), pixel(view, last, y)
    ratio = picture.devicePixelRatio()
    return [picture.pixelColor(round(x * ratio), round(left.y() * ratio)) for x in range(left.x(), right.x())]


def test_a_frame_stands_around_its_cells_alone(deep, pixel):
    frames, band = deep.canvas.drawing.frames, deep.canvas.drawing.band
    y, line = band.top - 2, QColor(DARK.text)
    assert line not in across(deep, pixel, y, 2, 40)
    frames.set_groups(((10, 19),))
    assert line in across(deep, pixel, y, 12, 19)
    assert line not in across(deep, pixel, y, 2, 9)
    assert line not in across(deep, pixel, y, 24, 40)
    frames.set_groups(())
    assert line not in across(deep, pixel, y, 2, 40)
