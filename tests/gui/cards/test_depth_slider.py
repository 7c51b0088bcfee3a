"""The depth slider's stops and its rest."""

import pytest
from PySide6.QtCore import Qt

from explorer.gui.cards.depth_slider import DepthSlider, slider_stops

DEPTHS = tuple(range(8, 1203, 6))


def test_all_usual_depths_are_stops_and_so_is_the_last():
    stops = slider_stops(DEPTHS)
    assert stops[:19] == DEPTHS[:19]  # 8 … 116
    assert stops[-1] == 1202
    assert len(stops) < 70
    assert set(stops) <= set(DEPTHS)
    assert list(stops) == sorted(set(stops))


@pytest.mark.parametrize("depths", [(), (11,), (11, 16, 19)])
def test_short_families_keep_every_depth(depths):
    assert slider_stops(depths) == depths


@pytest.fixture
def slider(qtbot):
    made = DepthSlider()
    qtbot.addWidget(made)
    made.set_depths(DEPTHS)
    made.show_depth(56)
    return made


def test_keys_walk_through_the_depths_and_only_the_last_settles(slider, qtbot):
    moved, settled = [], []
    slider.moved.connect(moved.append)
    slider.settled.connect(settled.append)
    with qtbot.waitSignal(slider.settled):
        qtbot.keyClick(slider, Qt.Key.Key_Right)
        qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert moved == [62, 68]
    assert settled == [68]


def test_showing_a_depth_is_not_echoed_and_ends_a_pending_rest(slider, qtbot):
    settled = []
    slider.settled.connect(settled.append)
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    slider.show_depth(110)
    with qtbot.assertNotEmitted(slider.settled, wait=200):
        slider.show_depth(20)
    assert not settled


@pytest.mark.parametrize("depths", [(), (11, 16, 19)], ids=["one network", "few depths"])
def test_a_move_ends_with_the_depths_it_went_through(slider, qtbot, depths):
    """Before, the rest came after the family was changed: an IndexError, or an edit of the new family."""
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    with qtbot.assertNotEmitted(slider.settled, wait=200):
        slider.set_depths(depths)
