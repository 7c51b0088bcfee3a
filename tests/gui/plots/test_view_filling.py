"""Items that fill their plot follow its range at once, so that Qt repaints all of it."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont

from explorer.gui.plots.canvas import Canvas
from explorer.gui.plots.curves import BoldCurve, ThinCurve
from explorer.gui.plots.overlay import Overlay


@pytest.mark.parametrize("kind", [ThinCurve, BoldCurve])
def test_the_place_is_the_visible_part_after_every_change_of_range(shown, kind, qapp):
    canvas, curve = shown(Canvas()), kind()
    canvas.add(curve)
    for right in (10.0, 20.0, 5.0, 300.0):
        canvas.show_range((0.0, right), (0.0, right / 4))
        qapp.processEvents()
        assert curve.boundingRect() == canvas.view.viewRect()


def test_the_overlay_follows_too(shown, qapp):
    canvas, overlay = shown(Canvas()), Overlay(QFont())
    canvas.add(overlay)
    canvas.show_range((0.0, 33.0), (0.0, 7.0))
    qapp.processEvents()
    assert overlay.boundingRect() == canvas.view.viewRect() != QRectF()
