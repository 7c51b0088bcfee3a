"""A surface as hills."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from explorer.gui.analyses.surface_data import shared_scale
from explorer.gui.analyses.surface_relief import SurfaceRelief, Turn
from explorer.gui.widgets.theme import DARK
from tests.gui.analyzed import bowl


@pytest.fixture
def relief(shown):
    found = shown(SurfaceRelief(), 400, 320)
    found.show_surface(bowl(), shared_scale([bowl()]), DARK)
    return found


def test_turning_is_a_rotation():
    points = np.random.default_rng(0).uniform(-1, 1, (3, 50))
    seen = np.stack(Turn(40.0, 25.0).seen(*points))
    assert np.allclose((seen**2).sum(axis=0), (points**2).sum(axis=0))


def test_higher_is_up_and_what_is_in_front_is_nearer():
    turn = Turn(0.0, 30.0)
    zero, one = np.zeros(1), np.ones(1)
    assert turn.seen(zero, zero, one)[1] > turn.seen(zero, zero, zero)[1]
    assert turn.seen(zero, -one, zero)[2] > turn.seen(zero, one, zero)[2]


def test_it_is_never_seen_from_below():
    assert Turn().by(0, -500).above > 0
    assert Turn().by(0, 500).above < 90


def test_arrows_and_dragging_turn_it_home_turns_it_back(relief, qtbot):
    before = relief.grab().toImage()
    with qtbot.waitSignal(relief.turned):
        qtbot.keyClick(relief, Qt.Key.Key_Left)
    assert relief.grab().toImage() != before
    turned = relief.turn
    qtbot.mousePress(relief, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    qtbot.mouseMove(relief, QPoint(160, 110))
    qtbot.mouseRelease(relief, Qt.MouseButton.LeftButton, pos=QPoint(160, 110))
    assert relief.turn != turned
    qtbot.keyClick(relief, Qt.Key.Key_Home)
    assert relief.turn == Turn()


def test_everything_is_inside_the_widget_from_every_side(relief):
    relief.clearFocus()  # its frame is on the rim
    for around in range(0, 360, 30):
        relief.set_turn(Turn(float(around), 34.0))
        image = relief.grab().toImage()
        rim = {image.pixelColor(x, y).name() for x in range(0, 400, 4) for y in (0, 319)}
        assert rim <= {DARK.panel, DARK.grid, DARK.muted}
