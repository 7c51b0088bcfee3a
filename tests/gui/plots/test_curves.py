import numpy as np
import pytest
from PySide6.QtGui import QColor

from explorer.gui.plots.canvas import Canvas
from explorer.gui.plots.curves import BoldCurve, ThinCurve
from explorer.gui.widgets.theme import DARK


def thickness(shown, curve, y):
    """Height in pixels (by brightness) of the line at each tenth of the width."""
    canvas = shown(Canvas())
    canvas.set_theme(DARK)
    canvas.show_range((0.0, 1.0), (-1.0, 1.0))
    curve.set_color(QColor("#ffffff"))
    canvas.add(curve)
    curve.setData(np.linspace(0, 1, len(y)), y)
    for axis in (canvas.left, canvas.bottom):
        axis.hide()
    image, area = canvas.grab().toImage(), canvas.view.sceneBoundingRect()
    ground = QColor(DARK.panel).lightness()
    columns = [round(area.left() + area.width() * part / 10 + 3) for part in range(1, 9)]
    return [
        sum(image.pixelColor(x, row).lightness() - ground for row in range(image.height())) / (255 - ground)
        for x in columns
    ]


def test_a_bold_line_is_about_two_pixels_and_a_thin_one(shown):
    flat = np.full(200, 0.1)
    assert thickness(shown, BoldCurve(), flat) == pytest.approx([2] * 8, abs=0.6)
    assert thickness(shown, ThinCurve(), flat) == pytest.approx([1] * 8, abs=0.3)


def test_a_line_breaks_where_there_is_no_value(shown):
    y = np.full(200, 0.1)
    y[100:] = np.nan
    drawn = thickness(shown, BoldCurve(), y)
    assert min(drawn[:3]) > 1
    assert max(drawn[5:]) < 0.1


def test_an_empty_curve_paints_nothing(shown):
    assert max(thickness(shown, BoldCurve(), np.empty(0))) < 0.1
